/// The abstract of a layout's top cell for placement and routing: a block with its pins, and no room for wires over what is
/// drawn.
package struct LEFAbstract {
  private let layout: Layout

  /// The abstract of a layout.
  package init(_ layout: Layout) { self.layout = layout }

  /// The text of the file.
  package var text: String {
    let top = layout.top
    let origin = Spot(-top.box.left, -top.box.bottom)
    var lines = [
      "VERSION 5.8 ;", "BUSBITCHARS \"[]\" ;", "DIVIDERCHAR \"/\" ;", "", "UNITS",
      "  DATABASE MICRONS 1000 ;",
      "END UNITS", "", "MACRO \(top.name)", "  CLASS BLOCK ;", "  FOREIGN \(top.name) 0 0 ;",
      "  ORIGIN \(Self.micron(origin.x)) \(Self.micron(origin.y)) ;",
      "  SIZE \(Self.micron(top.box.width)) BY \(Self.micron(top.box.height)) ;", "  SYMMETRY X Y ;",
    ]
    // Pins of one name are ports of one net.
    var order: [String] = []
    var pins: [String: [Pin]] = [:]
    for pin in top.pins {
      if pins[pin.name] == nil { order.append(pin.name) }
      pins[pin.name, default: []].append(pin)
    }
    for name in order {
      let ports = pins[name] ?? []
      lines += [
        "  PIN \(name)", "    DIRECTION INOUT ;", "    USE \((ports.first?.use ?? .signal).rawValue) ;",
        "    PORT",
      ]
      for pin in ports { lines += ["      LAYER \(pin.layer) ;", "        \(Self.rectangle(pin.box))"] }
      lines += ["    END", "  END \(name)"]
    }
    lines.append("  OBS")
    for layer in layout.blockedLayers {
      lines += ["    LAYER \(layer) ;", "      \(Self.rectangle(top.box))"]
    }
    lines += ["  END", "END \(top.name)", "", "END LIBRARY", ""]
    return lines.joined(separator: "\n")
  }

  private static func rectangle(_ box: Box) -> String {
    "RECT \(micron(box.left)) \(micron(box.bottom)) \(micron(box.right)) \(micron(box.top)) ;"
  }

  /// Nanometres as micrometres with three places.
  static func micron(_ value: Int) -> String {
    let digits = String(abs(value) % 1000)
    let padded = String(repeating: "0", count: 3 - digits.count) + digits
    return "\(value < 0 ? "-" : "")\(abs(value) / 1000).\(padded)"
  }
}

extension Layout {
  /// The layers with pins that anything is drawn on, lowest first: no wire of theirs may cross the block.
  fileprivate var blockedLayers: [String] {
    let used = Set(cells.flatMap { $0.shapes.map(\.layer) })
    return rules.layers.filter { $0.pin != nil && used.contains($0.name) }.map(\.name)
  }
}
