import Foundation
import Kernels
import Specification

@testable import Hopfield
@testable import Learning

/// A random Hopfield network with parameters, inputs and labels; everything follows from the seed.
struct HopfieldSample: Sendable, CustomStringConvertible {
  /// A layer or a skip with its coupling.
  enum Part: Sendable {
    case dense(Int)
    case convolution(Int, kernel: Int = 3, padding: Int = 1, stride: Int = 1, Pooling? = nil)
  }

  var network: HopfieldNetwork
  var parameters: [[Double]]
  var images: [[Double]]
  var labels: [Int]
  var description: String

  /// Makes a sample.
  /// - Parameters:
  ///   - output: activation of output neurons; nil: a softmax read-out.
  ///   - scale: s of weights from ±s/√fan-in.
  init(
    _ description: String, seed: UInt64 = 1, input: FeatureShape = FeatureShape(channels: 6), hidden: [Part],
    activation: String = "tanh", output: String? = "linear", skips: [(from: Int, to: Int, part: Part)] = [],
    classes: Int = 3, samples: Int = 2, scale: Double = 0.7
  ) {
    var shape = input
    var layers: [HopfieldLayer] = []
    var couplings: [HopfieldCoupling] = []
    for (k, part) in hidden.enumerated() {
      let (kind, next) = Self.coupling(part, from: shape)
      couplings.append(HopfieldCoupling(from: k, to: k + 1, kind: kind))
      layers.append(HopfieldLayer(shape: next, activation: Self.activation(activation)))
      shape = next
    }
    if let output {
      couplings.append(HopfieldCoupling(from: layers.count, to: layers.count + 1, kind: .dense))
      layers.append(
        HopfieldLayer(shape: FeatureShape(channels: classes), activation: Self.activation(output)))
    }
    for skip in skips {
      let from = skip.from == 0 ? input : layers[skip.from - 1].shape
      couplings.append(
        HopfieldCoupling(from: skip.from, to: skip.to, kind: Self.coupling(skip.part, from: from).0))
    }
    network = HopfieldNetwork(
      input: input, layers: layers, couplings: couplings, classes: classes,
      cost: output == nil ? .crossEntropy : .squaredError)

    let philox = Philox(seed: seed)
    func values(_ count: Int, _ stream: Int, _ low: Double, _ high: Double) -> [Double] {
      (0..<count).map {
        low + (high - low) * philox.uniform(purpose: 95, stream: UInt32(stream), index: UInt64($0))
      }
    }
    let network = self.network
    parameters = network.couplings.enumerated().map { k, coupling in
      let bound = scale / Double(network.fanIn(coupling)).squareRoot()
      return values(network.weightShape(coupling).reduce(1, *), k, -bound, bound)
    }
    parameters += network.layers.enumerated().map { values($1.shape.channels, 100 + $0, -0.2, 0.4) }
    if let readout = network.readoutShape {
      parameters += [values(readout[0] * readout[1], 200, -0.4, 0.4), values(readout[1], 201, -0.2, 0.2)]
    }
    images = (0..<samples).map { values(input.count, 300 + $0, 0, 1) }
    labels = (0..<samples).map { ($0 + 1) % classes }
    self.description = description
  }

  /// Whether a coupling has a max-pooling.
  var hasMaxPooling: Bool {
    network.couplings.contains {
      if case .convolution(_, let pooling?) = $0.kind { pooling.kind == .max } else { false }
    }
  }

  private static func activation(_ name: String) -> Activation {
    Activations.all.first { $0.name == name } ?? Activations.all[0]
  }

  private static func coupling(_ part: Part, from shape: FeatureShape) -> (
    HopfieldCoupling.Kind, FeatureShape
  ) {
    switch part {
    case .dense(let units): return (.dense, FeatureShape(channels: units))
    case .convolution(let channels, let kernel, let padding, let stride, let pooling):
      let window = Window(size: kernel, padding: padding, stride: stride)
      let full = window.output(of: shape, channels: channels)
      return (.convolution(window, pooling), pooling?.window.output(of: full, channels: channels) ?? full)
    }
  }

  /// An engine with the sample's parameters.
  func engine<Scalar: EngineScalar>(
    _ scalar: Scalar.Type, _ method: RelaxationMethod = .fixedPoint,
    _ order: RelaxationOrder = .asynchronous, step: Double = 0.5, tolerance: Double? = nil, free: Int = 200,
    nudged: Int = 200, phases: Int = 2, threads: Int = 1
  ) -> HopfieldEngine<Scalar> {
    let engine = HopfieldEngine<Scalar>(
      network,
      relaxation: HopfieldRelaxation(method: method, order: order, step: step, tolerance: tolerance),
      sweeps: HopfieldSweeps(free: free, nudged: nudged), batch: images.count, phases: phases,
      threads: threads)
    engine.memory.parameters = parameters
    return engine
  }

  /// The gradients of a plan, one array after the other; phases end when nothing moves any more.
  func gradient(_ plan: GradientPlan, free: Int = 200, nudged: Int = 200) -> [Double] {
    engine(Double.self, tolerance: 1e-15, free: free, nudged: nudged, phases: plan.phaseCount)
      .probe(images, labels: labels, plan).gradients.flatMap { $0 }
  }

