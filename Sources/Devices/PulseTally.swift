import Synchronization

/// What the write circuits of a chip do in some updates: which devices get pulses, and how long that takes.
///
/// Rows of a tile are written one after the other, with all pulses up of a row before its pulses down; tiles work side
/// by side.
package final class PulseTally: Sendable {
  /// Pulses to one device in one update.
  package struct Entry {
    /// Which device of the connection, row-major.
    package var device: Int
    /// Its network row.
    package var row: Int
    /// Above 0 for up.
    package var pulses: Int
    /// Its conductance before, siemens.
    package var siemens: Double

    /// Some pulses.
    package init(device: Int, row: Int, pulses: Int, siemens: Double) {
      (self.device, self.row, self.pulses, self.siemens) = (device, row, pulses, siemens)
    }
  }

  /// Pulses of one direction.
  package struct Direction: Sendable, Equatable {
    /// To all devices of each connection.
    package var connectionPulses: [Int]
    /// Σ of the conductances that they met, as far as compliance lets them conduct, siemens.
    package var siemens = 0.0
    /// Σ over updates and rows of the longest train of a row: how often a row is selected, by connection.
    package var rowSlots: [Int]
    /// Σ over updates of the pulses that the busiest tile gives one after the other.
    package var criticalSlots = 0
    /// To all devices.
    package var pulses: Int { connectionPulses.reduce(0, +) }

    init(connections: Int) {
      connectionPulses = [Int](repeating: 0, count: connections)
      rowSlots = connectionPulses
    }
  }

  package struct State: Sendable {
    package var up, down: Direction
    /// Pulses to every device, by connection.
    package var perDevice: [[UInt32]]
    /// Pulses one after the other of each tile row in the update at hand, up and down, by connection.
    package var slots: [[(up: Int, down: Int)]]
  }

  private let state: Mutex<State>
  private let tileOfRow: [[Int]]
  private let compliance: (up: Double, down: Double)

  /// - Parameters:
  ///   - devices: devices of each connection.
  ///   - tileOfRow: row of tiles of each network row, by connection.
  ///   - compliance: conductance beyond which a pulse up, or down, drives no more current through a cell, siemens.
  package init(
    devices: [Int], tileOfRow: [[Int]], compliance: (up: Double, down: Double) = (.infinity, .infinity)
  ) {
    (self.tileOfRow, self.compliance) = (tileOfRow, compliance)
    let none = Direction(connections: devices.count)
    state = Mutex(
      State(
        up: none, down: none, perDevice: devices.map { [UInt32](repeating: 0, count: $0) },
        slots: tileOfRow.map { rows in
          [(up: Int, down: Int)](repeating: (0, 0), count: (rows.max() ?? 0) + 1)
        }))
  }

  /// Counts what a connection gets in an update; connections come in order, the last one ends the update.
  /// - Parameter entries: row by row.
  package func add(_ entries: [Entry], array k: Int) {
    state.withLock { state in
      var (row, up, down) = (-1, 0, 0)
      func close(_ state: inout State) {
        guard row >= 0 else { return }
        state.up.rowSlots[k] += up
        state.down.rowSlots[k] += down
        state.slots[k][tileOfRow[k][row]].up += up
        state.slots[k][tileOfRow[k][row]].down += down
      }
      for entry in entries {
        if entry.row != row {
          close(&state)
          (row, up, down) = (entry.row, 0, 0)
        }
        let count = entry.pulses.magnitude
        state.perDevice[k][entry.device] &+= UInt32(truncatingIfNeeded: count)
        if entry.pulses > 0 {
          up = max(up, Int(count))
          state.up.connectionPulses[k] += Int(count)
          state.up.siemens += Double(count) * min(entry.siemens, compliance.up)
        } else {
          down = max(down, Int(count))
          state.down.connectionPulses[k] += Int(count)
          state.down.siemens += Double(count) * min(entry.siemens, compliance.down)
        }
      }
      close(&state)
      guard k == tileOfRow.count - 1 else { return }
      if let busiest = state.slots.joined().max(by: { $0.up + $0.down < $1.up + $1.down }) {
        state.up.criticalSlots += busiest.up
        state.down.criticalSlots += busiest.down
      }
      for k in state.slots.indices { for t in state.slots[k].indices { state.slots[k][t] = (0, 0) } }
    }
  }

  /// What has been counted.
  package var counted: State { state.withLock { $0 } }
}
