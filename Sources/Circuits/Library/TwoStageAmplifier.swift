/// An amplifier of two stages that drives a resistor: a differential stage, then a p transistor that pulls up against a
/// constant n current (class A).
///
/// The output delivers and takes as much as its standing current. Its first stage works at twice the bias, and the
/// transistors of both stages are scaled alike, so that without an input the second stage carries its standing current:
/// then no offset is left but that of mismatch and of the finite gain. A capacitor from the output to the first stage's
/// output, with a resistor against the zero, makes one dominant pole.
struct TwoStageAmplifier {
  /// Name of the module.
  var name: String
  /// Microamperes into the bias port's mirror.
  var bias: Double
  /// Microamperes of the output stage at rest.
  var standing: Double

  /// The first stage.
  var stage: DifferentialStage { DifferentialStage(name: name + "_stage", tail: 2 * bias) }

  /// The elements, in a module with nets `vdd`, `vss` and the gate `bias` of the bias mirror; `drive` is the gate of the
  /// pulling transistor.
  func items(inp: String, inn: String, out: String, drive: String) -> [Item] {
    [
      // The second stage turns the sign over once more.
      stage.instance("stage", inp: inn, inn: inp, out: drive, bias: "ib"),
      Element.p("up", standing * Sizing.mirrorP, drain: out, gate: drive),
      Element.n("down", standing * Sizing.mirrorN, drain: out, gate: "ib"),
      // A little more than one over the transconductance of the pulling transistor, 8 a volt times its current.
      .element(.resistor("z", drive, "z", ohms: 0.2 / (standing * 1e-6))),
      .element(.capacitor("z", "z", out, farads: 1e-12)),
    ]
  }
}
