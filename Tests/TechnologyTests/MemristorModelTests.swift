import Foundation
import Quantities
import Testing

@testable import Technology

/// The equations of the library's devices: bounds, signs, derivatives, and the pulses the rates are sized for.
@Suite struct MemristorModelTests {
  /// Voltages from well beyond the RESET voltage to well beyond the SET voltage.
  static let voltages = stride(from: -3.0, through: 3.0, by: 0.1).map { Voltage(si: $0) }
  static let states = [0, 0.01, 0.3, 0.5, 0.99, 1]

  static func devices() throws -> [SynapseDevice] {
    let library = TechnologyLibrary()
    return try library.list(.devices).map { try library.device($0.name) }
  }

  @Test func conductanceSpansTheRange() throws {
    for device in try Self.devices() {
      let model = MemristorModel(device)
      #expect(model.conductance(state: 0) == device.minimumConductance.value)
      #expect(model.conductance(state: 1) == device.maximumConductance.value)
      for x in Self.states {
        let g = model.conductance(state: x)
        #expect(device.conductanceRange.contains(g))
        #expect(abs(model.state(conductance: g) - x) < 1e-12)
      }
    }
  }

  @Test func currentIsOddAndZeroAtZero() throws {
    for device in try Self.devices() {
      let model = MemristorModel(device)
      let g = model.conductance(state: 0.4)
      #expect(model.current(.zero, conductance: g) == .zero)
      #expect(model.differentialConductance(.zero, conductance: g) == g)
      for v in Self.voltages {
        #expect(model.current(-v, conductance: g) == -model.current(v, conductance: g))
        #expect(abs(model.current(v, conductance: g).si) >= abs((g * v).si) * (1 - 1e-12))
      }
    }
  }

  @Test func nonlinearityIsSmallInReading() throws {
    // Every device must be close to a resistor where it is read, else a weight would have no meaning.
    for device in try Self.devices() {
      let model = MemristorModel(device)
      let v = device.maximumReadVoltage.value
      let g = device.maximumConductance.value
      #expect(model.current(v, conductance: g) / (g * v) < 1.3)
    }
  }

  @Test func currentDerivativesMatchDifferences() throws {
    for device in try Self.devices() {
      let model = MemristorModel(device)
      for v in Self.voltages {
        for x in Self.states {
          let g = model.conductance(state: x)
          let h = 1e-5
          let up = model.current(Voltage(si: v.si + h), conductance: g)
          let down = model.current(Voltage(si: v.si - h), conductance: g)
          let slope = model.differentialConductance(v, conductance: g).si
          #expect(abs((up.si - down.si) / (2 * h) - slope) <= 1e-7 * slope + 1e-30)
        }
        let byState =
          model.current(v, conductance: model.conductance(state: 1)).si
          - model.current(v, conductance: model.conductance(state: 0)).si
        #expect(abs(byState - model.currentByState(v).si) <= 1e-12 * abs(byState))
      }
    }
  }

  @Test func stateRateHasTheRightSigns() throws {
    for device in try Self.devices() {
      let model = MemristorModel(device)
      guard let write = device.write else {
        #expect(model.stateRate(Voltage(si: 5), state: 0.5) == .zero)
        continue
      }
      let above = Voltage(si: write.setThreshold.value.si + 0.3)
      let below = Voltage(si: write.resetThreshold.value.si - 0.3)
      for x in [0.01, 0.5, 0.99] {
        #expect(model.stateRate(above, state: x).si > 0)
        #expect(model.stateRate(below, state: x).si < 0)
      }
      for v in Self.voltages {
        // The bounds cannot be left.
        #expect(model.stateRate(v, state: 0).si >= 0)
        #expect(model.stateRate(v, state: 1).si <= 0)
        #expect(model.stateRateByState(v).si <= 0)
        #expect(model.stateRateByVoltage(v, state: 0.5) >= 0)
      }
    }
  }

  @Test func stateRateDerivativesMatchDifferences() throws {
    for device in try Self.devices() where device.write != nil {
      let model = MemristorModel(device)
      for v in Self.voltages {
        for x in Self.states {
          let h = 1e-5
          let up = model.stateRate(Voltage(si: v.si + h), state: x).si
          let down = model.stateRate(Voltage(si: v.si - h), state: x).si
          let slope = model.stateRateByVoltage(v, state: x)
          let scale = max(abs(up), abs(down)) / h
          #expect(abs((up - down) / (2 * h) - slope) <= 1e-6 * abs(slope) + 1e-10 * scale)
          let byState = model.stateRate(v, state: 1).si - model.stateRate(v, state: 0).si
          #expect(abs(byState - model.stateRateByState(v).si) <= 1e-12 * abs(byState))
        }
      }
    }
  }

  @Test func pulseIsTheSolutionOfTheRate() throws {
    // Against many small explicit steps.
    for device in try Self.devices() where device.write != nil {
      let model = MemristorModel(device)
      for v in [-2.0, -1.0, 0, 1.2, 2.0].map({ Voltage(si: $0) }) {
        let duration = TimeSpan(si: 20e-9)
        let steps = 20_000
        var x = 0.4
        for _ in 0..<steps { x += model.stateRate(v, state: x).si * duration.si / Double(steps) }
        #expect(abs(model.state(after: duration, at: v, from: 0.4) - x) < 1e-4)
      }
    }
  }

  @Test func readingDoesNotDisturb() throws {
    // A day at the read voltage moves the state by less than a part in a hundred.
    for device in try Self.devices() {
      let model = MemristorModel(device)
      for v in [device.maximumReadVoltage.value, -device.maximumReadVoltage.value] {
        for x in [0, 0.5, 1.0] {
          #expect(abs(model.state(after: TimeSpan(si: 86400), at: v, from: x) - x) < 0.01)
        }
      }
    }
  }

  @Test(arguments: [
    ("sky130-reram", 2.4, 1e-6, -2.6, 1e-6), ("leti-hfo2", 1.8, 1e-6, -2.6, 100e-9),
    ("taox-hfox-analog", 1.6, 128 * 50e-9, -1.6, 128 * 50e-9),
  ])
  func publishedPulsesSwitch(name: String, set: Double, setTime: Double, reset: Double, resetTime: Double)
    throws
  {
    let device = try TechnologyLibrary().device(name)
    let model = MemristorModel(device)
    #expect(model.state(after: TimeSpan(si: setTime), at: Voltage(si: set), from: 0) > 0.97)
    #expect(model.state(after: TimeSpan(si: resetTime), at: Voltage(si: reset), from: 1) < 0.03)
    // Half-selected cells see half the voltage for the same time and keep their state.
    for x in [0, 0.5, 1.0] {
      #expect(abs(model.state(after: TimeSpan(si: setTime), at: Voltage(si: set / 2), from: x) - x) < 0.02)
      #expect(
        abs(model.state(after: TimeSpan(si: resetTime), at: Voltage(si: reset / 2), from: x) - x) < 0.02)
    }
  }
}
