import Quantities

/// A CMOS process, as far as crossbars need it.
package struct Process: Sendable, Equatable {
  /// Name in the library, or the file's own name.
  package var name: String
  /// One sentence.
  package var summary: String
  /// Feature size: the node the process is named after.
  package var node: Cited<Length>
  /// Nominal supply.
  package var supply: Cited<Voltage>
  /// The metal layers, lowest first.
  package var layers: [MetalLayer]
  /// Wires of crossbar rows.
  package var rowWire: Wire
  /// Wires of crossbar columns.
  package var columnWire: Wire
  /// Wires between tiles.
  package var trunkWire: Wire
  /// How the process differs from its nominal self; nil = not stated.
  package var corners: ProcessCorners?
  /// Where its circuits work; nil = anywhere (ideal).
  package var operation: OperatingRange?
  /// Its transistors, for simulators; nil = none are known.
  package var models: TransistorModels?

  /// The layer of a name; nil if the process has none of it.
  package func layer(_ name: String) -> MetalLayer? { layers.first { $0.name == name } }
}

/// A metal layer, for wires of any width.
package struct MetalLayer: Sendable, Equatable {
  /// The process's own name of it: `met1`.
  package var name: String
  /// Sheet resistance.
  package var sheetResistance: Cited<SheetResistance>
  /// Narrowest wire.
  package var minimumWidth: Cited<Length>
  /// Shortest distance of the centres of narrowest wires.
  package var minimumPitch: Cited<Length>
  /// Capacitance of the wire's face to the layers below.
  package var areaCapacitance: Cited<CapacitancePerArea>
  /// Capacitance of each of the wire's two edges.
  package var edgeCapacitance: Cited<CapacitancePerLength>
  /// Largest direct current per width (electromigration); nil = not limited (ideal).
  package var currentLimit: Cited<CurrentPerLength>?

  /// Smallest distance between two wires.
  package var minimumSpacing: Length { minimumPitch.value - minimumWidth.value }
}

/// A wire of a metal layer at the width used.
package struct Wire: Sendable, Equatable {
  /// Metal layer.
  package var layer: String
  /// Sheet resistance.
  package var sheetResistance: Cited<SheetResistance>
  /// Drawn width.
  package var width: Cited<Length>
  /// Capacitance to everything around.
  package var capacitance: Cited<CapacitancePerLength>
  /// Largest direct current (electromigration), for this width; nil = not limited (ideal).
  package var maximumCurrent: Cited<Current>?

  /// Resistance of a length.
  package var resistancePerLength: ResistancePerLength { sheetResistance.value / width.value }

  /// A wire of a width on a layer: its capacitance is that of two edges and a face, its current limit the
  /// layer's times the width. Coupling to neighbours is not in the capacitance: crossbar wires are drawn far
  /// apart, and a neighbour's share would be counted twice.
  package init(on metal: MetalLayer, width: Cited<Length>) {
    layer = metal.name
    sheetResistance = metal.sheetResistance
    self.width = width
    let w = width.value
    let face = metal.areaCapacitance.value.si * w.si
    let edges = 2 * metal.edgeCapacitance.value.si
    // The origin is that of the terms that count: a face assumed to be zero does not make the sum an assumption.
    let faceCounts = face != 0 && metal.areaCapacitance.provenance.isAssumption
    capacitance = Cited(
      CapacitancePerLength(si: face + edges),
      faceCounts ? metal.areaCapacitance.provenance : metal.edgeCapacitance.provenance,
      note:
        "2 edges of \(metal.edgeCapacitance.value) and a face of \(metal.areaCapacitance.value), \(w) wide")
    maximumCurrent = metal.currentLimit.map { limit in
      Cited(Current(si: limit.value.si * w.si), limit.provenance, note: "\(limit.value), \(w) wide")
    }
  }
}
