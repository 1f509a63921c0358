import Fabrics
import Foundation
import Kernels
import Mapping
import Quantities
import Specification

/// The nodes of a resistive network as a circuit with capacitances: M dv/dt = i(v).
///
/// Node j of layer k has the capacitance G_k to ground, the row behind it R_k, and every cell c. With the amplifiers'
/// law (voltage times A, current times B backward) Kirchhoff's law reads
///
///   (G_k + c rows_k + A_k B_k (R_k + c columns_{k+1})) v̇_kj − c A_{k−1} Σ_i v̇_{k−1,i} − c B_k Σ_l v̇_{k+1,l} = i_kj(v),
///
/// for rows at rest, and a step of the input rows moves the charge c Σ_i Δr_i. Row k times c_k (``ResistiveNetwork``)
/// makes M, and K = −∂i/∂v, symmetric: the circuit flows down its energy, and its modes decay. Amplifiers with a pole
/// hold the voltages of their outputs besides: see ``Amplification``.
struct NodeDynamics: Sendable {
  let fabric: Fabric
  let conductances: Conductances
  /// First node of each layer, and the number of nodes at the end.
  let offsets: [Int]
  /// v₀; nil = linear.
  let v0: Double?
  /// The amplifiers behind the nodes as they are without delay.
  let amplification: Amplification
  /// Time constants of the amplifiers.
  let lags: Amplification.Lags
  /// Capacitance to ground of a node, by layer.
  let ground: [Double]
  /// Capacitance of the row behind a node to ground, by layer; 0 for the last one.
  let row: [Double]
  /// Capacitance of a cell.
  let cell: Double
  /// Nodes below which, or above which, a rectifier conducts.
  private let thresholds: [Double]
  private let isExcitatory: [Bool]
  private let onConductance: Double

  /// The circuit of a chip with some conductances.
  /// - Parameters:
  ///   - wires: whether the capacitance of its wires counts.
  ///   - lags: time constants of the amplifiers.
  init(
    _ chip: Chip, _ conductances: Conductances, wires: WireModel, lags: Amplification.Lags = .none
  ) {
    let fabric = chip.fabric
    let layers = fabric.layers.indices
    self.fabric = fabric
    self.conductances = conductances
    offsets = layers.reduce(into: [0]) { $0.append($0[$0.count - 1] + fabric.nodeCount($1)) }
    v0 = fabric.readLaw.nonlinearityVoltage?.si
    amplification = Amplification(fabric)
    self.lags = lags
    let row = layers.map { k in
      wires == .none || k == fabric.outputLayer ? 0 : chip.rowLine(chip.blocks[k + 1]).capacitance.si
    }
    // What amplifiers reflect of their rows is a matter of their delay.
    ground = layers.map { chip.nodeLoad($0, wires: wires).ground.si - fabric.loopGain($0) * row[$0] }
    self.row = row
    cell = chip.technology.device.capacitance.value.si
    let nodes = layers.flatMap { k in (0..<fabric.nodeCount(k)).map { (layer: k, node: $0) } }
    thresholds = nodes.map {
      $0.layer < fabric.outputLayer ? fabric.rectifier.forwardVoltage.si : .infinity
    }
    isExcitatory = nodes.map {
      $0.layer < fabric.outputLayer ? fabric.layers[$0.layer].isExcitatory($0.node) : true
    }
    onConductance = fabric.rectifier.onConductance.si
  }

  var nodeCount: Int { offsets[offsets.count - 1] }
  var layerCount: Int { ground.count }
  func nodes(_ layer: Int) -> Range<Int> { offsets[layer]..<offsets[layer + 1] }
  /// c_k by layer, of amplifiers without delay.
  var scales: [Double] { amplification.scales }
  /// Whether nothing takes time.
  var isInstant: Bool { cell == 0 && (ground + row).allSatisfy { $0 == 0 } && lags.slowest == 0 }
  /// The amplifiers at rest behind some node voltages; 0 for the last layer.
  func amplifiers(_ v: [Double], _ point: Point) -> Amplification.State {
    func behind(_ value: (Int, Int) -> Double) -> [Double] {
      (0..<layerCount).flatMap { k in nodes(k).map { k + 1 < layerCount ? value(k, $0) : 0 } }
    }
    return Amplification.State(
      outputs: behind { amplification.forward[$0] * v[$1] },
      currents: behind { amplification.backward[$0] * point.rowCurrents[$1] })
  }

