import Foundation
import Quantities
import Testing

@testable import Technology

/// Corners of a process, and what devices say of being written.
@Suite struct CornerTests {
  let library = TechnologyLibrary()

  @Test func leakageDoublesByTheStatedWarming() throws {
    let corners = try #require(try library.process("sky130").corners)
    let room = corners.leakageReference.value
    #expect(corners.leakageFactor(.typical, at: room) == 1)
    let warmer = Temperature(si: room.si + corners.leakageDoubling.value.si)
    #expect(abs(corners.leakageFactor(.typical, at: warmer) - 2) < 1e-12)
    // The two temperatures of SkyWater's library: 2.118 pW at 25 °C, 631 pW at 100 °C.
    let hot = corners.leakageFactor(.typical, at: Temperature(si: 373.15))
    #expect(abs(hot / (630.8144 / 2.11796) - 1) < 0.02)
    #expect(corners.leakageFactor(.fast, at: room) == 7)
  }

  @Test func cornersLieOnTheirSides() throws {
    for name in ["sky130", "leti130"] {
      let corners = try #require(try library.process(name).corners)
      #expect(corners.slow.supply.value.si < 1 && corners.fast.supply.value.si > 1)
      #expect(corners.slow.delay.value.si > 1 && corners.fast.delay.value.si < 1)
      #expect(corners.slow.wireResistance.value.si > 1 && corners.fast.wireResistance.value.si < 1)
      #expect(corners[.typical] == nil)
    }
  }

  @Test func energyOfAPulse() throws {
    // SkyWater: 2.4 V for 1 us at 50 uS: 288 pJ.
    var device = try library.device("sky130-reram")
    let up = try #require(device.energy(ofPulseUp: true, at: Conductance(si: 50e-6)))
    #expect(abs(up.value.si - 2.4 * 2.4 * 50e-6 * 1e-6) < 1e-18)
    // RESET pulses have the other sign; energy has none.
    let down = try #require(device.energy(ofPulseUp: false, at: Conductance(si: 50e-6)))
    #expect(down.value.si > up.value.si)
    device.pulseEnergy = PulseEnergy(
      set: Cited(Energy(si: 8e-12), .assumption("measured")),
      reset: Cited(Energy(si: 9e-12), .assumption("too")))
    #expect(device.energy(ofPulseUp: false, at: .zero)?.value == Energy(si: 9e-12))
    #expect(try library.device("ideal").energy(ofPulseUp: true, at: Conductance(si: 1)) == nil)
  }

  @Test func everyRealDeviceStatesItsEndurance() throws {
    for name in library.names(.devices) where name != "ideal" {
      #expect(try #require(try library.device(name).endurance, "\(name)").value.si >= 1e5)
    }
  }
}
