import Diagnostics
import Foundation

/// The records of finished chips, by trial and draw: what a prediction that was interrupted goes on from, and what the
/// parts of one that ran in several places are put together from.
///
/// Since a record is a pure function of trial and draw, those that are there are never wrong, whatever else the next
/// run asks for: more chips, another limit, a finer sweep.
package struct ChipStore: Sendable, Equatable {
  /// What the records are of: stores of one prediction have the same, whatever part of its chips they hold.
  package let key: String
  private(set) var records: [String: [ChipDraw: ChipRecord]] = [:]

  /// An empty store.
  package init(key: String = "") { self.key = key }

  /// Number of records.
  package var count: Int { records.values.reduce(0) { $0 + $1.count } }

  /// Number of records of a trial.
  package func count(of fingerprint: String) -> Int { records[fingerprint]?.count ?? 0 }

  /// The record of a draw of the trial with a fingerprint.
  package subscript(_ fingerprint: String, _ draw: ChipDraw) -> ChipRecord? {
    get { records[fingerprint]?[draw] }
    set {
      records[fingerprint, default: [:]][draw] = newValue
      if newValue == nil, count(of: fingerprint) == 0 { records[fingerprint] = nil }
    }
  }

  /// The same records under another key.
  package func renamed(_ key: String) -> ChipStore {
    var store = ChipStore(key: key)
    store.records = records
    return store
  }

  /// The records of one trial alone.
  package func part(_ fingerprint: String) -> ChipStore {
    var store = ChipStore(key: fingerprint)
    store.records[fingerprint] = records[fingerprint]
    return store
  }

  /// Takes the records of another part of the same prediction over; a failed merge leaves the store as it was.
  /// - Parameter name: of the other store, for messages: its path.
  /// - Throws: `Diagnostic` GD0456 for a store of another prediction, GD0457 when a chip has other figures there.
  package mutating func merge(_ other: ChipStore, from name: String) throws(Diagnostic) {
    guard key == other.key else {
      throw Diagnostic(
        .error, "GD0456",
        "'\(name)' holds chips of another prediction (\(other.key) and not \(key)): spec, trained weights, seed or "
          + "program version are others")
    }
    for (fingerprint, chips) in other.records {
      for (draw, record) in chips where self[fingerprint, draw].map({ $0 != record }) ?? false {
        throw Diagnostic(
          .error, "GD0457",
          "'\(name)' says other figures of chip \(draw.chip) than the records that it is merged with, though all they "
            + "depend on is the same: one of the two was changed, or made by a machine that computes wrongly")
      }
    }
    for (fingerprint, chips) in other.records {
      records[fingerprint, default: [:]].merge(chips) { first, _ in first }
    }
  }
}
