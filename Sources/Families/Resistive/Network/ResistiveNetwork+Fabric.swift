import Fabrics
import Specification

extension ResistiveNetwork {
  /// The hardware that it asks for: here the network is its own circuit, node by node.
  package var fabric: Fabric { fabric(of: nil) }

  /// The same with the places where a spec asks for it.
  package func fabric(of spec: NetworkSpec?) -> Fabric {
    Fabric(
      input: InputBank(
        values: input.valueCount, encoding: input.encoding, fullScale: input.fullScale,
        place: spec?.input.shape.location),
      bias: bias.map { BiasRows($0, place: spec?.bias?.location) },
      layers: hidden.enumerated().map { k, layer in
        NodeLayer(
          layer.units, .rectifier(layer.rectifiers), amplifier: layer.amplifier,
          place: spec?.hidden[k].location)
      } + [NodeLayer(output.nodeCount, .output, place: spec?.output.classes.location)],
      output: OutputBank(
        values: output.classes, encoding: output.encoding, nudge: output.nudge, readGain: output.readGain),
      rectifier: rectifier, readLaw: readLaw, conductanceRange: conductanceRange, mismatch: mismatch)
  }
}
