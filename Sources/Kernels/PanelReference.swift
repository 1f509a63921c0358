/// `states` values of every node of a layer in the layout of `CKernels`: [node / 16][state][node % 16].
package struct Panel: Equatable {
  /// Number of nodes, a multiple of 16.
  package let nodes: Int
  /// Values a node.
  package let states: Int
  /// The memory.
  package var values: [Float]

  /// A panel of one value.
  package init(nodes: Int, states: Int, repeating value: Float = 0) {
    precondition(nodes % 16 == 0, "panels hold whole blocks of 16 nodes")
    (self.nodes, self.states) = (nodes, states)
    values = [Float](repeating: value, count: nodes * states)
  }

  /// One value.
  package subscript(node: Int, state: Int) -> Float {
    get { values[(node / 16 * states + state) * 16 + node % 16] }
    set { values[(node / 16 * states + state) * 16 + node % 16] = newValue }
  }
}

/// What the kernels of `CKernels` compute, element by element in float64: slow, plain, and their test oracle. The
/// comments of `CKernels.h` are the definitions.
package enum PanelReference {
  /// `gd_relax`.
  package static func relax(
    _ acc: Panel, _ accFactor: Float, _ dot: Panel?, _ dotFactor: Float, bias: [Float], inverse: [Float],
    low: [Float], high: [Float]
  ) -> Panel {
    var result = acc
    for j in 0..<acc.nodes {
      for s in 0..<acc.states {
        var current = Double(accFactor) * Double(acc[j, s]) + Double(bias[j])
        if let dot { current += Double(dotFactor) * Double(dot[j, s]) }
        result[j, s] = Float(min(max(current * Double(inverse[j]), Double(low[j])), Double(high[j])))
      }
    }
    return result
  }

  /// `gd_relax_pair`: the two states apart, then mean and half difference.
  package static func relaxPair(
    _ acc: Panel, _ accFactor: Float, _ dot: Panel, _ dotFactor: Float, bias: [Float], inverse: [Float],
    low: [Float], high: [Float]
  ) -> Panel {
    let batch = dot.states / 2
    var result = Panel(nodes: dot.nodes, states: dot.states)
    for j in 0..<dot.nodes {
      for s in 0..<batch {
        let m =
          Double(accFactor) * Double(acc[j, s]) + Double(dotFactor) * Double(dot[j, s]) + Double(bias[j])
        var d = Double(dotFactor) * Double(dot[j, batch + s])
        if acc.states > batch { d += Double(accFactor) * Double(acc[j, batch + s]) }
        let sides = [m + d, m - d].map {
          min(max($0 * Double(inverse[j]), Double(low[j])), Double(high[j]))
        }
        result[j, s] = Float(0.5 * (sides[0] + sides[1]))
        result[j, batch + s] = Float(0.5 * (sides[0] - sides[1]))
      }
    }
    return result
  }

  /// `gd_relax_output`: the two nudged outputs apart, then mean and half difference.
  package static func relaxOutput(
    _ acc: Panel, _ accFactor: Float, bias: [Float], conductance: [Float], target: Panel,
    beta: (plus: [Float], minus: [Float])
  ) -> Panel {
    let batch = target.states
    var result = Panel(nodes: target.nodes, states: 2 * batch)
    for j in 0..<target.nodes where conductance[j] > 0 {
      for s in 0..<batch {
        let m = Double(accFactor) * Double(acc[j, s]) + Double(bias[j])
        let d = acc.states > batch ? Double(accFactor) * Double(acc[j, batch + s]) : 0
        let sides = [(m + d, Double(beta.plus[j])), (m - d, Double(beta.minus[j]))].map { current, beta in
          (current + beta * Double(target[j, s])) / (Double(conductance[j]) + beta)
        }
        result[j, s] = Float(0.5 * (sides[0] + sides[1]))
        result[j, batch + s] = Float(0.5 * (sides[0] - sides[1]))
      }
    }
    return result
  }

  /// `gd_pair_products`.
  package static func pairProducts(_ pair: Panel, scale: [Float], factor: Float) -> [Float] {
    (0..<pair.nodes).map { j in
      Float(
        scale.indices.reduce(0.0) {
          $0 + Double(scale[$1]) * Double(pair[j, $1]) * Double(pair[j, scale.count + $1])
        } * Double(factor))
    }
  }

  /// `gd_add_differences`.
  package static func addDifferences(_ pair: Panel, scale: [Float], to sums: [Float]) -> [Float] {
    (0..<pair.nodes).map { j in
      Float(
        scale.indices.reduce(Double(sums[j])) { $0 + Double(scale[$1]) * Double(pair[j, scale.count + $1]) })
    }
  }

  /// `gd_scaled_differences`.
  package static func scaledDifferences(_ pair: Panel, scale: [Float]) -> Panel {
    var result = Panel(nodes: pair.nodes, states: scale.count)
    for j in 0..<pair.nodes {
      for s in scale.indices { result[j, s] = scale[s] * pair[j, scale.count + s] }
    }
    return result
  }

  /// `gd_pair_to_plus`.
  package static func plus(_ pair: Panel) -> Panel {
    let batch = pair.states / 2
    var result = Panel(nodes: pair.nodes, states: batch)
    for j in 0..<pair.nodes { for s in 0..<batch { result[j, s] = pair[j, s] + pair[j, batch + s] } }
    return result
  }

  /// `gd_pair_of`.
  package static func pair(_ plain: Panel) -> Panel {
    var result = Panel(nodes: plain.nodes, states: 2 * plain.states)
    for j in 0..<plain.nodes { for s in 0..<plain.states { result[j, s] = plain[j, s] } }
    return result
  }

  /// `gd_sum_groups`.
  package static func sumGroups(_ parts: [Float], stride: Int, groups: Int, count: Int) -> [Float] {
    (0..<count).map { k in (1..<groups).reduce(parts[k]) { $0 + parts[$1 * stride + k] } }
  }

  /// `gd_active_rows`.
  package static func activeRows(_ panel: Panel, _ range: Range<Int>) -> [UInt32] {
    range.filter { j in (0..<panel.states).contains { panel[j, $0] != 0 } }.map {
      UInt32($0 - range.lowerBound)
    }
  }
}
