import Diagnostics
import Expressions
import Foundation
import Kernels
import Quantities
import Testing

@testable import Technology

/// The formulas of the leaf cells, and what the models compute by hand.
@Suite struct LawTests {
  private static let count = 500

  /// Values of formulas over many lanes.
  private func values(
    _ formulas: [Formula], lanes: [(String, [Double])], uniforms: [String: Double]
  ) throws -> [[Double]] {
    let names = uniforms.keys.sorted()
    let program = try Program(formulas, lanes: lanes.map(\.0), uniforms: names)
    let inputs = lanes.flatMap(\.1)
    var results = [Double](repeating: .nan, count: formulas.count * Self.count)
    var workspace = Program.Workspace<Double>(program)
    var span = results.mutableSpan
    let parameters = names.map { uniforms[$0] ?? .nan }
    program.evaluate(inputs.span, uniforms: parameters.span, into: &span, workspace: &workspace)
    return formulas.indices.map { Array(results[$0 * Self.count..<($0 + 1) * Self.count]) }
  }

  private func random(_ purpose: UInt32, _ range: ClosedRange<Double>) -> [Double] {
    let philox = Philox(seed: 77)
    return (0..<Self.count).map {
      range.lowerBound
        + (range.upperBound - range.lowerBound)
        * philox.uniform(purpose: purpose, stream: 0, index: UInt64($0))
    }
  }

  @Test func theModelComputesTheReadLaw() throws {
    for device in try MemristorModelTests.devices() {
      let (model, law) = (MemristorModel(device), MemristorLaw(device))
      let (volts, states) = (random(0, -3...3), random(1, 0...1))
      let siemens = states.map { model.conductance(state: $0).si }
      var uniforms: [String: Double] = [:]
      if let v0 = device.nonlinearityVoltage?.value.si { uniforms["v0"] = v0 }
      let found = try values(
        [law.current, law.current.derivative(by: "v")], lanes: [("v", volts), ("g", siemens)],
        uniforms: uniforms)
      for k in 0..<Self.count {
        let (v, g) = (Voltage(si: volts[k]), Conductance(si: siemens[k]))
        // The same operations in the same order: the same bits.
        #expect(found[0][k] == model.current(v, conductance: g).si, "\(device.name) at \(v)")
        let slope = model.differentialConductance(v, conductance: g).si
        #expect(abs(found[1][k] - slope) <= 1e-14 * slope, "\(device.name) at \(v)")
      }
    }
  }

  /// The form for Newton's method is the law itself where a simulator ends, and finite everywhere.
  @Test func theBoundedDriveIsTheDrive() throws {
    let law = MemristorLaw(isLinear: false)
    let volts = random(2, -12...12)
    let bounded = Formula.symbol("drive").inlining(law.boundedDrive)
    let found = try values([law.drive, bounded], lanes: [("v", volts)], uniforms: ["v0": 0.35])
    for k in 0..<Self.count {
      #expect(abs(found[0][k] - found[1][k]) <= 1e-14 * abs(found[0][k]))
    }
    let program = try Program([bounded, law.drive], lanes: ["v"], uniforms: ["v0"])
    let far = program([1e6, 1e-3])
    #expect(far[0].isFinite && far[1] == .infinity)
    #expect(try Program(MemristorLaw(isLinear: true).boundedDrive.map(\.formula), lanes: ["v"])([3]) == [3])
  }

