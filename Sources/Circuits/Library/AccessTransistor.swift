import Quantities
import Technology

/// The transistor of a 1T1R cell, of thick oxide for the voltages that write devices.
///
/// With its word line at 3.3 V it must be small against the cell (at most 30 µS, more than 33 kΩ): 5 µm of width are
/// below 2 kΩ. (What leaks with the word line at 0 V is no figure here: it is less
/// than what the simulator puts across every junction, 1 pS.)
package struct AccessTransistor: LibraryCircuit {
  package static let name = "access-transistor"
  package static let summary = "transistor of a 1T1R cell, thick oxide"
  package static let standardBias = Current(si: 30e-6)
  package static let standardLoad = Resistance(si: 1e3)

  /// Volts of a word line that is on, and of a device that is written.
  static let wordLine = 3.3

  private let conditions: CircuitConditions

  package init(_ conditions: CircuitConditions) { self.conditions = conditions }

  package var modules: [Module] {
    [
      Module(
        name: "gd_access", kind: .leaf, comment: Self.summary, ports: ["cell", "wl", "sl", "vss"],
        items: [Element.mos("access", .nmosThick, 5, 0.5, ["cell", "wl", "sl", "vss"])])
    ]
  }

  package var benches: [Bench] {
    let middle = conditions.middle
    func elements(_ wordLine: Double, _ stimulus: Element) -> [Element] {
      [
        .supply("dd", "vdd", volts: conditions.supply.si), .supply("cm", "cm", volts: middle),
        .supply("wl", "wl", volts: wordLine), stimulus,
        conditions.instance(of: modules, ["cell": "cell", "wl": "wl", "sl": "cm"]),
      ]
    }
    return [
      Bench(
        name: "on", summary: "volts at the cell's side for a current through it; the gain is its resistance",
        elements: elements(
          Self.wordLine, .current("cell", from: Circuit.ground, into: "cell", amperes: 0)),
        stimulus: "cell", centre: 0, response: .voltage("cell"),
        transfer: .linear(gain: nil, at: 0, value: middle),
        sweep: .init(-conditions.bias.si...conditions.bias.si, steps: 60, tolerance: 5e-3))
    ]
  }
}