  /// What holds the input rows, and what they need at the first layer.
  struct Drive: Sendable {
    /// Volts of every row of the first connection.
    let rows: [Double]
    /// Σ g e^{r/v₀} and Σ g e^{−r/v₀} at each node; Σ g r and Σ g for the linear law.
    let plus, minus: [Double]
    /// The same times r.
    let plusByRow, minusByRow: [Double]
  }

  /// The first layer's sums for input values in 0…1.
  func drive(_ inputs: [Double]) -> Drive {
    let rows =
      fabric.inputRows(inputs) + (fabric.bias?.volts ?? [])
    let matrix = conductances.connections[0]
    let up = rows.map { r in v0.map { exp(r / $0) } ?? r }
    let down = rows.map { r in v0.map { exp(-r / $0) } ?? 1 }
    func sums(_ x: [Double]) -> [Double] {
      var y = [Double](repeating: 0, count: matrix.columns)
      y.withUnsafeMutableBufferPointer { y in
        matrix.siemens.withUnsafeBufferPointer { g in
          guard let g = g.baseAddress, let y = y.baseAddress else { return }
          DenseKernels.addColumnProduct(g, rows: matrix.rows, columns: matrix.columns, x, into: y)
        }
      }
      return y
    }
    return Drive(
      rows: rows, plus: sums(up), minus: sums(down), plusByRow: sums(zip(up, rows).map(*)),
      minusByRow: sums(zip(down, rows).map(*)))
  }

  /// The circuit at some voltages: currents, slopes and powers.
  struct Point: Sendable {
    /// Net current into each node.
    var currents: [Double]
    /// Current out of the row behind each node, into its cells.
    var rowCurrents: [Double]
    /// Σ of the differential conductances at each node, its rectifier included, the spring not.
    var slopes: [Double]
    /// Differential conductances of the cells of the connections after the first, row-major.
    var cells: [[Double]]
    /// Powers; the springs' are not in it.
    var power: PowerLedger
    /// What the amplifiers do.
    var amplification: Amplification
  }

  /// Evaluates the circuit.
  /// - Parameters:
  ///   - v: volts of all nodes.
  ///   - amplification: of the amplifiers; nil = without delay.
  func point(_ v: [Double], _ drive: Drive, nudge: Nudge?, _ amplification: Amplification? = nil) -> Point {
    var point = Point(
      currents: [Double](repeating: 0, count: nodeCount),
      rowCurrents: [Double](repeating: 0, count: nodeCount), slopes: [Double](repeating: 0, count: nodeCount),
      cells: [], power: PowerLedger(connections: layerCount),
      amplification: amplification ?? self.amplification)
    addInputs(v, drive, &point)
    for k in 1..<max(1, layerCount) { addConnection(k, v, &point) }
    for j in 0..<nodeCount {
      let excess = isExcitatory[j] ? min(v[j] + thresholds[j], 0) : max(v[j] - thresholds[j], 0)
      guard excess != 0 else { continue }
      point.currents[j] -= onConductance * excess
      point.slopes[j] += onConductance
      point.power.rectifiers.si += onConductance * excess * v[j]
    }
    if let nudge {
      forEachSpring(nudge) { positive, negative, beta, target in
        let miss = target - v[positive] + (negative.map { v[$0] } ?? 0)
        point.currents[positive] += beta * miss
        if let negative { point.currents[negative] -= beta * miss }
        point.power.springs.si += beta * miss * miss
        point.power.targets.si += beta * miss * target
      }
      let base = offsets[layerCount - 1]
      for (c, current) in (nudge.currents ?? []).enumerated() {
        let pair = fabric.output.nodes(ofClass: c)
        point.currents[base + pair.positive] += current
        point.power.targets.si += current * v[base + pair.positive]
        guard let negative = pair.negative else { continue }
        point.currents[base + negative] -= current
        point.power.targets.si -= current * v[base + negative]
      }
    }
    return point
  }

  /// Calls `body` with the nodes, β and target of every spring.
  func forEachSpring(_ nudge: Nudge, _ body: (Int, Int?, Double, Double) -> Void) {
    let base = offsets[layerCount - 1]
    for c in 0..<fabric.output.values {
      let pair = fabric.output.nodes(ofClass: c)
      body(base + pair.positive, pair.negative.map { base + $0 }, nudge.strength(c), nudge.target[c])
    }
  }

