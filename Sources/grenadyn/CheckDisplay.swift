import Reports
import Synchronization

/// Shows how checks go: on a terminal in one line, elsewhere a line for each long part.
final class CheckDisplay: Sendable {
  private struct State {
    var line: ProgressLine
    var finished = 0
  }
  private let state: Mutex<State>
  private let count: Int

  init(count: Int) {
    self.count = count
    state = Mutex(State(line: ProgressLine()))
  }

  /// Shows an event, from any thread.
  func show(_ event: CheckRun.Event) {
    state.withLock { state in
      switch event {
      case .began(let spec, let activity):
        let place = state.line.isInteractive ? "\(state.finished + 1)/\(count)  " : ""
        state.line.draw("\(place)\(spec): \(activity.rawValue)", isLast: false)
      case .finished: state.finished += 1
      }
    }
  }

  /// Takes the line away: the report follows.
  func end() { state.withLock { $0.line.clear() } }
}