  /// Numbers of some parameters in a list of all, with the central difference of a function of all there.
  func differences(of value: ([[Double]]) -> Double) -> [(parameter: Int, value: Double)] {
    var first = 0
    return parameters.indices.flatMap { k in
      defer { first += parameters[k].count }
      return stride(
        from: k % parameters[k].count, to: parameters[k].count, by: max(1, parameters[k].count / 3)
      )
      .map { i in
        let h = 1e-4
        func at(_ step: Double) -> Double {
          var moved = parameters
          moved[k][i] += step
          return value(moved)
        }
        return (first + i, (at(h) - at(-h)) / (2 * h))
      }
    }
  }

  /// Mean cost of the free states that parameters lead to.
  func freeCost(_ parameters: [[Double]]) -> Double {
    var moved = self
    moved.parameters = parameters
    let engine = moved.engine(Double.self, tolerance: 1e-15, nudged: 1)
    return engine.probe(images, labels: labels, .adjoint).sums.cost / Double(images.count)
  }
}

// The energy, written down once more without the engine.
extension HopfieldSample {
  /// P(w ∗ s) of a coupling, in files' order.
  func forward(_ k: Int, _ from: [Double]) -> [Double] {
    let coupling = network.couplings[k]
    let (a, b) = (network.shape(coupling.from), network.shape(coupling.to))
    let w = parameters[k]
    guard case .convolution(let window, let pooling) = coupling.kind else {
      return (0..<b.count).map { j in (0..<a.count).reduce(0) { $0 + from[$1] * w[$1 * b.count + j] } }
    }
    let full = window.output(of: a, channels: b.channels)
    var map = [Double](repeating: 0, count: full.count)
    for c in 0..<b.channels {
      for y in 0..<full.height {
        for x in 0..<full.width {
          var sum = 0.0
          for i in 0..<a.channels {
            for ky in 0..<window.size {
              for kx in 0..<window.size {
                let (v, u) = (
                  y * window.stride + ky - window.padding, x * window.stride + kx - window.padding
                )
                guard v >= 0, v < a.height, u >= 0, u < a.width else { continue }
                sum +=
                  w[((c * a.channels + i) * window.size + ky) * window.size + kx]
                  * from[(i * a.height + v) * a.width + u]
              }
            }
          }
          map[(c * full.height + y) * full.width + x] = sum
        }
      }
    }
    guard let pooling else { return map }
    return (0..<b.count).map { index in
      let (c, y, x) = (index / (b.height * b.width), index / b.width % b.height, index % b.width)
      let size = pooling.window.size
      let taps = (0..<size * size).map { tap in
        map[
          (c * full.height + y * pooling.window.stride + tap / size) * full.width + x * pooling.window.stride
            + tap % size]
      }
      return pooling.kind == .max ? taps.max() ?? 0 : taps.reduce(0, +) / Double(taps.count)
    }
  }

  /// Φ of a state: layer by layer, without the input.
  func primitive(_ states: [[Double]], image: [Double]) -> Double {
    let all = [image] + states
    var sum = 0.0
    for (k, coupling) in network.couplings.enumerated() {
      sum += zip(all[coupling.to], forward(k, all[coupling.from])).reduce(0) { $0 + $1.0 * $1.1 }
    }
    for (k, layer) in network.layers.enumerated() {
      let (biases, pixels) = (
        parameters[network.couplings.count + k], layer.shape.height * layer.shape.width
      )
      for (i, s) in states[k].enumerated() { sum += biases[i / pixels] * s }
    }
    return sum
  }

  /// C of a state.
  func cost(_ states: [[Double]], label: Int) -> Double {
    let last = states.last ?? []
    guard network.cost == .crossEntropy else {
      return last.enumerated().reduce(0) { $0 + 0.5 * pow($1.element - ($1.offset == label ? 1 : 0), 2) }
    }
    let (w, b) = (parameters[parameters.count - 2], parameters[parameters.count - 1])
    let values = (0..<network.classes).map { c in
      last.indices.reduce(b[c]) { $0 + last[$1] * w[$1 * network.classes + c] }
    }
    return log(values.reduce(0) { $0 + exp($1) }) - values[label]
  }

  /// E + β C of a state.
  func energy(_ states: [[Double]], image: [Double], label: Int, beta: Double) -> Double {
    let potentials = zip(network.layers, states).reduce(0) { sum, pair in
      pair.1.reduce(sum) { $0 + pair.0.activation.potential(state: $1) }
    }
    return potentials - primitive(states, image: image) + beta * cost(states, label: label)
  }
}

extension HopfieldEngine {
  /// States of the free layers after every sweep of a phase, [sweep][layer], all samples after each other.
  /// - Parameter start: what the states of the free layers are before the first sweep, in files' order.
  func trace(
    _ images: [[Double]], labels: [Int], _ hold: OutputHold<Scalar>, from start: [[Double]], sweeps: Int
  ) -> [[[Double]]] {
    load(images)
    for (k, values) in start.enumerated() {
      let layout = memory.layouts[k + 1]
      for (i, value) in values.enumerated() {
        let (row, neuron) = (i / layout.shape.count, i % layout.shape.count)
        memory.states[k + 1][row * layout.size + layout.place(ofNeuron: neuron)] = Scalar(value)
      }
    }
    nonisolated(unsafe) var found = [start]
    run { worker in
      worker.labels = labels
      worker.begin(samples: images.count)
      for _ in 0..<sweeps {
        worker.relax(samples: images.count, [hold], sweeps: 1)
        if worker.seat.index == 0 { found.append(self.states(samples: images.count, phases: 1)) }
        worker.seat.wait()
      }
    }
    return found
  }
}
