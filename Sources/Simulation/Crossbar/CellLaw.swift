import CKernels
import Networks
import Quantities

/// The current of a cell of conductance g at a voltage v from its row to its column; g is the slope at 0 V.
public enum CellLaw: Sendable, Hashable {
  /// I = g v.
  case ohmic
  /// I = g v₀ sinh(v/v₀), a memristor's read-out.
  case sinh(Voltage)
  /// I = g v₀ (exp(v/v₀) − 1), a rectifying cell that conducts from row to column (Shockley's equation with the
  /// saturation current g v₀).
  case diode(Voltage)

  /// The law of a synapse device.
  public init(_ law: ReadLaw) {
    self = law.nonlinearityVoltage.map { .sinh($0) } ?? .ohmic
  }

  /// v₀; nil for Ohm's law.
  var scale: Voltage? {
    switch self {
    case .ohmic: nil
    case .sinh(let scale), .diode(let scale): scale
    }
  }

  /// The kernels' name.
  var kernel: gd_cell_law {
    if case .diode = self { return GD_DIODE }
    return GD_SINH
  }
}
