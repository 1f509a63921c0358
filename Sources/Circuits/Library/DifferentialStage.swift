import Quantities
import Technology

/// A differential pair with mirrors as its load: the first stage of every amplifier of the library.
///
/// The pair of n transistors steers the tail's current; mirrors turn its halves over, so that `out` gets the difference.
/// `out` rises with `inp`. Voltage gain is the transconductance of the pair over the output conductances, about a hundred
/// at 0.5 µm. It works for inputs above about 0.6 V. `out` reaches the supply; with one mirror, of which the pair itself is
/// the other side, it goes down to about 0.6 V below the inputs only, with three it reaches ground too.
struct DifferentialStage {
  /// Name of the module.
  var name: String
  /// Microamperes of the tail.
  var tail: Double
  /// Micrometres an input transistor is wide for each microampere of the tail; more is weaker inversion, less offset.
  var inputWidth = 0.4
  /// Whether `out` reaches ground.
  var isSymmetric = false

  /// The module.
  var module: Module {
    let half = tail / 2
    let input = tail * inputWidth
    let pair = [
      Element.n("tail", tail * Sizing.mirrorN, drain: "t", gate: "ib"),
      Element.n("inp", input, drain: "a", gate: "inp", source: "t"),
      Element.n("inn", input, drain: isSymmetric ? "b" : "out", gate: "inn", source: "t"),
      Element.p("ma", half * Sizing.mirrorP, drain: "a", gate: "a"),
      Element.p("mo", half * Sizing.mirrorP, drain: "out", gate: "a"),
    ]
    let second = [
      Element.p("mb", half * Sizing.mirrorP, drain: "b", gate: "b"),
      Element.p("mt", half * Sizing.mirrorP, drain: "c", gate: "b"),
      Element.n("mc", half * Sizing.mirrorN, drain: "c", gate: "c"),
      Element.n("md", half * Sizing.mirrorN, drain: "out", gate: "c"),
    ]
    return Module(
      name: name, kind: .leaf, comment: "differential pair with mirrors as its load, out rises with inp",
      ports: ["inp", "inn", "out", "ib", "vdd", "vss"], items: isSymmetric ? pair + second : pair)
  }

  /// An instance in a module that has the nets `vdd` and `vss`.
  func instance(_ element: String, inp: String, inn: String, out: String, bias: String) -> Item {
    .element(
      .instance(
        element, of: module,
        pins: ["inp": inp, "inn": inn, "out": out, "ib": bias, "vdd": "vdd", "vss": "vss"]))
  }
}

/// The input of a mirror: a transistor whose gate is at its drain, from which others copy the current.
enum MirrorInput {
  /// The current flows into `net`.
  static func n(_ name: String, _ net: String, microamperes: Double) -> Item {
    Element.n(name, microamperes * Sizing.mirrorN, drain: net, gate: net)
  }
  /// The current flows out of `net`.
  static func p(_ name: String, _ net: String, microamperes: Double) -> Item {
    Element.p(name, microamperes * Sizing.mirrorP, drain: net, gate: net)
  }
}
