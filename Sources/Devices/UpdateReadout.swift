import Fabrics
import Foundation
import Quantities
import Specification
import Technology

/// The circuits that read a chip for its updates, as a budget knows them.
package struct UpdateReadout: Sendable, Equatable {
  /// Noise of one reading, of the circuit itself.
  package var noise: Voltage
  /// Step of the converter for a difference; 0 without a limit.
  package var step: Voltage
  /// Largest difference that it takes, either way; 0 without a limit.
  package var limit: Voltage
  /// How many times smaller both are at the outputs, behind whose sense circuits there is a gain.
  package var outputGain: Double
  /// Readings of each voltage.
  package var readings: Int
  /// Where hidden neurons are read.
  package var point: ReadPoint
  /// Of the nodes.
  package var temperature: Temperature

  /// The circuits of a spec's chips.
  package init(_ spec: ChipSpec, _ imperfections: Imperfections) {
    let inSitu = spec.prediction.inSitu
    noise = Voltage(si: imperfections.readoutNoise)
    let bits = imperfections.readoutBits
    limit = Voltage(
      si: bits > 0 ? imperfections.readoutRange / (inSitu.differenceGain?.value ?? 1) : 0)
    step = 2 / pow(2, bits) * limit
    // Differences have an amplifier of their own.
    outputGain = inSitu.differenceGain == nil ? imperfections.outputReadGain : 1
    (readings, point) = (inSitu.readings, inSitu.readPoint.value)
    temperature = spec.estimate.temperature.value
  }

  /// Thermal noise of a node, at the node: √(kT/C).
  package static func thermalNoise(_ capacitance: Capacitance, _ temperature: Temperature) -> Voltage {
    guard capacitance.si > 0 else { return .zero }
    // k of the SI, exact since 2019.
    return Voltage(si: (1.380649e-23 * temperature.si / capacitance.si).squareRoot())
  }
}
