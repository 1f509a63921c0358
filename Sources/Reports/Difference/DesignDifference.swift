import Verification

/// What changed from one design to another, for a review.
package struct DesignDifference: Sendable, Equatable, Codable {
  /// Something with a text on either side; nil where it is not there.
  package struct Change: Sendable, Equatable, Codable {
    /// What it is: the path of a setting, the name of a tile, a module, a file.
    package var name: String
    /// Before and after.
    package var old, new: String?
  }
  /// A figure that changed.
  package struct FigureChange: Sendable, Equatable, Codable {
    /// The figure's id and title.
    package var id, title: String
    /// Before and after, in the unit; nil where it is not known.
    package var old, new: Double?
    /// The same for people, with the intervals of figures of sampled chips.
    package var oldText, newText: String?
    /// The unit.
    package var unit: String
    /// (new − old) / |old|; nil without both, or for an old value of 0.
    package var change: Double?
    /// Whether it became better; nil when it is not known on both sides.
    package var isBetter: Bool?
  }

  /// The two designs, as the user named them.
  package var old, new: String
  /// Settings that changed, in the order of the spec.
  package var settings: [Change]
  /// Figures that changed.
  package var figures: [FigureChange]
  /// Tiles that came, went or have another size.
  package var tiles: [Change]
  /// Numbers of ports, elements and instances of the netlist's modules.
  package var modules: [Change]
  /// Ports of the top module that came or went.
  package var ports: [Change]
  /// Warnings whose number changed, by code.
  package var warnings: [Change]
  /// Files of two compiled folders with another content; empty unless both are folders.
  package var files: [Change]

  /// Whether nothing changed.
  package var isEmpty: Bool {
    settings.isEmpty && figures.isEmpty && tiles.isEmpty && modules.isEmpty && ports.isEmpty
      && warnings.isEmpty && files.isEmpty
  }

  /// Compares two designs.
  package init(from a: DesignSnapshot, to b: DesignSnapshot) {
    (old, new) = (a.path, b.path)
    let (settingsOfA, settingsOfB) = (
      Dictionary(a.settings.map { ($0.path, $0.value) }, uniquingKeysWith: { first, _ in first }),
      Dictionary(b.settings.map { ($0.path, $0.value) }, uniquingKeysWith: { first, _ in first })
    )
    let order = a.settings.map(\.path) + b.settings.map(\.path).filter { settingsOfA[$0] == nil }
    settings = Self.changes(settingsOfA, settingsOfB, order: order)
    tiles = Self.changes(a.tiles, b.tiles)
    modules = Self.changes(a.modules, b.modules)
    let (portsOfA, portsOfB) = (Set(a.ports), Set(b.ports))
    ports =
      a.ports.filter { !portsOfB.contains($0) }.map { Change(name: $0, old: $0, new: nil) }
      + b.ports.filter { !portsOfA.contains($0) }.map { Change(name: $0, old: nil, new: $0) }
    warnings = Self.changes(a.warnings.mapValues { "\($0)" }, b.warnings.mapValues { "\($0)" })
    if let filesOfA = a.files, let filesOfB = b.files {
      files = Self.changes(filesOfA, filesOfB).map {
        Change(
          name: $0.name, old: $0.old.map { String($0.prefix(12)) }, new: $0.new.map { String($0.prefix(12)) })
      }
    } else {
      files = []
    }
    let known = Set(a.figures.figures.map(\.id))
    let all = a.figures.figures + b.figures.figures.filter { !known.contains($0.id) }
    figures = all.compactMap { Self.change(a.figures[$0.id], b.figures[$0.id], named: $0) }
  }

  private static func changes(
    _ a: [String: String], _ b: [String: String], order: [String]? = nil
  ) -> [Change] {
    let names = order ?? Set(a.keys).union(b.keys).sorted { $0.localizedStandardIsBefore($1) }
    return names.filter { a[$0] != b[$0] }.map { Change(name: $0, old: a[$0], new: b[$0]) }
  }

  private static func change(
    _ before: DesignFigure?, _ after: DesignFigure?, named figure: DesignFigure
  ) -> FigureChange? {
    guard before?.value != after?.value else { return nil }
    var result = FigureChange(
      id: figure.id, title: figure.title, old: before?.value, new: after?.value, oldText: before?.text,
      newText: after?.text, unit: figure.unit, change: nil, isBetter: nil)
    guard let old = before?.value, let new = after?.value else { return result }
    // The last digits of a sum are no change.
    guard abs(new - old) > 1e-9 * abs(old) else { return nil }
    if old != 0 { result.change = (new - old) / abs(old) }
    result.isBetter = (new < old) == (figure.better == .lower)
    return result
  }
}

extension String {
  /// Order in which numbers in names count as numbers: `tile_0_2` before `tile_0_10`.
  fileprivate func localizedStandardIsBefore(_ other: String) -> Bool {
    func parts(_ text: String) -> [(Int, String)] {
      var result: [(Int, String)] = []
      for character in text {
        if let digit = character.wholeNumberValue, character.isASCII {
          if let last = result.last, last.1.isEmpty {
            result[result.count - 1].0 = last.0 &* 10 &+ digit
          } else {
            result.append((digit, ""))
          }
        } else {
          result.append((-1, String(character)))
        }
      }
      return result
    }
    for (a, b) in zip(parts(self), parts(other)) where a != b { return a < b }
    return count < other.count
  }
}
