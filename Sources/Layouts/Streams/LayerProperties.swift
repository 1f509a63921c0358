import Technology

/// How KLayout shows the layers: their names and colours, as a `.lyp` file.
package struct LayerProperties {
  private let rules: LayoutRules

  /// The layers of design rules.
  package init(_ rules: LayoutRules) { self.rules = rules }

  /// The text of the file; the uppermost layer comes first, as it lies.
  package var text: String {
    var lines = ["<?xml version=\"1.0\" encoding=\"utf-8\"?>", "<layer-properties>"]
    for (index, layer) in rules.layers.enumerated().reversed() {
      lines += Self.entry(
        "\(layer.name) — \(layer.title)", layer.number, layer.datatype, layer.color, pattern: index % 8 + 2)
      if let pin = layer.pin {
        lines += Self.entry("\(layer.name) pins", layer.number, pin, layer.color, pattern: 1)
      }
      if let label = layer.label, label != layer.pin {
        lines += Self.entry("\(layer.name) names", layer.number, label, layer.color, pattern: 1)
      }
    }
    return (lines + ["</layer-properties>", ""]).joined(separator: "\n")
  }

  private static func entry(_ name: String, _ number: Int, _ datatype: Int, _ color: String, pattern: Int)
    -> [String]
  {
    [
      "  <properties>", "    <frame-color>\(color)</frame-color>", "    <fill-color>\(color)</fill-color>",
      "    <dither-pattern>I\(pattern)</dither-pattern>", "    <visible>true</visible>",
      "    <valid>true</valid>",
      "    <name>\(name)</name>", "    <source>\(number)/\(datatype)@1</source>", "  </properties>",
    ]
  }
}
