import Specification
import Testing

@testable import Reports

@Suite("Sweeps on the command line")
struct SweepTests {
  @Test(
    "a sweep is read in the units of its imperfection; a first end without a unit has that of the second",
    arguments: [
      ("d2d=0..50%", .deviceSpread, [0, 0.1, 0.2, 0.3, 0.4, 0.5]),
      ("d2d=10..50%:3", .deviceSpread, [0.1, 0.3, 0.5]),
      ("d2d=0.1..0.5:2", .deviceSpread, [0.1, 0.5]), (" d2d = 10 % .. 50 % : 2 ", .deviceSpread, [0.1, 0.5]),
      ("neuron-offset=0..10 mV:3", .neuronOffset, [0, 0.005, 0.01]),
      ("neuron-offset=500uV..1mV:2", .neuronOffset, [0.0005, 0.001]),
      ("temperature=25..85 °C:2", .temperature, [298.15, 358.15]),
      ("age=1..1e4 s:5", .age, [1, 10, 100, 1000, 1e4]),
      ("readout-bits=4..8", .readoutBits, [4, 5, 6, 7, 8]),
      ("wire-resistance-factor=.5..2:2", .wireResistance, [0.5, 2]),
    ] as [(String, ImperfectionName, [Double])])
  func parse(_ text: String, _ name: ImperfectionName, _ magnitudes: [Double]) throws {
    let sweep = try Sweep(parsing: text)
    #expect(sweep.name == name && sweep.magnitudes.count == magnitudes.count, "\(sweep)")
    for (a, b) in zip(sweep.magnitudes, magnitudes) { #expect(abs(a - b) <= 1e-12 * max(1, b), "\(sweep)") }
  }

  @Test(
    "what is wrong is told with what is expected",
    arguments: [
      ("d2d", "it is written NAME=LOW..HIGH"), ("d2e=0..1", "did you mean 'd2d'"),
      ("=0..1", "is not an imperfection"),
      ("xyzzy=0..1", "they are d2d, step-spread"), ("d2d=0", "is not a range"), ("d2d=", "is not a range"),
      ("d2d=0..", "d2d:"), ("d2d=..1", "d2d:"), ("d2d=0..5V", "not a ratio"),
      ("neuron-offset=0..5", "has no unit"),
      ("neuron-offset=0..5 mA", "not a voltage"), ("d2d=0..150%", "at most 1"),
      ("d2d=-10..10%", "at least 0"),
      ("d2d=50%..0", "must be below its second"), ("d2d=1..1", "must be below its second"),
      ("d2d=0..1:1", "from 2 to 1000"), ("d2d=0..1:x", "is not a number of points"),
      ("d2d=0..1:", "number of points"),
      ("d2d=0..nan", "d2d:"), ("", "is not a sweep"),
    ])
  func wrong(_ text: String, _ words: String) {
    let failure = #expect(throws: Sweep.Failure.self) { try Sweep(parsing: text) }
    #expect(failure?.description.contains(words) == true, "\(failure?.description ?? "")")
  }

  @Test("every imperfection can be swept, and its magnitudes be told")
  func all() throws {
    for name in ImperfectionName.allCases {
      let (low, high) = name == .temperature ? (300.0, 400.0) : (0, 0.5)
      let text = "\(name.rawValue)=\(name.text(low))..\(name.text(high)):3"
      let isBits = name == .readoutBits || name == .inputBits
      let bits = try Sweep(parsing: isBits ? "\(name.rawValue)=0..8:3" : text)
      #expect(bits.name == name && bits.magnitudes.count == 3)
      #expect(!name.shortText(bits.magnitudes[1]).isEmpty && !name.unit.isEmpty)
    }
  }
}
