import Designs
import Quantities
import Specification

extension ResistiveNetwork {
  package func drawing(_ spec: ChipSpec) -> NetworkDrawing {
    let nudge = spec.training.nudge?.value
    let isComplementary = input.encoding == .complementary
    var layers = [
      NetworkDrawing.Layer(
        title: "input: \(input.shape.map(String.init).joined(separator: " × ")) values, clamped",
        facts: [
          isComplementary ? "complementary: a row at +x and one at −x" : "single: a row at +x",
          "\(input.rowCount) rows, 1 is \(input.fullScale.typeset(digits: 6))",
        ], nodes: input.rowCount, full: isComplementary ? input.valueCount : input.rowCount)
    ]
    for (k, layer) in hidden.enumerated() {
      let inhibitory = layer.units - layer.excitatoryCount
      layers.append(
        NetworkDrawing.Layer(
          title: "layer \(k + 1): \(layer.units) nodes with rectifiers",
          facts: ["\(layer.excitatoryCount) at v ≥ 0, \(inhibitory) at v ≤ 0 (\(layer.rectifiers.rawValue))"]
            + (!layer.hasAmplifier
              ? [] : ["amplifiers of gain \(Ratio(si: layer.gain).formatted(digits: 6))"]),
          nodes: layer.units, full: layer.excitatoryCount))
    }
    layers.append(
      NetworkDrawing.Layer(
        title: "layer \(connectionCount): \(output.nodeCount) linear nodes, read",
        facts: [
          "\(output.classes) \(output.targets == .label ? "classes" : "values"), \(Self.drawingText(output.encoding))",
          "target \(output.target.typeset(digits: 6))",
        ]
          + (nudge.map { [Self.drawingText($0)] } ?? []),
        nodes: output.nodeCount, full: output.nodeCount))
    let range = conductanceRange
    let connections = (0..<connectionCount).map { k in
      var facts = [
        "a device a crossing, \(range.lowerBound.typeset(digits: 6)) to \(range.upperBound.typeset(digits: 6))"
      ]
      if let bias = bias {
        facts.append("\(biasRowCount) of the rows are bias rows at ±\(bias.typeset(digits: 6))")
      }
      return NetworkDrawing.Connection(
        from: k, to: k + 1,
        title: "connection \(k + 1): dense, \(rowCount(k)) rows × \(nodeCount(k)) columns", facts: facts)
    }
    return NetworkDrawing(layers: layers, connections: connections)
  }

  private static func drawingText(_ nudge: NudgeSpec) -> String {
    switch nudge {
    case .spring(let conductance): "nudged through β = \(conductance.typeset(digits: 6))"
    case .current(let amplitude): "nudged by currents, \(amplitude.typeset(digits: 6)) for an error of 1"
    }
  }

  private static func drawingText(_ encoding: OutputEncoding) -> String {
    switch encoding {
    case .single: "single: V_c"
    case .differential: "differential: V_2c − V_2c+1"
    case .referenceColumn: "reference column: V_c − V_ref"
    }
  }
}
