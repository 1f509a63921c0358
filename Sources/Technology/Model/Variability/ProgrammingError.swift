import Quantities

/// What remains between target and conductance after the device's own published write procedure (single shot, or
/// write and verify), as a function of the target.
package struct ProgrammingError: Sendable, Equatable {
  /// Standard deviation as a function of the target.
  package var deviation: ConductancePolynomial
  /// Lowest target, over the polynomial's full scale, that it was measured for.
  package var validFrom: Cited<Ratio>?
  /// Highest target, over the polynomial's full scale, that it was measured for; nil = 100 %.
  package var validTo: Cited<Ratio>?
  /// Number of conductance levels the procedure can aim at, evenly spaced from the lower to the upper bound; nil =
  /// any conductance.
  package var levels: Cited<Ratio>?
  /// Share of writes that end in another level than the one aimed at (the opposite one of a binary device); nil = it
  /// is in the deviation, or not stated.
  package var errorRate: Cited<Ratio>?

  /// The conductances that the deviation is stated for.
  package var validity: ClosedRange<Conductance> {
    let full = deviation.fullScale.value
    return (validFrom?.value.si ?? 0) * full...(validTo?.value.si ?? 1) * full
  }
}
