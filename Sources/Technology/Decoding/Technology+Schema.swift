import Diagnostics
import Quantities
import Specification

/// How a technology file gives a part: by name or path, or as it is.
enum PartChoice<Part: Sendable>: Sendable {
  /// A name or path, looked up by ``LibrarySession``.
  case named
  /// The part.
  case inline(Part)

  /// The part, if the file holds it.
  var inline: Part? {
    if case .inline(let part) = self { return part }
    return nil
  }

  /// Text, or the keys of the part with `sources:` of its own.
  static func schema(
    _ constants: ConstantSchemas, example: String,
    _ part: @escaping @Sendable (ConstantSchemas) -> Schema<Part>
  ) -> Schema<PartChoice> {
    let text = Schema<String>.line(example: example)
    return Schema(shape: .anyOf([text.shape, part(constants).shape])) { node, context in
      switch node.content {
      case .mapping:
        let own = ConstantSchemas(sources: constants.sources.extended(by: node, &context))
        return part(own).decode(node, &context).map { .inline($0) }
      case .scalar: return text.decode(node, &context).map { _ in .named }
      case .sequence:
        context.error(
          "GD0201", "found \(node.described), expected a name, the path of a .yaml file, or a mapping",
          at: node.location)
        return nil
      }
    }
  }
}

/// A technology file before the parts it names are looked up.
struct TechnologyDraft: Sendable {
  var summary: String
  var process: PartChoice<Process>
  var device: PartChoice<SynapseDevice>
  var neuron: PartChoice<NeuronCircuit>
  var peripherals: PartChoice<PeripheralsDraft>

  /// The keys of a technology; parts that stand in it are named after it.
  static func schema(name: String, _ constants: ConstantSchemas) -> Schema<TechnologyDraft> {
    .object(
      "technology",
      Field("summary", .string(example: "memristors on a 130 nm process"), "One sentence."),
      Field(
        "process", PartChoice.schema(constants, example: "sky130") { Process.schema(name: name, $0) },
        "The CMOS process."),
      Field(
        "device", PartChoice.schema(constants, example: "leti-hfo2") { SynapseDevice.schema(name: name, $0) },
        "The synapse device."),
      Field(
        "neuron",
        PartChoice.schema(constants, example: "active-rectifier") {
          NeuronCircuit.schema(name: name, $0)
        }, "The neuron circuit."),
      Field(
        "peripherals",
        PartChoice.schema(constants, example: "cmos130") {
          PeripheralsDraft.schema(name: name, $0)
        },
        "Drivers, sense and nudge circuits."),
      sourcesField
    ) { summary, process, device, neuron, peripherals, _ in
      TechnologyDraft(
        summary: summary, process: process, device: device, neuron: neuron, peripherals: peripherals)
    }
  }
}

extension Technology {
  /// What does not fit together although each part is right in itself.
  func diagnostics(at node: YAMLNode) -> [Diagnostic] {
    var found: [Diagnostic] = []
    let place = node["device"]?.location ?? node.location
    for (which, wire, pitch) in [
      ("columns", process.columnWire, device.cellWidth), ("rows", process.rowWire, device.cellHeight),
    ] {
      guard let layer = process.layer(wire.layer) else { continue }
      let space = pitch.value - wire.width.value
      // A part in a million absorbs the rounding of the difference.
      if space.si < layer.minimumSpacing.si * (1 - 1e-6) {
        found.append(
          Diagnostic(
            .error, "GD0306",
            "\(which) of \(wire.width.value) at the cell's pitch of \(pitch.value) are \(space) apart, but "
              + "\(layer.name) of process '\(process.name)' needs \(layer.minimumSpacing)",
            at: place))
      }
    }
    let (forward, read) = (neuron.forwardVoltage.value, device.maximumReadVoltage.value)
    if forward >= read {
      found.append(
        Diagnostic(
          .warning, "GD0307",
          "the rectifier of neuron '\(neuron.name)' conducts from \(forward) on, but device '\(device.name)' "
            + "must not be read above \(read): hidden neurons would be linear",
          at: node["neuron"]?.location ?? node.location))
    }
    return found
  }
}
