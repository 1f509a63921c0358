import Foundation
import Specification

/// What a curve is drawn over: an imperfection's magnitude, or a key of the spec.
package enum SweepOption: Sendable, Equatable {
  /// "d2d=0..50%"
  case imperfection(Sweep)
  /// "mapping.tile.rows=32,64,128"
  case key(KeySweep)

  /// Reads either. A name with a dot or an index, and one of the spec's first level, is a key.
  package init(parsing text: String) throws(Sweep.Failure) {
    let name = String(text.prefix { $0 != "=" }).trimmingCharacters(in: .whitespaces)
    let isImperfection = ImperfectionName(rawValue: name) != nil
    if !isImperfection, text.contains("="), name.contains(where: ".[".contains) || Self.isFirstLevel(name) {
      self = .key(try KeySweep(parsing: text))
      return
    }
    do { self = .imperfection(try Sweep(parsing: text)) } catch {
      guard !isImperfection, text.contains("=") else { throw error }
      throw Sweep.Failure(
        description: error.description + "; a key of the spec is swept as in mapping.tile.rows=32,64,128")
    }
  }

  /// What is swept: of two sweeps of one name one is too many.
  package var name: String {
    switch self {
    case .imperfection(let sweep): sweep.name.rawValue
    case .key(let sweep): KeyCurve.fileName(sweep.key)
    }
  }

  private static func isFirstLevel(_ name: String) -> Bool {
    ChipSpec.schema.shape.fields?.contains { $0.key == name } ?? false
  }
}

extension [SweepOption] {
  /// The sweeps of imperfections.
  package var imperfections: [Sweep] {
    compactMap { if case .imperfection(let sweep) = $0 { sweep } else { nil } }
  }

  /// The sweeps of keys.
  package var keys: [KeySweep] { compactMap { if case .key(let sweep) = $0 { sweep } else { nil } } }
}
