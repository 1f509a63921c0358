import Circuits
import Diagnostics
import Foundation
import Technology
import Testing

@testable import Characterization

/// Every circuit does what its comment says, as ngspice simulates it in SkyWater's process.
@Suite("The circuit library")
struct LibraryTests {
  /// Bounds of figures, by circuit, then bench and figure.
  private static let bounds: [String: [String: [BenchFigures.Figure: ClosedRange<Double>]]] = [
    "ota": ["follower": [.gain: 0.96...0.995, .phaseMargin: 60...120, .loopGain: 30...200]],
    "row-driver": [
      "line": [
        .gain: 0.995...1, .offset: -2e-3...2e-3, .phaseMargin: 60...120, .bandwidth: 20e6...1e9,
        // It swings the line by 0.4 V either way, here within the bench's 10 mV.
        .lowestOutput: 0...0.5, .highestOutput: 1.25...1.8, .settling: 0...50e-9,
      ]
    ],
    "rectifier": [
      "node": [
        .largestError: -12e-3...12e-3, .lowestOutput: 0.89...0.91, .highestOutput: 1.2...1.8,
        .phaseMargin: 60...120, .settling: 0...50e-9,
      ]
    ],
    "inverting-rectifier": [
      "node": [
        .largestError: -12e-3...12e-3, .lowestOutput: 0...0.6, .highestOutput: 0.89...0.91,
        .phaseMargin: 60...120, .settling: 0...50e-9,
      ]
    ],
    "bidirectional-amplifier": [
      "forward": [
        .gainError: -0.02...0.02, .phaseMargin: 60...120, .lowestOutput: 0...0.6, .highestOutput: 1.2...1.8,
        .settling: 0...150e-9,
      ],
      "back": [.gainError: -0.02...0.02, .offset: -3e-6...3e-6, .settling: 0...150e-9],
    ],
    "access-transistor": ["on": [.gain: 100...2e3]],
    "bias-generator": ["supply": [.output: 19e-6...21e-6, .lowestOutput: 18e-6...21e-6]],
    "sample-and-hold": [
      "track": [.gain: 0.995...1, .phaseMargin: 60...120, .settling: 0...150e-9],
      "hold": [.stepChange: -2e-3...2e-3],
    ],
    "comparator": ["decision": [.offset: -1e-3...1e-3, .settling: 0...50e-9, .stepChange: 1.7...1.8]],
    "transimpedance": ["column": [.gainError: -0.02...0.02, .phaseMargin: 60...120, .settling: 0...150e-9]],
    "nudge": ["beta-1": [.gain: 1e-6...1e-3, .offset: -1e-6...1e-6]],
  ]

  @Test(
    "a circuit is within its bounds, and has the figures that the library ships",
    arguments: CircuitLibrary.all.map { $0.name })
  func figures(_ name: String) throws {
    let found = try Fixture().figures(name)
    let bounds = try #require(Self.bounds[name])
    for (bench, figures) in bounds {
      for (figure, range) in figures {
        let value = try #require(found[bench]?[figure], "\(name), \(bench): \(figure.rawValue)")
        #expect(range.contains(value), "\(name), \(bench): \(figure.rawValue) = \(value)")
      }
    }
    let shipped = try #require(try CharacterizationLibrary().record(of: name, process: "sky130"))
    for (bench, figures) in found {
      let kept = try #require(shipped.figures.first { $0.bench == bench && $0.corner == "tt" }, "\(bench)")
      for (figure, value) in figures.named {
        let expected = try #require(
          kept.named.first { $0.name == figure }?.value, "\(bench): \(figure) is not in the file")
        // Where two large numbers nearly cancel, their rounding is left.
        let error = abs(value - expected)
        #expect(
          error <= 0.01 * abs(expected) + 1e-9, "\(name), \(bench): \(figure) = \(value), shipped \(expected)"
        )
      }
    }
  }

  @Test("the nudge's conductance is programmed by its bias")
  func nudge() throws {
    let figures = try Fixture().figures("nudge")
    let gains = try ["beta-1", "beta-2", "beta-4"].map { try #require(figures[$0]?[.gain]) }
    for (less, more) in zip(gains, gains.dropFirst()) { #expect((1.8...2).contains(more / less), "\(gains)") }
  }

  @Test("a driver of twice the load has half the output stage, and drives it")
  func load() throws {
    let fixture = try Fixture()
    let circuit = try fixture.circuit("row-driver", load: 2)
    let figures = try fixture.run(circuit, circuit.benches[0]).figures()
    let standard = try fixture.figures("row-driver")["line"]
    #expect((0.99...1).contains(try #require(figures[.gain])))
    let power = try #require(figures[.power]) / #require(standard?[.power])
    #expect((0.5...0.65).contains(power), "\(power)")
  }

  @Test("draws of mismatch are the same ones again, and others for another seed")
  func mismatch() throws {
    let fixture = try Fixture()
    let circuit = try fixture.circuit("row-driver")
    let run = try fixture.run(circuit, circuit.benches[0])
    let (first, again, other) = try (
      run.offsets(draws: 8, seed: 1), run.offsets(draws: 8, seed: 1), run.offsets(draws: 8, seed: 2)
    )
    #expect(first == again)
    #expect(first != other)
    let deviation = try #require(CharacterizationRun.deviation(first))
    #expect((0.5e-3...10e-3).contains(deviation), "\(deviation)")
  }

  @Test("a comparator's threshold is drawn too")
  func thresholds() throws {
    let fixture = try Fixture()
    let circuit = try fixture.circuit("comparator")
    let offsets = try fixture.run(circuit, circuit.benches[0]).offsets(draws: 4, seed: 1)
    #expect(Set(offsets).count == 4)
    #expect(offsets.allSatisfy { abs($0) < 20e-3 })
  }

  @Test("names are unique, and every module can be named in every dialect")
  func names() throws {
    let names = CircuitLibrary.all.map { $0.name }
    #expect(Set(names).count == names.count)
    for name in names {
      let circuit = try Fixture().circuit(name)
      let modules = circuit.modules
      #expect(Set(modules.map(\.name)).count == modules.count)
      for module in modules {
        #expect(Circuit.isName(module.name) && module.ports.allSatisfy(Circuit.isName))
        let elements = module.items.compactMap { if case .element(let element) = $0 { element } else { nil } }
        #expect(elements.count == module.items.count)
        for element in elements { #expect(element.nets.allSatisfy(Circuit.isName), "\(element)") }
      }
      #expect(Set(circuit.benches.map(\.name)).count == circuit.benches.count)
    }
  }
}
