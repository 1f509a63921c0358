/// What a check found.
package enum CheckOutcome: Sendable, Equatable {
  /// Something was measured; it passes when the figure is at most the tolerance.
  case measured(Measurement)
  /// The check does not apply, and why.
  case skipped(String)
  /// Nothing could be measured, and why: a tool rejected the files, or a file is not as expected.
  case failed(String)
  /// An outside program broke down, and how: nothing is known of the chip.
  case unknown(String)
}

/// A measured disagreement.
package struct Measurement: Sendable, Equatable {
  /// The place with the largest disagreement.
  package struct Worst: Sendable, Equatable, Codable {
    /// Testbench and net, or module and quantity.
    package var place: String
    /// What it should be.
    package var expected: Double
    /// What the other program says.
    package var found: Double
  }

  /// What the figure is: `largest relative error of a node voltage`.
  package var quantity: String
  /// The figure; infinite when a value is not a number.
  package var figure: Double
  /// Largest figure that passes.
  package var tolerance: Double
  /// Number of values compared.
  package var count: Int
  /// Where the figure comes from.
  package var worst: Worst?
  /// Further findings.
  package var notes: [String] = []

  /// Whether it passes; a comparison of nothing does not.
  package var passes: Bool { count > 0 && figure <= tolerance }
}

/// Keeps the largest disagreement of many compared values.
struct Comparison {
  private(set) var figure = 0.0
  private(set) var count = 0
  private(set) var worst: Measurement.Worst?

  /// Compares one value: the difference over the larger of its magnitude and `floor`.
  mutating func add(_ place: @autoclosure () -> String, expected: Double, found: Double, floor: Double) {
    let difference = abs(found - expected)
    let scale = max(abs(expected), floor)
    let ratio = difference == 0 ? 0 : difference / scale
    count += 1
    // A NaN must not pass for agreement.
    let error = ratio.isNaN ? .infinity : ratio
    guard error > figure || worst == nil else { return }
    figure = error
    worst = Measurement.Worst(place: place(), expected: expected, found: found)
  }

  func measurement(_ quantity: String, tolerance: Double, notes: [String] = []) -> Measurement {
    Measurement(
      quantity: quantity, figure: figure, tolerance: tolerance, count: count, worst: worst, notes: notes)
  }
}
