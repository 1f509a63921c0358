import Diagnostics
import Quantities
import Specification

/// A process whose wires are not yet laid on its layers.
private struct ProcessDraft: Sendable {
  struct WireDraft: Sendable {
    var layer: Located<String>
    var width: Located<Cited<Length>>
  }

  var summary: String
  var node: Cited<Length>
  var supply: Cited<Voltage>
  var layers: [MetalLayer]
  var wires: [WireDraft]
  var corners: ProcessCorners?
  var operation: OperatingRange?
  var models: TransistorModels?
}

extension Process {
  /// The keys of a process.
  static func schema(name: String, _ constants: ConstantSchemas) -> Schema<Process> {
    let wire = ProcessDraft.WireDraft.schema(constants)
    let draft = Schema<ProcessDraft>.object(
      "process",
      Field("summary", .string(example: "a 130 nm process"), "One sentence."),
      Field("node", constants.constant(LengthDimension.self, in: .positive), "The node it is named after."),
      Field("supply", constants.constant(VoltageDimension.self, in: .positive), "Nominal supply."),
      Field("layers", .list(of: MetalLayer.schema(constants), count: 1...64), "Metal layers, lowest first."),
      Field("row-wire", wire, "Wires of crossbar rows."),
      Field("column-wire", wire, "Wires of crossbar columns."),
      Field("trunk-wire", wire, "Wires between tiles."),
      Field.optional(
        "corners", ProcessCorners.schema(constants), "How it differs from its nominal self."),
      Field.optional(
        "operation", OperatingRange.schema(constants),
        "Temperatures and clocks that its circuits are made for; without it they are not looked at."),
      Field.optional(
        "models", TransistorModels.schema(constants),
        "Models of its transistors; without them circuits have none to be made of."),
      sourcesField
    ) { summary, node, supply, layers, row, column, trunk, corners, operation, models, _ in
      ProcessDraft(
        summary: summary, node: node, supply: supply, layers: layers, wires: [row, column, trunk],
        corners: corners, operation: operation, models: models)
    }.validated { draft, check in
      let names = draft.layers.map(\.name)
      for (index, name) in names.enumerated() where names[..<index].contains(name) {
        check.error("GD0305", "the layer '\(name)' is described twice", at: "layers", "\(index)", "name")
      }
    }
    return Schema(shape: draft.shape) { node, context in
      guard let draft = draft.decode(node, &context) else { return nil }
      let wires = draft.wires.compactMap { $0.laid(on: draft.layers, &context) }
      guard wires.count == 3 else { return nil }
      return Process(
        name: name, summary: draft.summary, node: draft.node, supply: draft.supply, layers: draft.layers,
        rowWire: wires[0], columnWire: wires[1], trunkWire: wires[2], corners: draft.corners,
        operation: draft.operation, models: draft.models)
    }
  }
}

extension ProcessDraft.WireDraft {
  fileprivate static func schema(_ constants: ConstantSchemas) -> Schema<Self> {
    .object(
      "wire",
      Field("layer", .located(.line(example: "met1")), "Name of a layer of this process."),
      Field("width", .located(constants.constant(LengthDimension.self, in: .positive)), "Drawn width.")
    ) { Self(layer: $0, width: $1) }
  }

  /// The wire on its layer; reports a layer that is not there and a width that cannot be drawn.
  fileprivate func laid(on layers: [MetalLayer], _ context: inout DecodingContext) -> Wire? {
    guard let metal = layers.first(where: { $0.name == layer.value }) else {
      let names = layers.map(\.name)
      context.error(
        "GD0305",
        "no layer is named '\(layer.value)'; the layers are \(Spelling.list(names, near: layer.value))",
        at: layer.location, suggestion: Spelling.closest(to: layer.value, among: names))
      return nil
    }
    if width.value.value < metal.minimumWidth.value {
      context.error(
        "GD0305",
        "a wire of \(width.value.value) is narrower than \(metal.name) allows, \(metal.minimumWidth.value)",
        at: width.location, suggestion: ConstantSchemas.example("\(metal.minimumWidth.value)"))
      return nil
    }
    return Wire(on: metal, width: width.value)
  }
}

extension MetalLayer {
  /// The keys of a layer.
  static func schema(_ constants: ConstantSchemas) -> Schema<MetalLayer> {
    .object(
      "layer",
      Field("name", .line(example: "met1"), "The process's own name of the layer."),
      Field(
        "sheet-resistance", constants.constant(SheetResistanceDimension.self, in: .nonNegative),
        "Sheet resistance."),
      Field("minimum-width", constants.constant(LengthDimension.self, in: .positive), "Narrowest wire."),
      Field(
        "minimum-pitch", constants.constant(LengthDimension.self, in: .positive),
        "Shortest distance of the centres of narrowest wires.", example: ConstantSchemas.example("1 um")),
      Field(
        "area-capacitance", constants.constant(CapacitancePerAreaDimension.self, in: .nonNegative),
        "Capacitance of a wire's face to what is below."),
      Field(
        "edge-capacitance", constants.constant(CapacitancePerLengthDimension.self, in: .nonNegative),
        "Capacitance of each edge of a wire."),
      Field(
        "current-limit", constants.constant(CurrentPerLengthDimension.self, in: .positive, or: "unlimited"),
        "Largest direct current per width, or `unlimited`.")
    ) {
      MetalLayer(
        name: $0, sheetResistance: $1, minimumWidth: $2, minimumPitch: $3, areaCapacitance: $4,
        edgeCapacitance: $5, currentLimit: $6)
    }.validated { layer, check in
      if layer.minimumPitch.value <= layer.minimumWidth.value {
        check.error(
          "GD0305",
          "the minimum pitch \(layer.minimumPitch.value) leaves no space between wires of the minimum width "
            + "\(layer.minimumWidth.value)",
          at: "minimum-pitch", "value")
      }
    }
  }
}
