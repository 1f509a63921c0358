import Quantities
import Specification

extension ImperfectionName {
  /// Whether its magnitude is a share, best told in percent, and not a factor or a number of bits.
  var isShare: Bool {
    switch self {
    case .programming, .wireResistance, .inputBits, .readoutBits: false
    default: dimension == RatioDimension.self
    }
  }

  /// A magnitude for people, with four digits: "20 %", "2 mV", "8 bits", "1.5 ×".
  func shortText(_ magnitude: Double) -> String {
    func text<D: Dimension>(_ dimension: D.Type) -> String { Quantity<D>(si: magnitude).formatted(digits: 4) }
    switch self {
    case .inputBits, .readoutBits: return magnitude == 0 ? "no limit" : "\(text(RatioDimension.self)) bits"
    case .programming, .wireResistance: return "\(text(RatioDimension.self)) ×"
    default: return isShare ? "\(Ratio(si: 100 * magnitude).formatted(digits: 4)) %" : text(dimension)
    }
  }

  /// As ``shortText(_:)``, with what a factor is one on: "0.2 × the device's own".
  func fullText(_ magnitude: Double) -> String {
    switch self {
    case .programming: shortText(magnitude) + " the device's own"
    case .wireResistance: shortText(magnitude) + " the process's own"
    default: shortText(magnitude)
    }
  }

  /// The SI unit of its magnitudes in machine-readable output; 1 for pure numbers.
  var unit: String {
    func unit<D: Dimension>(_ dimension: D.Type) -> String { D.unit }
    return unit(dimension)
  }
}
