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
    // SkyWater: 2.4 V for 1 us at 50 uS; 0.43 V sinh(2.4 V / 0.43 V) = 57.0692 V, so 2.85346 mA and 6.8483 nJ.
    var device = try library.device("sky130-reram")
    let up = try #require(device.energy(ofPulseUp: true, at: Conductance(si: 50e-6)))
    #expect(abs(up.value.si - 6.8483e-9) < 1e-13)
    // A cross point: 1.2 V at half-selected cells, 0.43 V sinh(1.2 V / 0.43 V) = 3.48967 V: 174.483 uA, 209.38 pJ.
    #expect(device.isCrossPoint)
    let half = try #require(device.energy(ofHalfSelectedPulseUp: true, at: Conductance(si: 50e-6)))
    #expect(abs(half.si - 209.38e-12) < 1e-14)
    // RESET pulses have the other sign; energy has none.
    let down = try #require(device.energy(ofPulseUp: false, at: Conductance(si: 50e-6)))
    #expect(down.value.si > up.value.si)
    device.pulseEnergy = PulseEnergy(
      set: Cited(Energy(si: 8e-12), .assumption("measured")),
      reset: Cited(Energy(si: 9e-12), .assumption("too")))
    #expect(device.energy(ofPulseUp: false, at: .zero)?.value == Energy(si: 9e-12))
    #expect(try library.device("ideal").energy(ofPulseUp: true, at: Conductance(si: 1)) == nil)
  }

  @Test func energyOfAPulseThatTheTransistorLimits() throws {
    // Leti: 1.8 V for 1 us; 0.43 V sinh(1.8 V / 0.43 V) = 14.1356 V, and 240 uA at most from 240 uA / 14.1356 V on.
    var device = try library.device("leti-hfo2")
    #expect(abs(device.complianceConductance(ofPulseUp: true).si - 16.9784e-6) < 1e-10)
    // At 15.3 uS 216.275 uA and 389.30 pJ, where g V^2 t would be 49.6 pJ.
    let set = try #require(device.energy(ofPulseUp: true, at: Conductance(si: 15.3e-6)))
    #expect(abs(set.value.si - 389.295e-12) < 1e-14)
    // At 40 uS 240 uA: 1.8 V 240 uA 1 us = 432 pJ; RESET 2.6 V 240 uA 100 ns = 62.4 pJ.
    let most = try #require(device.energy(ofPulseUp: true, at: Conductance(si: 40e-6)))
    let reset = try #require(device.energy(ofPulseUp: false, at: Conductance(si: 40e-6)))
    #expect(abs(most.value.si - 432e-12) < 1e-15 && abs(reset.value.si - 62.4e-12) < 1e-16)
    #expect(device.energy(ofHalfSelectedPulseUp: true, at: Conductance(si: 40e-6)) == .zero)
    device.maximumWriteCurrent = nil
    #expect(device.complianceConductance(ofPulseUp: true).si == .infinity)
    // Every cell of the library but SkyWater's ReRAM, which lies between two metals, has a select transistor.
    for name in library.names(.devices) where name != "ideal" {
      #expect(try library.device(name).isCrossPoint == (name == "sky130-reram"), "\(name)")
    }
  }

  @Test func everyRealDeviceStatesItsEndurance() throws {
    for name in library.names(.devices) where name != "ideal" {
      #expect(try #require(try library.device(name).endurance, "\(name)").value.si >= 1e5)
    }
  }
}
