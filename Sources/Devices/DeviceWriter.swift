import CKernels
import Diagnostics
import Fabrics
import Foundation
import Kernels
import Mapping
import Quantities
import Specification
import Technology

/// Writes conductances into the devices of chips, and lets them age.
///
/// A device has its own range and may be stuck (``DeviceSampler``). What is written is, by procedure:
///
/// - published: target + f σ(target) ξ, with the device's published deviation σ and the factor f of the imperfections;
/// - single shot: as many pulses up from the lower end as the nominal device needs, each as the device answers;
/// - write-verify: pulses toward the target, a look after each, until it is within the tolerance or the budget is spent.
///
/// All of it stays in the device's own range. Then g drifts and relaxes to the age asked for (``RetentionModel``).
package struct DeviceWriter: Sendable {
  /// What became of the devices of a chip.
  package struct Report: Sendable, Equatable {
    /// Devices that do not move.
    package var stuck = 0
    /// Devices not within the tolerance after the last pulse (write-verify).
    package var failures = 0
    /// Pulses given.
    package var pulses = 0
    /// Number of devices.
    package var devices = 0
  }

  private let imperfections: Imperfections
  private let spec: WriteSpec
  private let tileShape: TileShape
  private let programming: ProgrammingModel?
  private let retention: RetentionModel?
  private let noise: ReadNoiseModel?
  private let pulses: PulseTable?
  private let stepFactor: (@Sendable (Double) -> Double)?
  /// Age in seconds at the temperature of the device's data.
  private let age: Double
  /// A write ends in another level when a standard normal number is below this; −∞ for never.
  private let errorBound: Double
  private static let isa = gd_best_isa()

  /// Prepares a procedure for a device.
  /// - Throws: `DiagnosticsError` GD0443 when the device does not state what the procedure needs, and what
  ///   ``RetentionModel`` throws for an age or temperature that it does not know.
  package init(
    _ device: SynapseDevice, _ imperfections: Imperfections, prediction: PredictionSpec, tileShape: TileShape
  ) throws(DiagnosticsError) {
    (self.imperfections, spec, self.tileShape) = (imperfections, prediction.write, tileShape)
    programming = ProgrammingModel(device)
    noise = ReadNoiseModel(device)
    retention = RetentionModel(device)
    let model = PulseModel(device)
    pulses = model.map { PulseTable($0, cycleNoise: imperfections.cycleNoise) }
    if let model {
      let spread = imperfections.devices.stepSpread
      stepFactor = { model.stepFactor($0, spread: spread) }
    } else {
      stepFactor = nil
    }
    if spec.procedure.value != .published, pulses == nil {
      throw DiagnosticsError([
        Diagnostic(
          .error, "GD0443",
          "'\(spec.procedure.value.rawValue)' writes by pulses, and device '\(device.name)' does not state what a "
            + "pulse does", at: spec.procedure.location, suggestion: WriteProcedure.published.rawValue)
      ])
    }
    if imperfections.age.si > 0, retention == nil {
      throw DiagnosticsError([
        Diagnostic(
          .error, "GD0443",
          "device '\(device.name)' does not state how a conductance changes within \(imperfections.age); leave the "
            + "age out", at: prediction.age.location)
      ])
    }
    age =
      try retention?.equivalentAge(imperfections.age, at: imperfections.temperature).si
      ?? imperfections.age.si
    errorBound =
      programming.map { Self.normalQuantile($0.errorRate * imperfections.programming) } ?? -.infinity
  }

  /// Writes target conductances into a chip.
  /// - Returns: what its devices have when they have aged.
  package func write(
    _ targets: Conductances, of fabric: Fabric, into instance: ChipInstance
  ) -> (conductances: Conductances, report: Report) {
    var result = targets
    var report = Report()
    for k in targets.connections.indices {
      write(
        &result.connections[k].siemens, instance,
        DeviceSites(fabric, connection: k, tileShape: tileShape), &report)
    }
    return (result, report)
  }

  /// How the reads of a chip's devices differ; nil: they do not.
  package func noise(of fabric: Fabric, _ instance: ChipInstance) -> DeviceNoise? {
    if let share = imperfections.readNoise {
      return share > 0
        ? DeviceNoise(fabric, tileShape: tileShape, instance) { share * $0 } : nil
    }
    guard let noise else { return nil }
    return DeviceNoise(
      fabric, tileShape: tileShape, instance, deviations: { [age] in noise.deviations($0, after: age) })
  }

  /// What one read sees of a chip, which a pass over data keeps: the fast engine draws the noise of devices once a pass.
  /// - Parameter pass: number of the pass; others see other noise.
  package func read(
    _ conductances: Conductances, of fabric: Fabric, from instance: ChipInstance, pass: Int
  ) -> Conductances {
    guard let noise = noise(of: fabric, instance) else { return conductances }
    var result = conductances
    result.values = noise.read(
      conductances.values, noise.deviations(conductances.values), .look(pass: pass, sample: 0))
    return result
  }

  // MARK: internal

  private func write(
    _ siemens: inout [Double], _ instance: ChipInstance, _ sites: DeviceSites, _ report: inout Report
  ) {
    let sampler = DeviceSampler(imperfections.devices, instance)
    let key = instance.philox(RandomPurpose.programming).cKey
    let columns = sites.columns
    // Ranges, then the four numbers of a write.
    withUnsafeTemporaryAllocation(of: Float.self, capacity: 6 * columns) { scratch in
      guard let base = scratch.baseAddress else { return }
      let (low, high, normals) = (base, base + columns, base + 2 * columns)
      for row in 0..<sites.rows {
        for span in sites.spans(row: row) {
          sampler.fillRanges(span, low: low, high: high)
          gd_random_normals(
            Self.isa, key, span.counter(purpose: RandomPurpose.programming).cCounter, span.count,
            [normals, normals + columns, normals + 2 * columns, normals + 3 * columns])
          for (n, column) in span.networkColumns.enumerated() {
            let index = row * columns + column
            let range = Double(low[n])...Double(high[n])
            let written: Double
            switch spec.procedure.value {
            case .published:
              written = published(siemens[index], range, Double(normals[n]), Double(normals[3 * columns + n]))
            case .singleShot, .writeVerify:
              written = pulsed(siemens[index], range, span, n, instance, &report)
            }
            siemens[index] = aged(
              written, range, exponent: Double(normals[columns + n]),
              relaxation: Double(normals[2 * columns + n]))
          }
          report.devices += span.count
          sampler.forEachFault(span) { n, fault in
            report.stuck += 1
            let index = row * columns + span.networkColumns.lowerBound + n
            siemens[index] = Double(fault == .stuckOff ? low[n] : high[n])
          }
        }
      }
    }
  }

  private func published(
    _ target: Double, _ range: ClosedRange<Double>, _ normal: Double, _ error: Double
  ) -> Double {
    guard let programming else { return min(max(target, range.lowerBound), range.upperBound) }
    let (low, high) = (imperfections.devices.low, imperfections.devices.high)
    var aim = programming.level(target, low: low, high: high)
    // A write that fails leaves the other end of the range: the levels of a binary device.
    if error < errorBound { aim = aim > 0.5 * (low + high) ? low : high }
    let deviation =
      imperfections.programming == 0 ? 0 : imperfections.programming * programming.deviation(aim)
    return min(max(aim + deviation * normal, range.lowerBound), range.upperBound)
  }

  /// Single shot and write-verify.
  private func pulsed(
    _ target: Double, _ range: ClosedRange<Double>, _ span: DeviceSpan, _ column: Int,
    _ instance: ChipInstance,
    _ report: inout Report
  ) -> Double {
    guard let pulses, let stepFactor else { return target }
    let (low, high) = (imperfections.devices.low, imperfections.devices.high)
    let width = range.upperBound - range.lowerBound
    let place = SIMD4(UInt32(column), 0, 0, 0)
    let spread = instance.philox(RandomPurpose.spread).normals(
      span.counter(purpose: RandomPurpose.spread) &+ place)
    let (factor, asymmetry) = (
      stepFactor(spread[2]), min(max(imperfections.devices.asymmetrySpread * spread[3], -0.95), 0.95)
    )
    let philox = instance.philox(RandomPurpose.cycleNoise)
    var normals = SIMD4<Double>()
    func normal(_ pulse: Int) -> Double {
      guard imperfections.cycleNoise > 0 else { return 0 }
      if pulse % 4 == 0 {
        // Above the numbers of updates, which draw from the same family.
        normals = philox.normals(
          span.counter(purpose: RandomPurpose.cycleNoise, draw: 0x8000_0000 | UInt32(pulse / 4)) &+ place)
      }
      return normals[pulse % 4]
    }
    var x = 0.0
    if spec.procedure.value == .singleShot {
      let count = min(pulses.count(toReach: (target - low) / (high - low)), spec.pulses)
      for pulse in 0..<count {
        x = pulses.state(
          afterPulse: true, from: x, factor: factor, asymmetry: asymmetry, normal: normal(pulse))
      }
      report.pulses += count
    } else {
      let tolerance = spec.tolerance.si * (high - low)
      var pulse = 0
      while abs(range.lowerBound + width * x - target) > tolerance, pulse < spec.pulses {
        let up = range.lowerBound + width * x < target
        x = pulses.state(afterPulse: up, from: x, factor: factor, asymmetry: asymmetry, normal: normal(pulse))
        pulse += 1
      }
      report.pulses += pulse
      if abs(range.lowerBound + width * x - target) > tolerance { report.failures += 1 }
    }
    return range.lowerBound + width * x
  }

  private func aged(
    _ g: Double, _ range: ClosedRange<Double>, exponent: Double, relaxation: Double
  ) -> Double {
    guard let retention, age > 0 else { return g }
    let spread = retention.relaxation(g, after: age)
    let relaxed = spread > 0 ? min(max(g + spread * relaxation, range.lowerBound), range.upperBound) : g
    return retention.drifted(
      relaxed, exponent: retention.driftExponent(relaxed, normal: exponent), after: age)
  }

  /// x with Φ(x) = p, by bisection; −∞ for 0.
  private static func normalQuantile(_ p: Double) -> Double {
    guard p > 0 else { return -.infinity }
    guard p < 1 else { return .infinity }
    var (low, high) = (-40.0, 40.0)
    for _ in 0..<100 {
      let middle = 0.5 * (low + high)
      if 0.5 * erfc(-middle / 2.squareRoot()) < p { low = middle } else { high = middle }
    }
    return low
  }
}
