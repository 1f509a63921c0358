import Quantities

/// A CMOS process, as far as crossbars need it.
public struct Process: Sendable, Equatable {
  /// Name in the library, or the file's own name.
  public var name: String
  /// One sentence.
  public var summary: String
  /// Feature size: the node the process is named after.
  public var node: Cited<Length>
  /// Nominal supply.
  public var supply: Cited<Voltage>
  /// The metal layers, lowest first.
  public var layers: [MetalLayer]
  /// Wires of crossbar rows.
  public var rowWire: Wire
  /// Wires of crossbar columns.
  public var columnWire: Wire
  /// Wires between tiles.
  public var trunkWire: Wire
  /// How the process differs from its nominal self; nil = not stated.
  public var corners: ProcessCorners?
  /// Where its circuits work; nil = anywhere (ideal).
  public var operation: OperatingRange?

  /// The layer of a name; nil if the process has none of it.
  public func layer(_ name: String) -> MetalLayer? { layers.first { $0.name == name } }
}

/// A metal layer, for wires of any width.
public struct MetalLayer: Sendable, Equatable {
  /// The process's own name of it: `met1`.
  public var name: String
  /// Sheet resistance.
  public var sheetResistance: Cited<SheetResistance>
  /// Narrowest wire.
  public var minimumWidth: Cited<Length>
  /// Shortest distance of the centres of narrowest wires.
  public var minimumPitch: Cited<Length>
  /// Capacitance of the wire's face to the layers below.
  public var areaCapacitance: Cited<CapacitancePerArea>
  /// Capacitance of each of the wire's two edges.
  public var edgeCapacitance: Cited<CapacitancePerLength>
  /// Largest direct current per width (electromigration); nil = not limited (ideal).
  public var currentLimit: Cited<CurrentPerLength>?

  /// Smallest distance between two wires.
  public var minimumSpacing: Length { minimumPitch.value - minimumWidth.value }
}

/// A wire of a metal layer at the width used.
public struct Wire: Sendable, Equatable {
  /// Metal layer.
  public var layer: String
  /// Sheet resistance.
  public var sheetResistance: Cited<SheetResistance>
  /// Drawn width.
  public var width: Cited<Length>
  /// Capacitance to everything around.
  public var capacitance: Cited<CapacitancePerLength>
  /// Largest direct current (electromigration), for this width; nil = not limited (ideal).
  public var maximumCurrent: Cited<Current>?

  /// Resistance of a length.
  public var resistancePerLength: ResistancePerLength { sheetResistance.value / width.value }

  /// A wire of a width on a layer: its capacitance is that of two edges and a face, its current limit the
  /// layer's times the width. Coupling to neighbours is not in the capacitance: crossbar wires are drawn far
  /// apart, and a neighbour's share would be counted twice.
  public init(on metal: MetalLayer, width: Cited<Length>) {
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
