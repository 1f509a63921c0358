import ArgumentParser
import Characterization
import Foundation
import Reports
import Synchronization

/// The signal that asks a long run to stop; 0 for none. A signal handler has no context, so it must be global.
private let pendingSignal = Atomic<Int32>(0)

/// Ctrl-C and SIGTERM during a long run: the minibatch or the chips at hand are finished, a checkpoint written, and the
/// program ends with 128 + the signal's number, as shells have it.
enum Interruption {
  /// Runs something that the signals stop. A second one ends the program at once, which the checkpoint survives.
  /// - Parameter display: where its progress is shown; its line is ended when it does not end well.
  static func stopping<Result>(
    _ display: some ProgressDisplay, _ run: (_ isStopped: @escaping () -> Bool) throws -> Result
  ) throws -> Result {
    pendingSignal.store(0, ordering: .relaxed)
    let previous = [SIGINT, SIGTERM].map { ($0, watch($0)) }
    defer { for case (let signal, var action?) in previous { sigaction(signal, &action, nil) } }
    do {
      return try run { pendingSignal.load(ordering: .relaxed) != 0 }
    } catch {
      display.endLine()
      guard let place = place(of: error) else { throw error }
      let anew = error is CharacterizationRun.Stopped ? "--no-cache" : "--restart"
      Terminal.note("stopped after \(place); the same command goes on from there (\(anew) begins anew)")
      throw ExitCode(128 + pendingSignal.load(ordering: .relaxed))
    }
  }

  /// Where a run that was asked to stop stands; nil for errors.
  private static func place(of error: any Error) -> String? {
    switch error {
    case let stop as TrainingStopped:
      "\(stop.epochs) epochs" + (stop.samples == 0 ? "" : " and \(stop.samples) samples of the next")
    case let stop as PredictionRun.Stopped: "\(stop.chips) of \(stop.allChips) chips"
    case let stop as CharacterizationRun.Stopped: "\(stop.done) of \(stop.all) simulations"
    default: nil
    }
  }

  /// Notes a signal, once, unless it is ignored, as by `nohup`.
  /// - Returns: what was done about it before; nil when nothing was changed.
  private static func watch(_ signal: Int32) -> sigaction? {
    var before = sigaction()
    guard sigaction(signal, nil, &before) == 0,
      unsafeBitCast(before.__sigaction_handler.sa_handler, to: Int.self)
        != unsafeBitCast(SIG_IGN, to: Int.self)
    else { return nil }
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { pendingSignal.store($0, ordering: .relaxed) }
    action.sa_flags = Int32(bitPattern: UInt32(SA_RESETHAND)) | SA_RESTART
    return sigaction(signal, &action, nil) == 0 ? before : nil
  }
}
