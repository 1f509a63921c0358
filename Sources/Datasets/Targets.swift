import Specification

/// The targets of some samples, in their order.
package enum Targets: Sendable {
  /// Classes, from 0.
  case labels([Int])
  /// Numbers.
  case vectors(VectorTargets)

  /// Number of samples.
  package var count: Int {
    switch self {
    case .labels(let labels): labels.count
    case .vectors(let vectors): vectors.count
    }
  }

  /// Their kind.
  package var kind: TargetKind {
    switch self {
    case .labels: .label
    case .vectors: .vector
    }
  }

  /// The numbers; nil: they are classes.
  package var vectors: VectorTargets? { if case .vectors(let vectors) = self { vectors } else { nil } }

  /// The target of a sample.
  package subscript(index: Int) -> Target {
    switch self {
    case .labels(let labels): .label(labels[index])
    case .vectors(let vectors): .vector(vectors[index])
    }
  }

  /// Those at some indices, in their order.
  func subset(_ indices: [Int]) -> Targets {
    switch self {
    case .labels(let labels): .labels(indices.map { labels[$0] })
    case .vectors(let vectors):
      .vectors(VectorTargets(width: vectors.width, values: indices.flatMap { vectors[$0] }))
    }
  }
}

/// Numbers that samples are to be answered with, the same number for each; raw, or scaled so that those of the training
/// samples lie about −1…1.
package struct VectorTargets: Sendable, Equatable {
  /// Numbers a sample.
  package let width: Int
  /// One sample after another.
  package let values: [Double]
  /// What a sample's column is in the mean, and how it varies about that.
  package let means, variances: [Double]

  /// Wraps numbers.
  package init(width: Int, values: [Double]) {
    precondition(width > 0 && values.count % width == 0, "the same number for each sample")
    (self.width, self.values) = (width, values)
    let statistics = ColumnStatistics(values, columns: width)
    (means, variances) = (statistics.mean, statistics.deviation.map { $0 * $0 })
  }

  /// Number of samples.
  package var count: Int { values.count / width }
  /// The numbers of a sample.
  package subscript(index: Int) -> [Double] { Array(values[index * width..<(index + 1) * width]) }
  /// Those of a column.
  package func column(_ column: Int) -> [Double] {
    stride(from: column, to: values.count, by: width).map { values[$0] }
  }

  /// Columns in which all samples have the same number: R² is not defined for them.
  var constantColumns: [Int] { variances.indices.filter { !(variances[$0] > 0) } }

  /// What is left unexplained of a sample by an answer in the same unit: the squared miss over the variance of its column,
  /// in the mean over the columns. Its mean over all samples is 1 − R².
  package func unexplained(_ target: [Double], by answer: [Double]) -> Double {
    var sum = 0.0
    for c in 0..<width {
      let miss = answer[c] - target[c]
      sum += miss * miss / variances[c]
    }
    return sum / Double(width)
  }
}

/// How raw target values become those of −1…1, and back.
///
/// All of it comes from the training samples; nothing is cut off, so that a target beyond them stays what it is.
package struct TargetScaling: Sendable, Equatable {
  /// Raw values that become 0 and 1 as inputs do: −1 and 1 of a target.
  package let range: ValueScaling

  /// What a spec asks for; nil: the smallest and the largest value of each column.
  init(_ spec: ScaleSpec?, _ targets: VectorTargets) {
    let statistics = ColumnStatistics(targets.values, columns: targets.width)
    range =
      switch spec {
      case .measured(.none): ValueScaling(.none, low: -1, high: 1)
      case .measured(let kind): ValueScaling(kind, statistics)
      case .range(let low, let high): ValueScaling(.whole, low: low, high: high)
      case nil: ValueScaling(.minMax, statistics)
      }
  }

  /// The scaled value of a column.
  package func scaled(_ value: Double, column: Int) -> Double {
    2 * range.position(value, column: column) - 1
  }
  /// The raw value of a column.
  package func raw(_ value: Double, column: Int) -> Double {
    let (low, high) = ends(column)
    return 0.5 * (1 - value) * low + 0.5 * (1 + value) * high
  }
  /// Raw units of a scaled one.
  package func unit(_ column: Int) -> Double {
    let (low, high) = ends(column)
    return 0.5 * high - 0.5 * low
  }
  private func ends(_ column: Int) -> (low: Double, high: Double) {
    (range.low[range.low.count == 1 ? 0 : column], range.high[range.high.count == 1 ? 0 : column])
  }

  /// Targets in scaled units.
  func applied(to targets: VectorTargets) -> VectorTargets {
    VectorTargets(
      width: targets.width,
      values: targets.values.enumerated().map { scaled($1, column: $0 % targets.width) })
  }
}
