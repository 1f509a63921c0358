import Quantities
import Technology

/// How wide transistors are made for a current: those of a current mirror carry 5 µA a micrometre (n) or 2.5 µA a
/// micrometre (p) at a length of 0.5 µm, which leaves them saturated at about 0.2 V.
enum Sizing {
  /// Gate length of mirrors and amplifiers: four times the shortest, for gain and matching.
  static let length = 0.5
  /// Micrometres a microampere.
  static let mirrorN = 0.2
  static let mirrorP = 0.4

  /// Microamperes of a current.
  static func microamperes(_ current: Current) -> Double { current.si * 1e6 }
}

extension Element {
  /// An n transistor with its bulk at `vss`; micrometres.
  static func n(
    _ name: String, _ width: Double, _ length: Double = Sizing.length, drain: String, gate: String,
    source: String = "vss"
  ) -> Item {
    mos(name, .nmos, width, length, [drain, gate, source, "vss"])
  }

  /// A p transistor with its bulk at `vdd`; micrometres.
  static func p(
    _ name: String, _ width: Double, _ length: Double = Sizing.length, drain: String, gate: String,
    source: String = "vdd"
  ) -> Item {
    mos(name, .pmos, width, length, [drain, gate, source, "vdd"])
  }

  /// A transistor whose fingers are at most 20 µm wide, as many as fit an even number where there are several.
  static func mos(
    _ name: String, _ flavour: TransistorFlavour, _ width: Double, _ length: Double, _ nets: [String]
  ) -> Item {
    let least = (width / 20).rounded(.up)
    let fingers = least <= 1 ? 1 : Int((least / 2).rounded(.up)) * 2
    let transistor = Transistor(
      flavour, width: Length(si: width * 1e-6), length: Length(si: length * 1e-6), fingers: fingers)
    return .element(
      .transistor(name, transistor, drain: nets[0], gate: nets[1], source: nets[2], bulk: nets[3]))
  }
}