  /// Class values of node voltages.
  func classValues(_ v: [Double]) -> [Double] {
    fabric.output.classValues(Array(v[offsets[layerCount - 1]..<nodeCount]))
  }

  private func addInputs(_ v: [Double], _ drive: Drive, _ point: inout Point) {
    var (cells, delivered, biased) = (0.0, 0.0, 0.0)
    let matrix = conductances.connections[0]
    for j in nodes(0) {
      guard let v0 else {
        let current = drive.plus[j] - drive.minus[j] * v[j]
        point.currents[j] += current
        point.slopes[j] += drive.minus[j]
        let fromRows = drive.plusByRow[j] - drive.plus[j] * v[j]
        delivered += fromRows
        cells += fromRows - v[j] * current
        continue
      }
      let (up, down) = (exp(v[j] / v0), exp(-v[j] / v0))
      let current = 0.5 * v0 * (drive.plus[j] * down - drive.minus[j] * up)
      point.currents[j] += current
      point.slopes[j] += 0.5 * (drive.plus[j] * down + drive.minus[j] * up)
      let fromRows = 0.5 * v0 * (drive.plusByRow[j] * down - drive.minusByRow[j] * up)
      delivered += fromRows
      cells += fromRows - v[j] * current
    }
    let law = fabric.readLaw
    for i in fabric.signalRowCount(0)..<fabric.rowCount(0) {
      for j in 0..<matrix.columns {
        biased +=
          drive.rows[i] * matrix.siemens[i * matrix.columns + j]
          * law.currentPerConductance(drive.rows[i] - v[j])
      }
    }
    point.power.cells[0].si = cells
    point.power.inputs.si += delivered - biased
    point.power.biases.si += biased
  }

  private func addConnection(_ k: Int, _ v: [Double], _ point: inout Point) {
    let matrix = conductances.connections[k]
    let (columns, signals) = (matrix.columns, fabric.signalRowCount(k))
    let (above, own, amplification) = (offsets[k - 1], offsets[k], point.amplification)
    let (forward, backward) = (amplification.forward[k - 1], amplification.backward[k - 1])
    let bias = fabric.bias?.voltage.si ?? 0
    let rows = (0..<matrix.rows).map { i in
      i < signals
        ? forward * v[above + i] + amplification.offset(above + i) : (i == signals ? bias : -bias)
    }
    let volts = Array(v[nodes(k)])
    let up = v0.map { v0 in volts.map { exp($0 / v0) } } ?? []
    let down = up.map { 1 / $0 }
    var weights = v0 == nil ? [] : [Double](repeating: 0, count: matrix.siemens.count)
    var columnCurrents = [Double](repeating: 0, count: columns)
    var columnSlopes = columnCurrents
    var (dissipated, biased, amplified) = (0.0, 0.0, 0.0)
    for i in 0..<matrix.rows {
      let r = rows[i]
      var (rowCurrent, rowSlope) = (0.0, 0.0)
      if let v0 {
        let (e, inverse) = (exp(r / v0), exp(-r / v0))
        for j in 0..<columns {
          let g = matrix.siemens[i * columns + j]
          let (a, b) = (e * down[j], inverse * up[j])
          let (current, slope) = (0.5 * v0 * g * (a - b), 0.5 * g * (a + b))
          weights[i * columns + j] = slope
          columnCurrents[j] += current
          columnSlopes[j] += slope
          rowCurrent += current
          rowSlope += slope
          dissipated += current * (r - volts[j])
        }
      } else {
        for j in 0..<columns {
          let g = matrix.siemens[i * columns + j]
          let current = g * (r - volts[j])
          columnCurrents[j] += current
          columnSlopes[j] += g
          rowCurrent += current
          rowSlope += g
          dissipated += current * (r - volts[j])
        }
      }
      if i < signals {
        let back = backward * rowCurrent + amplification.current(above + i)
        point.currents[above + i] -= back
        point.rowCurrents[above + i] = rowCurrent
        point.slopes[above + i] += forward * backward * rowSlope
        amplified += rowCurrent * r - back * v[above + i]
      } else {
        biased += rowCurrent * r
      }
    }
    for j in 0..<columns {
      point.currents[own + j] += columnCurrents[j]
      point.slopes[own + j] += columnSlopes[j]
    }
    point.cells.append(v0 == nil ? matrix.siemens : weights)
    point.power.cells[k].si = dissipated
    point.power.biases.si += biased
    point.power.amplifiers.si += amplified
  }
}
