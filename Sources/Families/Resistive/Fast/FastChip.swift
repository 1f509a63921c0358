import CKernels
import Datasets
import Devices
import Diagnostics
import Foundation
import Kernels
import Learning

/// The samples and settings with which programmed chips of one network are measured; shared by all threads.
package struct ChipMeasurement: Sendable {
  /// The network.
  package let network: ResistiveNetwork
  let samples: SampleTable
  let net: FastNetwork

  /// Prepares a measurement.
  /// - Parameters:
  ///   - samples: what the chips classify.
  ///   - settings: when a relaxation ends.
  /// - Throws: located diagnostics when the samples do not fit the network.
  package init(
    _ network: ResistiveNetwork, _ data: Dataset, settings: TrainingSettings
  ) throws(DiagnosticsError) {
    try data.check(inputCount: network.input.valueCount, classCount: network.output.classes)
    self.network = network
    samples = SampleTable(data.test)
    var net = FastNetwork(
      network, sweeps: settings.sweeps ?? settings.relaxation.maximumSweeps,
      tolerance: settings.sweeps == nil ? settings.relaxation.tolerance : nil)
    // The devices keep their ranges themselves.
    net.range = 0...Float.infinity
    self.net = net
  }
}

/// A chip that is programmed and measured, over and over in the same memory: one for each thread that works on chips.
/// ```swift
/// let chip = FastChip(measurement)
/// chip.program(0, row: 7) { siemens in … }
/// let accuracy = chip.measure().accuracy
/// ```
package final class FastChip {
  private let measurement: ChipMeasurement
  private let engine: FastEngine
  private let row: FloatMemory
  private var offsets: [Float]?

  /// Memory for a chip of a network, with conductances of 0 S.
  package init(_ measurement: ChipMeasurement) {
    self.measurement = measurement
    engine = FastEngine(measurement.net, batch: FastEngine.evaluationStates / 2, threads: 1)
    let network = measurement.network
    row = FloatMemory((0..<network.connectionCount).map(network.nodeCount).max() ?? 0)
  }

  /// Sets the conductances of a row of a connection, siemens; `fill` writes one value a column.
  package func program(_ connection: Int, row index: Int, _ fill: (UnsafeMutableBufferPointer<Float>) -> Void)
  {
    let columns = measurement.network.nodeCount(connection)
    fill(UnsafeMutableBufferPointer(start: row.base, count: columns))
    engine.setRow(index, of: connection, to: UnsafeBufferPointer(start: row.base, count: columns))
  }

  /// Sets all conductances and bias currents.
  /// - Parameter inputErrors: constant errors of the input rows' voltages, volts; empty: none. Through linear devices they
  ///   are constant currents Σ_i e_i g_ij into the nodes of the first layer.
  package func program(_ parameters: BiasedConductances, inputErrors: [Double] = []) {
    var parameters = parameters
    if !inputErrors.isEmpty {
      let network = measurement.network
      if parameters.biasCurrents.isEmpty {
        parameters.biasCurrents = (0..<network.connectionCount).map {
          [Double](repeating: 0, count: network.nodeCount($0))
        }
      }
      let (first, columns) = (parameters.conductances.connections[0].siemens, network.nodeCount(0))
      for (row, error) in inputErrors.enumerated() {
        for j in 0..<columns { parameters.biasCurrents[0][j] += error * first[row * columns + j] }
      }
    }
    engine.load(parameters)
  }

  /// Draws the circuits at the nodes of a chip.
  package func setNodes(_ magnitudes: NodeMagnitudes, _ instance: ChipInstance) {
    let nodes = ChipNodes(
      magnitudes, instance, hidden: measurement.net.hidden.map(\.units), outputs: measurement.net.outputs,
      classes: measurement.network.output.classes)
    engine.setThresholds(nodes.thresholds)
    offsets = nodes.offsets[measurement.net.last + 1]
  }

  /// Classifies all samples.
  /// - Parameter readout: how the chip reads its outputs, without their offsets, which it has already; nil: exactly.
  package func measure(readout: OutputReadout? = nil) -> Evaluation {
    let (answers, sums) = engine.evaluate(measurement.samples, offsets: offsets, readout: readout)
    return Evaluation(answers, measurement.samples.targets, sums)
  }
}

/// Chips of one measurement that threads take and give back, so that memory grows with the threads and not with the
/// chips.
final class FastChipPool: @unchecked Sendable {
  private let measurement: ChipMeasurement
  private let lock = NSLock()
  // Guarded by the lock; a chip is used by the thread that took it, hence `@unchecked`.
  private var idle: [FastChip] = []

  init(_ measurement: ChipMeasurement) { self.measurement = measurement }

  /// Calls `body` with a chip that no other thread has.
  func with<T>(_ body: (FastChip) throws -> T) rethrows -> T {
    let chip = lock.withLock { idle.popLast() } ?? FastChip(measurement)
    defer { lock.withLock { idle.append(chip) } }
    return try body(chip)
  }
}
