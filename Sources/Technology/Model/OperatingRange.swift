import Quantities

/// Where circuits of a process work, and what its finished chips stand.
package struct OperatingRange: Sendable, Equatable {
  /// Coldest chip at work.
  package var lowestTemperature: Cited<Temperature>
  /// Hottest chip at work.
  package var highestTemperature: Cited<Temperature>
  /// Hottest place to keep a finished chip at.
  package var highestStorage: Cited<Temperature>
  /// Fastest clock of a controller.
  package var highestClock: Cited<Frequency>
}

extension Cited {
  /// Where the value comes from, in a few words for a message.
  package var origin: String {
    switch provenance {
    case .citation(let key, _): key + (note.map { ", \($0)" } ?? "")
    case .assumption(let text): "an assumption: \(text)"
    }
  }
}
