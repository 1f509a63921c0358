import Diagnostics
import Fabrics
import Mapping
import Quantities

extension DesignRule {
  /// Drivers and amplifiers against all the cells that they feed.
  ///
  /// A driver of output resistance R loses R G / (1 + R G) of its voltage under a row of conductance G; an amplifier must
  /// source the row's current. (A driver's own current limit is GD0502.)
  static let fanOut = DesignRule(code: "GD1104", stage: .chip) { subject in
    var (found, worst) = ([Diagnostic](), 0.0)
    for block in subject.chip.blocks {
      let k = block.connection
      let bounds = RowConductance(block, subject)
      let place =
        k < subject.fabric.outputLayer
        ? subject.spec.network.hidden[k].location : subject.spec.network.output.classes.location
      if let (low, high) = bounds.ofDrivers {
        let resistance = subject.chip.technology.peripherals.driverResistance.value.si
        func sag(_ siemens: Double) -> Double { resistance * siemens / (1 + resistance * siemens) }
        worst = max(worst, sag(high))
        if sag(high) > 0.1 {
          let isHopeless = sag(low) > 0.5
          found.append(
            Diagnostic(
              isHopeless ? .error : .warning, "GD1104",
              "a driver of connection \(k + 1) sags by \(bounds.isKnown ? "" : "up to ")\(percent(sag(high))) under the "
                + "\(block.columnCount) cells of its row; at most 10 % is sound", at: place,
              advice: "fewer columns on a row, or a stronger driver"))
        }
      }
      if k > 0, subject.fabric.gain(k - 1) > 1, let (_, high) = bounds.ofNeurons,
        let limit = subject.chip.technology.neuron.maximumCurrent?.value
      {
        let law = subject.fabric.readLaw
        let volts = abs(subject.chip.signedRowVoltage(0, connection: k).si)
        let current = Current(si: high * law.currentPerConductance(volts))
        if current > limit {
          found.append(
            Diagnostic(
              .warning, "GD1104",
              "an amplifier behind \(subject.name(ofLayer: k - 1)) would source up to \(current.formatted(digits: 3)) into "
                + "the \(block.columnCount) cells of its row; the neuron circuit can do \(limit.formatted(digits: 3))",
              at: place, advice: "fewer columns on a row, or a lower gain"))
        }
      }
    }
    return RuleOutcome(
      found,
      figures: [DesignFigure("driver-sag", "Largest loss of a driver under its row", worst, better: .lower)])
  }
}

/// Conductance of the rows of a connection, in siemens: of the weakest and the strongest programming, or as trained.
private struct RowConductance {
  /// Of rows with a driver (inputs, bias) and of rows that neurons drive; nil without such rows.
  let ofDrivers, ofNeurons: (low: Double, high: Double)?
  /// Whether it is that of trained weights.
  let isKnown: Bool

  init(_ block: TileBlock, _ subject: RuleSubject) {
    let k = block.connection
    let signals = subject.fabric.signalRowCount(k)
    let range = subject.fabric.conductanceRange
    let matrix = subject.trained?.conductances.connections[k]
    isKnown = matrix != nil
    func bounds(_ rows: Range<Int>) -> (low: Double, high: Double)? {
      guard !rows.isEmpty else { return nil }
      guard let matrix else {
        let cells = Double(block.columnCount)
        return (cells * range.lowerBound.si, cells * range.upperBound.si)
      }
      let sums = rows.map { row in
        matrix.siemens[row * matrix.columns..<(row + 1) * matrix.columns].reduce(0, +)
      }
      let high = sums.max() ?? 0
      return (high, high)
    }
    ofDrivers = bounds(k == 0 ? 0..<block.rowCount : signals..<block.rowCount)
    ofNeurons = k == 0 ? nil : bounds(0..<signals)
  }
}
