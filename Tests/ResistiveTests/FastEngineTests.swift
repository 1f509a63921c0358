import CKernels
import Diagnostics
import Fabrics
import Foundation
import Quantities
import Specification
import Testing

@testable import Datasets
@testable import Learning
@testable import Resistive

/// A fixture of `tools/make-drn-fixtures`.
private struct Fixture: Decodable, Sendable {
  var hidden: [Int]
  var gains: [Double]
  var scale: Double
  var sweeps: Int
  var beta: Double
  var estimator: String
  var samples: Int
  var batch: Int
  var pixels: Int
  var classes: Int
  var images: [UInt8]
  var labels: [Int]
  var weightRates: [Double]
  var biasRates: [Double]
  var weights: [[Double]]
  var free: [[[Double]]]
  var plus: [[[Double]]]
  var minus: [[[Double]]]
  var weightsAfterOne: [[Double]]
  var biasesAfterOne: [[Double]]
  var weightsAfterAll: [[Double]]
  var biasesAfterAll: [[Double]]

  static let names = ["1h", "2h", "3h", "amplified", "wide-batch", "few-sweeps"]

  init(named name: String) throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Fixtures/drn-\(name).json")
    self = try JSONDecoder().decode(Fixture.self, from: Data(contentsOf: file))
  }

  var network: ResistiveNetwork {
    ResistiveNetwork(
      input: InputLayer(shape: [pixels], encoding: .complementary, fullScale: Voltage(si: scale)), bias: nil,
      hidden: zip(hidden, gains).map { HiddenLayer(units: $0, gain: $1) },
      output: OutputLayer(classes: classes, encoding: .single, target: Voltage(si: 1)),
      nonlinearityVoltage: nil,
      rectifier: Rectifier(onConductance: Conductance(si: 1e9), forwardVoltage: .zero),
      conductanceRange: .zero...Conductance(si: 100))
  }

  var parameters: BiasedConductances {
    let network = network
    return BiasedConductances(
      conductances: Conductances(
        connections: weights.indices.map {
          ConductanceMatrix(rows: network.rowCount($0), columns: network.nodeCount($0), siemens: weights[$0])
        }),
      biasCurrents: weights.indices.map { [Double](repeating: 0, count: network.nodeCount($0)) })
  }

  func data(_ count: Int) -> Samples {
    Samples(
      valueCount: pixels, bytes: Array(images.prefix(count * pixels)), labels: Array(labels.prefix(count)))
  }

  var betas: (Float, Float) { (Float(beta), estimator == "centered" ? -Float(beta) : 0) }

  func engine(threads: Int = 1, isa: gd_isa = gd_best_isa()) -> FastEngine {
    let engine = FastEngine(
      FastNetwork(network, sweeps: sweeps), batch: batch, threads: threads, force: true, isa: isa)
    engine.load(parameters)
    return engine
  }

  func trained(_ count: Int, carried: Bool = true, threads: Int = 1, isa: gd_isa = gd_best_isa())
    throws -> BiasedConductances
  {
    let engine = engine(threads: threads, isa: isa)
    let scales = engine.net.energyScales
    let (plus, minus) = (Double(betas.0), Double(betas.1))
    func steps(_ rates: [Double]) -> [Double] {
      zip(rates, scales).map { 2 * $0 * $1 / scales.last! }
    }
    let (connections, biases) = (steps(weightRates), steps(biasRates))
    var progress = EpochProgress()
    try engine.learn(
      SampleTable(data(count)),
      Minibatches(order: Array(0..<count), batch: batch) { _ in
        .contrast(minus: .nudged(minus), plus: .nudged(plus), span: plus - minus)
      },
      settings: FastEngine.EpochSettings(
        rates: { n, span in
          let share = 1 / (span * Double(n))
          return FastRates(connections: connections.map { $0 * share }, biases: biases.map { $0 * share })
        }, carriesState: carried), &progress, while: { _ in true })
    #expect(progress.cost.isFinite && progress.samples == count)
    var parameters = parameters
    engine.store(into: &parameters)
    return parameters
  }
}

