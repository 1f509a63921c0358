/// Names that a chip cannot have, because its top cell would collide with a word of a netlist language, with a
/// built-in device of a simulator, or with a cell of the chip itself.
enum ReservedNames {
  /// Why a name is reserved; nil for a free one.
  static func reason(_ name: String) -> String? {
    if name.hasPrefix("gd_") || name.hasPrefix("tile_") { return "cells of the chip have names of that form" }
    if words.contains(name) { return "it is a word of a netlist language, or a simulator's own device" }
    return nil
  }

  /// Words of ngspice, HSPICE, Xyce, Spectre and VACASK netlists in the place of a subcircuit's name or before it,
  /// and devices that VACASK and Spectre have under these names.
  private static let words: Set<String> = [
    "abort", "ahdl_include", "alter", "analysis", "bjt", "bsource", "capacitor", "cccs", "ccvs", "clear",
    "control",
    "diode", "elaborate", "else", "elseif", "embed", "end", "endc", "ends", "for", "function", "global",
    "gnd",
    "ground", "ic", "if", "include", "inductor", "inline", "isource", "library", "lib", "load", "model",
    "mosfet",
    "mutual", "nodeset", "options", "param", "parameters", "params", "port", "postprocess", "print", "real",
    "resistor", "return", "save", "section", "endsection", "simulator", "statistics", "subckt", "sweep",
    "var",
    "vccs", "vcvs", "vsource", "vss",
  ]
}
