import Foundation
import Specification
import Verification

extension DesignFigure {
  /// Figures of an estimate as it was written to a folder, by this version or an older one.
  static func figures(ofEstimate json: Data) -> [DesignFigure] {
    struct Written: Decodable { var value: Double, unit: String }
    guard let keys = try? JSONDecoder().decode([String: Lenient<Written>].self, from: json) else { return [] }
    let written = Dictionary(
      keys.map { (FigureName.current($0.key), $0.value.value) }, uniquingKeysWith: { first, _ in first })
    return FigureName.allCases.compactMap { name in
      guard let figure = written[name.rawValue] ?? nil else { return nil }
      return DesignFigure(
        name.rawValue, name.title.capitalizedFirst, figure.value, unit: figure.unit,
        better: name == .coreUtilization ? .higher : .lower)
    }
  }
}

/// A value of JSON that may be something else; nil for that.
private struct Lenient<Value: Decodable>: Decodable {
  var value: Value?
  init(from decoder: any Decoder) throws { value = try? Value(from: decoder) }
}
