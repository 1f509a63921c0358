import Datasets
import Fabrics
import Kernels
import Learning

// The free states of samples, for looking at a network before and while it is trained.

extension Trainer where Model == ResistiveModel {
  /// The free states of samples under the present conductances, each from rest.
  package func freeStates(_ samples: Samples) -> [NodeVoltages] {
    let (model, relaxation) = (model, settings.relaxation)
    let prepared = model.prepare(parameters)
    return Parallel.map(count: samples.count, threads: threads) { i in
      let drive = model.drive(samples.values(i), prepared)
      var state = model.restingState()
      _ = relaxation.run(model, &state, drive, prepared, nudge: nil)
      return model.nodes(of: state)
    }
  }
}

extension FastTrainer {
  /// The free states of samples under the present conductances, each from rest.
  package func freeStates(_ samples: Samples) -> [NodeVoltages] { freeStates(samples, carrying: false) }

  /// The free states of samples, minibatch by minibatch.
  /// - Parameter carrying: each minibatch starts from the nudged states of the last one trained.
  func freeStates(_ samples: Samples, carrying: Bool) -> [NodeVoltages] {
    let batch = max(1, settings.batch)
    return stride(from: 0, to: samples.count, by: batch).flatMap { first -> [NodeVoltages] in
      let part = samples.subset(Array(first..<min(first + batch, samples.count)))
      return engine.freeStates(SampleTable(part), carrying: carrying).map { layers in
        NodeVoltages(layers: layers.map { $0.map(Double.init) })
      }
    }
  }
}

extension FastTrainer {
  /// Minibatches whose residual is looked at after an epoch.
  private static let watchedMinibatches = 4

  /// The largest relative residual of Kirchhoff's law in the free states of the first few training minibatches, each
  /// started as a training's minibatch is; in float64, from the plain sums of ``ResistiveNetwork``.
  ///
  /// As in ``RelaxationReport/residual``, but that a node at the bound of its ideal rectifier is at rest when the
  /// current pushes it against the bound.
  func freeResidual() -> Double {
    let samples = data.train.prefix(Self.watchedMinibatches * max(1, settings.batch))
    let states = freeStates(samples, carrying: settings.carriesState)
    let (network, parameters) = (network, parameters)
    let prepared = ResistiveModel(network).prepare(parameters.conductances)
    let totals = zip(prepared.columnSums, prepared.rowSums).map(+)
    let source = network.largestSource.si
    let residuals = Parallel.map(count: states.count, threads: engine.threads) { i -> Double in
      let nodes = states[i]
      let currents = network.residualCurrents(
        parameters.conductances, inputs: samples.values(i), nodes: nodes)
      var (largest, index) = (0.0, 0)
      for (k, layer) in currents.layers.enumerated() {
        for (j, flowing) in layer.enumerated() {
          let current = flowing + (parameters.biasCurrents.isEmpty ? 0 : parameters.biasCurrents[k][j])
          let isPushed =
            k < network.hidden.count && (network.hidden[k].isExcitatory(j) ? current < 0 : current > 0)
          if totals[index] > 0, !(nodes.layers[k][j] == 0 && isPushed) {
            let residual = abs(current) / (totals[index] * source)
            // A NaN must not pass for rest.
            largest = residual.isNaN ? .infinity : max(largest, residual)
          }
          index += 1
        }
      }
      return largest
    }
    return residuals.max() ?? 0
  }
}