@Suite struct FastEngineTests {
  /// Free and nudged states equal a float64 transcription of the equations to 1e-5 of the layer's largest voltage.
  @Test(arguments: Fixture.names) func statesAreThoseOfTheEquations(_ name: String) throws {
    let fixture = try Fixture(named: name)
    let states = fixture.engine().states(SampleTable(fixture.data(fixture.batch)), beta: fixture.betas)
    for (ours, theirs) in [
      (states.free, fixture.free), (states.plus, fixture.plus), (states.minus, fixture.minus),
    ] {
      for layer in fixture.weights.indices {
        let largest = theirs.flatMap { $0[layer] }.map(abs).max() ?? 0
        #expect(largest > 0)
        for s in 0..<fixture.batch {
          for (a, b) in zip(ours[layer][s], theirs[s][layer]) {
            #expect(abs(Double(a) - b) <= 1e-5 * largest, "\(name) layer \(layer) sample \(s)")
          }
        }
      }
    }
  }

  /// The step of every parameter in one update, and in a run with states carried over, equals the float64 one to
  /// 1e-5 of the largest step of its connection, beyond the rounding of the stored conductance.
  @Test(arguments: Fixture.names) func updatesAreThoseOfTheEquations(_ name: String) throws {
    let fixture = try Fixture(named: name)
    for (count, weights, biases) in [
      (fixture.batch, fixture.weightsAfterOne, fixture.biasesAfterOne),
      (fixture.samples, fixture.weightsAfterAll, fixture.biasesAfterAll),
    ] {
      let ours = try fixture.trained(count)
      let updates = Double((count + fixture.batch - 1) / fixture.batch)
      for k in weights.indices {
        let before = fixture.weights[k]
        let after = ours.conductances.connections[k].siemens
        let largest = zip(weights[k], before).map { abs($0 - $1) }.max() ?? 0
        // With few sweeps the nudge does not reach the first layer.
        #expect(largest > 1e-2 * (before.max() ?? 0) || name == "few-sweeps" && k == 0)
        // Beyond the rounding of the stored conductance.
        let error =
          before.indices.map { i in
            max(0, abs(after[i] - weights[k][i]) - updates * 6e-8 * abs(weights[k][i])) / max(largest, 1e-9)
          }.max() ?? 0
        #expect(error <= 1e-5 * updates, "\(name) connection \(k) after \(count) samples")
        let scale = biases[k].map(abs).max() ?? 0
        let biasError = zip(ours.biasCurrents[k], biases[k]).map { abs($0 - $1) }.max() ?? 0
        #expect(biasError <= 1e-5 * scale * updates, "\(name) bias \(k) after \(count) samples")
      }
    }
  }

  /// Same bits whatever the number of threads.
  @Test(arguments: Fixture.names) func threadsDoNotMatter(_ name: String) throws {
    let fixture = try Fixture(named: name)
    let one = try fixture.trained(fixture.samples)
    for threads in [2, 3, 8] { #expect(try fixture.trained(fixture.samples, threads: threads) == one) }
  }

  /// Every instruction set of this machine gives the same result: AVX2 and AVX-512 to the bit.
  @Test(arguments: Fixture.names) func instructionSetsAgree(_ name: String) throws {
    let fixture = try Fixture(named: name)
    let best = try fixture.trained(fixture.samples)
    if gd_best_isa().rawValue >= GD_AVX2.rawValue {
      #expect(try fixture.trained(fixture.samples, isa: GD_AVX2) == best)
    }
    let portable = try fixture.trained(fixture.samples, isa: GD_PORTABLE)
    for (a, b) in zip(portable.values, best.values) {
      let largest = b.map(abs).max() ?? 0
      #expect(zip(a, b).allSatisfy { abs($0 - $1) <= 1e-5 * largest })
    }
  }
}
