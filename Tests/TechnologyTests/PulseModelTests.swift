import Foundation
import Quantities
import Testing

@testable import Technology

/// The laws of pulses: bounds, direction, published step counts, conversions from the formulas they were published in.
@Suite struct PulseModelTests {
  static let states = stride(from: 0.0, through: 1.0, by: 0.05)

  static func models() throws -> [(name: String, model: PulseModel)] {
    let library = TechnologyLibrary()
    return try library.names(.devices).compactMap { name in
      PulseModel(try library.device(name)).map { (name, $0) }
    }
  }

  static func ratio(_ value: Double) -> Cited<Ratio> { Cited(Ratio(si: value), .assumption("of a test")) }

  /// A model of a law with steps of 0.01 and nothing random.
  static func model(_ law: any PulseLaw) throws -> PulseModel {
    var device = try TechnologyLibrary().device("ideal")
    device.variability.pulses = PulseResponse(
      stepUp: ratio(0.01), stepDown: ratio(0.01), law: PulseShape(law: law), stepDistribution: .normal,
      cycleNoiseKind: .additive)
    return try #require(PulseModel(device))
  }

  @Test func devicesThatStateNoPulsesHaveNoModel() throws {
    #expect(PulseModel(try TechnologyLibrary().device("ideal")) == nil)
    #expect(try Self.models().map(\.name).contains("reram-om"))
  }

  @Test func stepsKeepTheirSignAndTheStateItsBounds() throws {
    for (name, model) in try Self.models() {
      for x in Self.states {
        for up in [true, false] {
          #expect(model.step(x, up: up) >= 0)
          #expect(model.noise(x, up: up) >= 0)
          let next = model.state(after: up ? 1 : -1, from: x)
          #expect(up ? next >= x : next <= x, "\(name)")
          for normal in [-40.0, 40] {
            let far = model.state(after: up ? 1 : -1, from: x, factor: 20, asymmetry: 1.5, normal: normal)
            #expect((0...1).contains(far))
          }
        }
      }
      // The shape is 1 where the step is stated.
      #expect(abs(model.step(0.5, up: true) - model.response.stepUp.value.si) < 1e-15)
      #expect(abs(model.step(0.5, up: false) - model.response.stepDown.value.si) < 1e-15)
    }
  }

  @Test func stepsDoNotGrowTowardsTheBoundTheyGoTo() throws {
    for (name, model) in try Self.models() {
      for (x, next) in zip(Self.states, Self.states.dropFirst()) {
        #expect(model.step(x, up: true) >= model.step(next, up: true) - 1e-15, "\(name)")
        #expect(model.step(x, up: false) <= model.step(next, up: false) + 1e-15, "\(name)")
      }
    }
  }

  @Test func tabulatedPulsesTakeTaOxHfOxThroughItsRange() throws {
    // NeuroSim: 128 pulses from end to end in both directions, along G(P) = B (1 - exp(-P/A)) + G_min.
    let model = try #require(PulseModel(try TechnologyLibrary().device("taox-hfox-analog")))
    for (up, normalised) in [(true, 31.566827), (false, 1.997332)] {
      var travelled = 0.0
      for pulse in 1...128 {
        let x = up ? travelled : 1 - travelled
        travelled += model.step(x, up: up)
        let curve = (1 - exp(-Double(pulse) / (128 * normalised))) / (1 - exp(-1 / normalised))
        #expect(abs(travelled - curve) < 1e-5)
      }
      #expect(abs(travelled - 1) < 1e-5)
    }
  }

  @Test func softBoundsAreTheLinearLawThatEndsAtZero() throws {
    let soft = try Self.model(SoftBoundsPulseLaw())
    let linear = try Self.model(LinearPulseLaw(fallUp: Self.ratio(1), fallDown: Self.ratio(1)))
    for x in Self.states {
      for up in [true, false] { #expect(abs(soft.step(x, up: up) - linear.step(x, up: up)) < 1e-15) }
    }
    #expect(soft.step(1, up: true) == 0)
    #expect(soft.step(0, up: false) == 0)
    // Alternating pulses of equal size end at the symmetry point, from wherever they start.
    for start in [0.0, 0.2, 1] {
      var x = start
      for _ in 0..<2000 {
        x = soft.state(after: 1, from: x)
        x = soft.state(after: -1, from: x)
      }
      #expect(abs(x - 0.5) < 0.01)
    }
  }

  @Test func powerLawWithExponentOneIsSoftBounds() throws {
    let power = try Self.model(PowerPulseLaw(exponentUp: Self.ratio(1), exponentDown: Self.ratio(0)))
    for x in Self.states {
      #expect(abs(power.step(x, up: true) - 0.02 * (1 - x)) < 1e-15)
      #expect(power.step(x, up: false) == 0.01)
    }
  }

  @Test func factorsOfDevices() throws {
    let normal = try #require(PulseModel(try TechnologyLibrary().device("ecram-li")))
    #expect(normal.stepFactor(0) == 1)
    #expect(abs(normal.stepFactor(1) - 1.1) < 1e-12)
    #expect(normal.stepFactor(-100) == 0.05)
    let logNormal = try #require(PulseModel(try TechnologyLibrary().device("reram-om")))
    #expect(logNormal.stepFactor(0) == 1)
    #expect(abs(logNormal.stepFactor(1) * logNormal.stepFactor(-1) - 1) < 1e-12)
    // A wide normal spread keeps its sign; asymmetry never turns a pulse round.
    let x = normal.state(after: -1, from: 0.5, factor: 0.05, asymmetry: 3)
    #expect(x <= 0.5)
  }

  @Test func noiseIsAdditiveOrSharesTheStep() throws {
    let additive = try #require(PulseModel(try TechnologyLibrary().device("reram-om")))
    #expect(additive.noise(1, up: true) == additive.noise(0, up: true))
    #expect(abs(additive.noise(0.3, up: true) - 0.4158 * 0.04745) < 1e-12)
    let multiplicative = try #require(PulseModel(try TechnologyLibrary().device("ecram-li")))
    for x in Self.states {
      #expect(abs(multiplicative.noise(x, up: false) - 0.3 * multiplicative.step(x, up: false)) < 1e-15)
    }
  }

  @Test func severalPulsesAtOnce() throws {
    for (name, model) in try Self.models() {
      for (up, start) in [(1, 0.1), (-1, 0.9)] {
        var x = start
        for count in 1...4 {
          x = model.state(after: up, from: x, factor: 0.3, asymmetry: 0.1)
          #expect(
            abs(model.state(after: up * count, from: start, factor: 0.3, asymmetry: 0.1) - x) < 1e-15,
            "\(name)")
        }
        // In one go the steps do not shrink on the way.
        let ten = model.state(after: up * 10, from: start, factor: 0.01)
        #expect(abs(ten - start - Double(up) * 0.1 * model.step(start, up: up > 0)) < 1e-15)
      }
      #expect(model.state(after: 0, from: 0.4, normal: 3) == 0.4)
      let noise =
        model.state(after: 9, from: 0.5, factor: 1e-3, normal: 1)
        - model.state(after: 9, from: 0.5, factor: 1e-3)
      #expect(abs(noise - 3e-3 * model.noise(0.5, up: true)) < 1e-15)
    }
  }
}
