import Specification

// What the encodings of rows and columns mean for an array.

extension InputEncoding {
  /// Number of rows of some values: with `complementary`, all +x rows first, then all −x rows.
  package func rowCount(values: Int) -> Int {
    switch self {
    case .complementary: 2 * values
    case .single: values
    }
  }

  /// The value of a row, and whether the row is its complement.
  package func value(ofRow row: Int, values: Int) -> (value: Int, isComplement: Bool) {
    row < values ? (row, false) : (row - values, true)
  }

  /// The rows in the order in which they lie on a chip: a complementary pair side by side.
  package func physicalOrder(values: Int) -> [Int] {
    switch self {
    case .complementary: (0..<values).flatMap { [$0, values + $0] }
    case .single: Array(0..<values)
    }
  }

  /// Row voltages of values in 0…1, volts.
  package func rowVoltages(_ values: [Double], fullScale: Double) -> [Double] {
    let plus = values.map { $0 * fullScale }
    switch self {
    case .complementary: return plus + plus.map { -$0 }
    case .single: return plus
    }
  }
}

extension OutputEncoding {
  /// Number of nodes of some values.
  package func nodeCount(values: Int) -> Int {
    switch self {
    case .single: values
    case .differential: 2 * values
    case .referenceColumn: values + 1
    }
  }

  /// Positive and negative node of a value; the negative one is nil for ground.
  package func nodes(of value: Int, values: Int) -> (positive: Int, negative: Int?) {
    switch self {
    case .single: (value, nil)
    case .differential: (2 * value, 2 * value + 1)
    case .referenceColumn: (value, values)
    }
  }

  /// Values of node voltages.
  package func values(of nodes: [Double], values: Int) -> [Double] {
    (0..<values).map { c in
      let pair = self.nodes(of: c, values: values)
      return nodes[pair.positive] - (pair.negative.map { nodes[$0] } ?? 0)
    }
  }
}

extension RectifierScheme {
  /// Whether a neuron is excitatory (v ≥ 0) rather than inhibitory (v ≤ 0).
  package func isExcitatory(_ unit: Int, of units: Int) -> Bool {
    switch self {
    case .halves: unit < (units + 1) / 2
    case .alternating: unit % 2 == 0
    }
  }
}
