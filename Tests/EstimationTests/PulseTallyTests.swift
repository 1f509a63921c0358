import Testing

@testable import Devices

@Suite("Counting pulses")
struct PulseTallyTests {
  @Test("rows of a tile wait for each other, tiles do not, and directions are told apart")
  func slots() {
    // Two rows in tile 0, one in tile 1; two columns.
    let tally = PulseTally(devices: [6], tileOfRow: [[0, 0, 1]])
    func entry(_ device: Int, _ pulses: Int) -> PulseTally.Entry {
      PulseTally.Entry(device: device, row: device / 2, pulses: pulses, siemens: 2)
    }
    tally.add([entry(0, 3), entry(1, -1), entry(2, 2), entry(4, 4)], array: 0)
    tally.add([entry(5, -5)], array: 0)
    let counted = tally.counted
    #expect(counted.up.pulses == 9 && counted.down.pulses == 6)
    #expect(counted.up.rowSlots == [9] && counted.down.rowSlots == [6])
    // First update: tile 0 has 3 + 2 up and 1 down against 4 of tile 1; second: 5 down of tile 1.
    #expect(counted.up.criticalSlots == 5 && counted.down.criticalSlots == 6)
    #expect(counted.perDevice == [[3, 1, 2, 0, 4, 5]])
    #expect(counted.up.siemens == 18 && counted.up.connectionPulses == [9])
  }

  @Test("a cell beyond compliance counts as one that conducts so much")
  func compliance() {
    let tally = PulseTally(devices: [2], tileOfRow: [[0]], compliance: (up: 1.5, down: 3))
    tally.add(
      [
        PulseTally.Entry(device: 0, row: 0, pulses: 2, siemens: 2),
        PulseTally.Entry(device: 1, row: 0, pulses: -1, siemens: 2),
      ], array: 0)
    #expect(tally.counted.up.siemens == 3 && tally.counted.down.siemens == 2)
  }

  @Test("what is tallied is what the update has given")
  func sameCount() throws {
    let sketch = try Sketch()
    let updates = try #require(try sketch.updates())
    #expect(updates.updates == 5 && updates.batch == 4 && updates.samplesPerEpoch == 60)
    #expect(updates.up.pulses > 0 && updates.down.pulses > 0)
    #expect(updates.up.conductance.si > 1e-6 && updates.up.conductance.si < 4e-5)
    #expect(updates.up.criticalSlots <= updates.up.rowSlots.reduce(0, +))
  }
}
