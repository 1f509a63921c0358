import Foundation
import Kernels
import Quantities
import Testing

@testable import Technology

/// Our pulse model against IBM's aihwkit 1.2.0, whose traces `tools/compare-aihwkit` wrote: the same pulse trains on the
/// same device models.
@Suite struct AihwkitTests {
  struct Case: Decodable {
    var parameters: [String: Value]
    var start: Double
    var up, down, devices: Int
    var nominal, mean, deviation, deviationError: [Double]

    subscript(key: String) -> Double { if case .number(let x)? = parameters[key] { x } else { .nan } }
    var isLogNormal: Bool {
      if case .flag(true)? = parameters["dw_min_dtod_log_normal"] { true } else { false }
    }
    /// aihwkit's range of normalised weights and its middle.
    var range: Double { self["w_max"] - self["w_min"] }
    var middle: Double { (self["w_max"] + self["w_min"]) / 2 }
  }

  enum Value: Decodable {
    case number(Double)
    case flag(Bool)
    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let flag = try? container.decode(Bool.self) {
        self = .flag(flag)
      } else {
        self = .number(try container.decode(Double.self))
      }
    }
  }

  struct File: Decodable { var cases: [String: Case] }

  static func load(_ name: String) throws -> Case {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Fixtures/aihwkit-traces.json")
    return try #require(try JSONDecoder().decode(File.self, from: Data(contentsOf: path)).cases[name])
  }

  /// The model of a case: a device of the library, or one that is made of the parameters.
  static func model(_ name: String, _ given: Case) throws -> PulseModel {
    if name != "power" { return try #require(PulseModel(try TechnologyLibrary().device(name))) }
    let ratio = PulseModelTests.ratio
    let gamma = given["pow_gamma"]
    let step = ratio(given["dw_min"] / given.range * pow(2, -gamma))
    var device = try TechnologyLibrary().device("ideal")
    device.variability.pulses = PulseResponse(
      stepUp: step, stepDown: step,
      law: PulseShape(law: PowerPulseLaw(exponentUp: ratio(gamma), exponentDown: ratio(gamma))),
      stepSpread: ratio(given["dw_min_dtod"]), stepDistribution: .normal,
      asymmetrySpread: ratio(given["up_down_dtod"]), cycleNoise: ratio(given["dw_min_std"]),
      cycleNoiseKind: .multiplicative)
    return try #require(PulseModel(device))
  }

  static let names = ["ecram-li", "reram-om", "pcm-gst", "power"]

  @Test(arguments: names) func nominalTracesAreEqual(_ name: String) throws {
    // No randomness: what is left is aihwkit's float32 and the six digits of the library's constants.
    let given = try Self.load(name)
    let model = try Self.model(name, given)
    var x = given.start
    for (pulse, expected) in given.nominal.dropFirst().enumerated() {
      x = model.state(after: pulse < given.up ? 1 : -1, from: x)
      #expect(abs(x - expected) < 2e-5, "\(name), pulse \(pulse + 1)")
    }
  }

  @Test(arguments: names) func meanAndSpreadAgreeWithinTheMonteCarloError(_ name: String) throws {
    let given = try Self.load(name)
    let model = try Self.model(name, given)
    let devices = 2000
    let random = Philox(seed: 4)
    func normals(_ counter: SIMD4<UInt32>) -> (Double, Double) {
      let words = random.block(counter)
      let radius = (-2 * log((Double(words.x) + 0.5) * 0x1p-32)).squareRoot()
      let angle = 2 * Double.pi * (Double(words.y) + 0.5) * 0x1p-32
      return (radius * cos(angle), radius * sin(angle))
    }
    let pulses = given.up + given.down
    var (sums, squares, fourths) = (
      [Double](repeating: 0, count: pulses + 1), [Double](repeating: 0, count: pulses + 1),
      [Double](repeating: 0, count: pulses + 1)
    )
    for device in 0..<UInt32(devices) {
      let own = normals(SIMD4(device, 0, 0, 31))
      let factor = model.stepFactor(own.0)
      let asymmetry = model.asymmetrySpread * own.1
      var x = given.start
      for pulse in 0..<pulses {
        let noise = normals(SIMD4(device, UInt32(pulse), 0, 35)).0
        x = model.state(
          after: pulse < given.up ? 1 : -1, from: x, factor: factor, asymmetry: asymmetry, normal: noise)
        // Around aihwkit's mean, so that no digits cancel.
        let d = x - given.mean[pulse + 1]
        sums[pulse + 1] += d
        squares[pulse + 1] += d * d
        fourths[pulse + 1] += d * d * d * d
      }
    }
    let n = Double(devices)
    for pulse in 1...pulses {
      let difference = sums[pulse] / n
      let variance = squares[pulse] / n - difference * difference
      let deviation = variance.squareRoot()
      let meanError = (variance / n + pow(given.deviation[pulse], 2) / Double(given.devices)).squareRoot()
      #expect(abs(difference) < 4.5 * meanError + 2e-5, "\(name), mean after \(pulse)")
      let ownError = (max(0, fourths[pulse] / n - variance * variance) / n).squareRoot() / (2 * deviation)
      let error = (ownError * ownError + pow(given.deviationError[pulse], 2)).squareRoot()
      #expect(abs(deviation - given.deviation[pulse]) < 4.5 * error + 2e-5, "\(name), spread after \(pulse)")
    }
  }

  @Test func libraryConstantsFollowFromThePresets() throws {
    let library = TechnologyLibrary()
    func pulses(_ name: String) throws -> PulseResponse {
      try #require(try library.device(name).variability.pulses)
    }
    func close(_ constant: Cited<Ratio>?, _ expected: Double) {
      #expect(abs((constant?.value.si ?? .nan) / expected - 1) < 1e-5, "\(expected)")
    }
    // The formulas of the laws' comments, from aihwkit's own parameters.
    let linear = try Self.load("ecram-li")
    let ecram = try pulses("ecram-li")
    let (delta, up, down) = (linear["dw_min"] / linear.range, linear["gamma_up"], linear["gamma_down"])
    close(ecram.stepUp, delta * (1 - up * linear.middle / linear["w_max"]))
    close(ecram.stepDown, delta * (1 - down * linear.middle / linear["w_min"]))
    let ecramLaw = try #require(ecram.law.law as? LinearPulseLaw)
    close(ecramLaw.fallUp, up * linear.range / (2 * (linear["w_max"] - up * linear.middle)))
    close(ecramLaw.fallDown, down * linear.range / (2 * (down * linear.middle - linear["w_min"])))

    let soft = try Self.load("reram-om")
    let reram = try pulses("reram-om")
    close(reram.stepUp, soft["dw_min"] / (2 * soft["w_max"]))
    close(reram.stepDown, soft["dw_min"] / (-2 * soft["w_min"]))
    #expect(soft.isLogNormal && reram.stepDistribution == .logNormal)

    let exponential = try Self.load("pcm-gst")
    let pcm = try pulses("pcm-gst")
    let law = try #require(pcm.law.law as? ExponentialPulseLaw)
    let (a, z0) = (
      exponential["a"], 2 * exponential["a"] * exponential["w_min"] / exponential.range + exponential["b"]
    )
    close(law.decayUp, -2 * a * exponential["gamma_up"])
    close(law.decayDown, -2 * a * exponential["gamma_down"])
    close(law.amplitudeUp, -exponential["A_up"] * exp(exponential["gamma_up"] * z0))
    close(law.amplitudeDown, -exponential["A_down"] * exp(-exponential["gamma_down"] * (2 * a + z0)))

    for (case_, response) in [(linear, ecram), (soft, reram), (exponential, pcm)] {
      close(response.stepSpread, case_["dw_min_dtod"])
      close(response.asymmetrySpread, case_["up_down_dtod"])
      close(response.cycleNoise, case_["dw_min_std"])
    }
  }
}
