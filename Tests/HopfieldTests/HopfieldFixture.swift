import Foundation
import Specification

@testable import Hopfield
@testable import Learning

/// A network of `tools/make-hopfield-fixtures`, computed in numpy float64.
struct HopfieldFixture: Decodable, Sendable {
  struct Connection: Decodable {
    var kind: String
    var kernel: [Int]?
    var padding: Int?
    var stride: Int?
    var pooling: PoolingPart?
    var weights: [Double]
    var bias: [Double]
  }
  struct PoolingPart: Decodable {
    var kind: String
    var size: Int
    var stride: Int
  }
  struct Phase: Decodable {
    var states: [[Double]]
    var energies: [Double]
  }
  struct Phases: Decodable {
    var free: Phase
    var plus: Phase
    var minus: Phase
  }
  struct Gradient: Decodable {
    var weights: [Double]
    var bias: [Double]
  }

  var order: String
  var inputShape: [Int]
  var classes: Int
  var freeSweeps: Int
  var nudgedSweeps: Int
  var beta: Double
  var connections: [Connection]
  var images: [[Double]]
  var labels: [Int]
  var phases: [Phases]
  var gradient: [Gradient]

  static let names = ["dense", "max-average", "average-max"].flatMap {
    ["\($0)-asynchronous", "\($0)-synchronous"]
  }

  init(named name: String) throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Fixtures/hopfield-\(name).json")
    self = try JSONDecoder().decode(HopfieldFixture.self, from: Data(contentsOf: file))
  }

  var network: HopfieldNetwork {
    func activation(_ name: String) -> Activation {
      Activations.all.first { $0.name == name } ?? Activations.all[0]
    }
    var shape = FeatureShape(inputShape: inputShape)
    var layers: [HopfieldLayer] = []
    var couplings: [HopfieldCoupling] = []
    let input = shape
    for (k, connection) in connections.enumerated() {
      let kind: HopfieldCoupling.Kind
      if connection.kind == "convolution" {
        let window = Window(
          size: connection.kernel?[0] ?? 1, padding: connection.padding ?? 0, stride: connection.stride ?? 1)
        let channels = connection.bias.count
        shape = window.output(of: shape, channels: channels)
        let pooling = connection.pooling.map {
          Pooling(
            kind: $0.kind == "maximum" ? .max : .average, window: Window(size: $0.size, stride: $0.stride))
        }
        if let pooling { shape = pooling.window.output(of: shape, channels: channels) }
        kind = .convolution(window, pooling)
      } else {
        kind = .dense
        shape = FeatureShape(channels: connection.bias.count)
      }
      let isLast = k == connections.count - 1
      layers.append(HopfieldLayer(shape: shape, activation: activation(isLast ? "linear" : "hard-sigmoid")))
      couplings.append(HopfieldCoupling(from: k, to: k + 1, kind: kind))
    }
    return HopfieldNetwork(
      input: input, layers: layers, couplings: couplings, classes: classes, cost: .squaredError)
  }

  var parameters: [[Double]] { connections.map(\.weights) + connections.map(\.bias) }
  var gradients: [[Double]] { gradient.map(\.weights) + gradient.map(\.bias) }
}

/// What an engine did with some samples.
struct HopfieldProbe: Sendable {
  /// States of every free layer in files' order, a sample after the other, a phase after the other.
  var states: [[Double]]
  var gradients: [[Double]]
  var sums: EpochProgress
}

extension HopfieldEngine {
  /// Loads samples whose values are in files' order.
  func load(_ images: [[Double]]) {
    let layout = memory.layouts[0]
    for (row, image) in images.enumerated() {
      for (i, value) in image.enumerated() {
        memory.states[0][row * layout.size + layout.place(ofNeuron: i)] = Scalar(value)
      }
    }
  }

  /// States of the free layers in the first phases.
  func states(samples: Int, phases: Int) -> [[Double]] {
    zip(memory.states, memory.layouts).dropFirst().map { states, layout in
      (0..<phases * samples).flatMap { row in
        (0..<layout.shape.count).map { Double(states[row * layout.size + layout.place(ofNeuron: $0)]) }
      }
    }
  }

  /// Relaxes samples and makes gradients.
  func probe(_ images: [[Double]], labels: [Int], _ plan: GradientPlan) -> HopfieldProbe {
    load(images)
    nonisolated(unsafe) var total = EpochProgress()
    run { worker in
      var learner = HopfieldLearner(worker, sweeps: self.sweeps) { _, _ in }
      learner.begin(samples: images.count, labels: labels, carrying: false, update: 1)
      try? learner.learn(plan)
      // One thread after the other.
      for index in 0..<worker.seat.threads {
        if index == worker.seat.index {
          total.add(learner.sums)
        }
        worker.seat.wait()
      }
    }
    return HopfieldProbe(
      states: states(samples: images.count, phases: 2), gradients: memory.gradients, sums: total)
  }
}