  @Test func theDriveIsTheSlopeOfTheContent() throws {
    for isLinear in [false, true] {
      let law = MemristorLaw(isLinear: isLinear)
      let found = try values(
        [law.drive, law.content.derivative(by: "v")], lanes: [("v", random(3, -2...2))],
        uniforms: isLinear ? [:] : ["v0": 0.43])
      for (drive, slope) in zip(found[0], found[1]) { #expect(abs(drive - slope) <= 1e-14 * abs(drive)) }
    }
    let slope = RectifierLaw.content.inlining([RectifierLaw.overdrive]).derivative(by: "v")
    let current = RectifierLaw.current.inlining([RectifierLaw.overdrive])
    for polarity in [1.0, -1] {
      let found = try values(
        [slope, current], lanes: [("v", random(4, -1...1))],
        uniforms: ["polarity": polarity, "gon": 0.1, "vf": 0.05])
      for (a, b) in zip(found[0], found[1]) { #expect(abs(a - b) <= 1e-15) }
      #expect(found[1].contains { $0 != 0 } && found[1].contains(0))
    }
  }

  @Test func theModelComputesTheWriteLaw() throws {
    var written = 0
    for device in try MemristorModelTests.devices() {
      let (model, law) = (MemristorModel(device), MemristorLaw(device))
      guard let write = device.write else {
        #expect(law.stateRate.isEmpty)
        continue
      }
      written += 1
      let rate = Formula.symbol("rate").inlining(law.stateRate)
      let (volts, states) = (random(5, -2.8...2.8), random(6, 0...1))
      let uniforms = [
        "v_set": write.setThreshold.value.si, "v_reset": write.resetThreshold.value.si,
        "threshold_width": write.thresholdWidth.value.si, "k_set": write.setRate.value.si,
        "k_reset": write.resetRate.value.si, "a_set": write.setExponent.value.si,
        "a_reset": write.resetExponent.value.si, "rate_factor": 1,
      ]
      let found = try values(
        [rate, rate.derivative(by: "v"), rate.derivative(by: "state")],
        lanes: [("v", volts), ("state", states)], uniforms: uniforms)
      // Below the thresholds, where the rate is of no account, digits of 1 + a small number are lost.
      let hertz = 1e-9 * (write.setRate.value.si + write.resetRate.value.si)
      for k in 0..<Self.count {
        let (v, x) = (Voltage(si: volts[k]), states[k])
        func near(_ found: Double, _ due: Double, _ floor: Double) {
          #expect(abs(found - due) <= 1e-9 * (abs(due) + floor), "\(device.name) at \(v), state \(x)")
        }
        near(found[0][k], model.stateRate(v, state: x).si, hertz)
        near(found[1][k], model.stateRateByVoltage(v, state: x), hertz / write.thresholdWidth.value.si)
        near(found[2][k], model.stateRateByState(v).si, hertz)
      }
    }
    #expect(written > 1)
  }

  @Test func theStateIsThatOfTheModel() throws {
    let device = try #require(try MemristorModelTests.devices().first { $0.write != nil })
    let (model, law) = (MemristorModel(device), MemristorLaw(device))
    let (low, high) = (device.minimumConductance.value.si, device.maximumConductance.value.si)
    let found = try values(
      [law.conductance.inlining(law.range), law.pinnedState.inlining(law.range)],
      lanes: [("state", random(7, 0...1)), ("g", random(8, low...high))],
      uniforms: ["g_min": low, "g_max": high, "g_min_factor": 1, "g_max_factor": 1])
    let (states, programmed) = (random(7, 0...1), random(8, low...high))
    for k in 0..<Self.count {
      #expect(abs(found[0][k] / model.conductance(state: states[k]).si - 1) < 1e-12)
      let pinned = states[k] - model.state(conductance: Conductance(si: programmed[k]))
      #expect(abs(found[1][k] - pinned) < 1e-12)
    }
  }

  /// Every law is a quantity of the dimension that it should be, from symbols of the dimensions that it names. The number
  /// that keeps a logarithm finite is one of pure numbers, so that the write law has units where the overdrives have none.
  @Test func unitsFit() throws {
    for law in [
      MemristorLaw(isLinear: false, isWritten: true), MemristorLaw(isLinear: true, isWritten: true),
    ] {
      let units = MemristorLaw.units
      #expect(try law.drive.dimension(units) == Voltage.exponents)
      #expect(try law.current.dimension(units) == Current.exponents)
      #expect(try law.content.dimension(units).unit == "m^4*kg^2*s^-6*A^-2")
      #expect(try law.charge.dimension(units) == Capacitance.exponents + Voltage.exponents)
      #expect(try Formula.symbol("drive").inlining(law.boundedDrive).dimension(units) == Voltage.exponents)
      #expect(try law.conductance.inlining(law.range).dimension(units) == Conductance.exponents)
      #expect(try Formula.symbol("rate").inlining(law.stateRate).dimension(units) == Frequency.exponents)
    }
    #expect(
      try RectifierLaw.current.inlining([RectifierLaw.overdrive]).dimension(RectifierLaw.units)
        == Current.exponents)
    #expect(try AmplifierLaw.output.dimension(AmplifierLaw.units) == Voltage.exponents)
    #expect(try AmplifierLaw.inputCurrent.dimension(AmplifierLaw.units) == Current.exponents)
    #expect(try NudgeLaw.pull.dimension(NudgeLaw.units) == Current.exponents)
    #expect(try DriverLaw.row.dimension(DriverLaw.units) == Voltage.exponents)
    #expect(try SenseLaw.charge.dimension(SenseLaw.units) == Capacitance.exponents + Voltage.exponents)
  }
}
