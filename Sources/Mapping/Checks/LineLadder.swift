/// A crossbar line through several tiles: links in series from the driven end, and at the end of each link a tap
/// where the line of one tile's cells begins.
///
/// The far ends of all cells are at 0 V and all cells have one conductance. The voltages then follow exactly, as
/// in any ladder, from the admittances summed up from the far end.
struct LineLadder {
  /// One link and the tile at its end.
  struct Tap {
    /// Resistance of the link from the tap before, ohms.
    var link: Double
    /// Cells on the tile's line.
    var cells: Int
  }

  /// From the driven end on.
  var taps: [Tap]
  /// Resistance of a tile's line from cell to cell, and from the tap to the first, ohms.
  var segment: Double

  /// Share of the driven end's voltage that is missing at the cell where most is.
  ///
  /// It grows with the conductance of every single cell (the voltages of a grounded resistor network fall when any
  /// of its conductances to ground grows), so its values for the lowest and the highest conductance are bounds for
  /// every programming.
  func loss(siemens g: Double) -> Double {
    var lines: [Int: (admittance: Double, transfer: Double)] = [:]
    for tap in taps where lines[tap.cells] == nil { lines[tap.cells] = line(of: tap.cells, siemens: g) }
    // Admittance to the right of each tap, its own line included.
    var admittances = [Double](repeating: 0, count: taps.count)
    var beyond = 0.0
    for index in taps.indices.reversed() {
      admittances[index] = beyond + (lines[taps[index].cells]?.admittance ?? 0)
      beyond = admittances[index] / (1 + taps[index].link * admittances[index])
    }
    var voltage = 1.0
    var lowest = 1.0
    for (tap, admittance) in zip(taps, admittances) {
      voltage /= 1 + tap.link * admittance
      lowest = min(lowest, voltage * (lines[tap.cells]?.transfer ?? 1))
    }
    return 1 - lowest
  }

  /// What a line of cells draws at its start, per volt, and what arrives at its last cell.
  private func line(of cells: Int, siemens g: Double) -> (admittance: Double, transfer: Double) {
    var admittance = 0.0
    var transfer = 1.0
    for _ in 0..<cells {
      admittance += g
      transfer /= 1 + segment * admittance
      admittance /= 1 + segment * admittance
    }
    return (admittance, transfer)
  }
}
