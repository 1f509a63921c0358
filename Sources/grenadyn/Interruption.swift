import ArgumentParser
import Foundation
import Reports
import Synchronization

/// The signal that asks a training to stop; 0 for none. A signal handler has no context, so it must be global.
private let pendingSignal = Atomic<Int32>(0)

/// Ctrl-C and SIGTERM during a training: the minibatch at hand is finished, a checkpoint written, and the program
/// ends with 128 + the signal's number, as shells have it.
enum Interruption {
  /// Runs a training that the signals stop. A second one ends the program at once, which the checkpoint survives.
  /// - Parameter display: where the training is shown; its line is ended when the training does not end well.
  static func stopping<Result>(
    _ display: TrainingDisplay, _ training: (_ isStopped: () -> Bool) throws -> Result
  ) throws -> Result {
    pendingSignal.store(0, ordering: .relaxed)
    let previous = [SIGINT, SIGTERM].map { ($0, watch($0)) }
    defer { for case (let signal, var action?) in previous { sigaction(signal, &action, nil) } }
    do {
      return try training { pendingSignal.load(ordering: .relaxed) != 0 }
    } catch let stop as TrainingRun.Stopped {
      display.endLine()
      let place = stop.samples == 0 ? "" : " and \(stop.samples) samples of the next"
      Terminal.note(
        "stopped after \(stop.epochs) epochs\(place); the same command goes on from there (--restart begins anew)"
      )
      throw ExitCode(128 + pendingSignal.load(ordering: .relaxed))
    } catch {
      display.endLine()
      throw error
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
