import CKernels
import Fabrics
import Foundation
import Quantities

/// The current of a cell of conductance g at a voltage v from its row to its column; g is the slope at 0 V.
///
/// The kernels compute it with series and exponentials of eight cells at a time; tests hold them to `MemristorLaw`.
package enum CellLaw: Sendable, Hashable {
  /// I = g v.
  case ohmic
  /// I = g v₀ sinh(v/v₀), a memristor's read-out.
  case sinh(Voltage)
  /// I = g v₀ (exp(v/v₀) − 1), a rectifying cell that conducts from row to column (Shockley's equation with the
  /// saturation current g v₀).
  case diode(Voltage)

  /// The law of a synapse device.
  package init(_ law: ReadLaw) {
    self = law.nonlinearityVoltage.map { .sinh($0) } ?? .ohmic
  }

  /// v₀; nil for Ohm's law.
  var scale: Voltage? {
    switch self {
    case .ohmic: nil
    case .sinh(let scale), .diode(let scale): scale
    }
  }

  /// The law in the kernels' terms, for cells whose current over conductance stays below `volts`.
  ///
  /// Exponentials of voltages that wires never let a cell have would leave nothing of the wires' conductances beside them;
  /// beyond what can be reached, a straight line serves as well. Overflow is far beyond both bounds.
  func curve(below volts: Double) -> gd_cell_curve {
    let scale = scale?.si ?? 1
    let ratio = volts / scale
    switch self {
    case .diode: return gd_cell_curve(law: GD_DIODE, scale: scale, low: -700, high: min(log1p(ratio), 700))
    case .ohmic, .sinh:
      let bound = min(asinh(ratio), 700)
      return gd_cell_curve(law: GD_SINH, scale: scale, low: -bound, high: bound)
    }
  }
}
