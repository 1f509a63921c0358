import Fabrics
import Foundation

// Outputs that are held at values: with an output pair or a reference column only differences of nodes are held, and
// the group of nodes that they join floats to where its total current is 0.
extension ResistiveModel {
  /// A node of a group and its fixed distance from the group's voltage, volts.
  private typealias Member = (node: Int, offset: Double)

  /// The floating groups; none for `single`, whose nodes are held against ground.
  private func floatingGroups(_ nudge: Nudge) -> [[Member]] {
    let base = offsets[layerCount - 1]
    let classes = network.output.classes
    switch network.output.encoding {
    case .single: return []
    case .differential:
      return (0..<classes).map { [(base + 2 * $0, nudge.target[$0]), (base + 2 * $0 + 1, 0)] }
    case .referenceColumn:
      return [(0..<classes).map { (base + $0, nudge.target[$0]) } + [(base + classes, 0)]]
    }
  }

  /// The exact minimum of the output block: with v_j = u + d_j, Σ_j ½ (P_j e^{−u − d_j} − M_j e^{u + d_j}) = 0 gives
  /// u = ½ ln(Σ P_j e^{−d_j} / Σ M_j e^{d_j}) in units of v₀; for the linear law u = Σ (P_j − G_j d_j) / Σ G_j.
  func holdOutput(_ s: UnsafeMutablePointer<Double>, _ prepared: Prepared, _ nudge: Nudge) {
    let n = nodeTotal
    if network.output.encoding == .single {
      for c in 0..<network.output.classes { s[offsets[layerCount - 1] + c] = nudge.target[c] }
    }
    for group in floatingGroups(nudge) {
      var (above, below) = (0.0, 0.0)
      for (j, offset) in group {
        if let v0 {
          above += s[Field.upPlus * n + j] * exp(-offset / v0)
          below += s[Field.upMinus * n + j] * exp(offset / v0)
        } else {
          above += s[Field.upPlus * n + j] - prepared.columnSums[j] * offset
          below += prepared.columnSums[j]
        }
      }
      // A group without conductance stays near where it was.
      var common = s[group[group.count - 1].node]
      if let v0, above > 0, below > 0 { common = 0.5 * v0 * log(above / below) }
      if v0 == nil, below > 0 { common = above / below }
      for (j, offset) in group { s[j] = common + offset }
    }
  }

  /// Largest current into a group over (its total conductance × largest source voltage).
  func heldResidual(_ s: UnsafeMutablePointer<Double>, _ prepared: Prepared, _ nudge: Nudge) -> Double {
    fillCurrents(layer: layerCount - 1, s, prepared, nudge: nil)
    var largest = 0.0
    for group in floatingGroups(nudge) {
      let current = abs(group.reduce(0) { $0 + s[Field.current * nodeTotal + $1.node] })
      let total = group.reduce(0) { $0 + prepared.columnSums[$1.node] }
      if current.isNaN { return .infinity }
      if total > 0 { largest = max(largest, current / (total * network.largestSource.si)) }
    }
    return largest
  }
}
