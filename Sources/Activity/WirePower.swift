import Fabrics
import Mapping
import Quantities
import Specification

/// Power in the resistance of crossbar lines, trunks and drivers, to first order: the currents are those of ideal wires.
///
/// A line whose current is taken off evenly along its length dissipates R I²/3; trunks and drivers carry all of it.
struct WirePower: Sendable {
  private let fabric: Fabric
  private let conductances: Conductances
  /// Ohms that the current of a row and of a column flows through, by connection.
  private let rows, columns: [Double]
  private let driver: Double
  private let isIdeal: Bool

  init(_ chip: Chip, _ conductances: Conductances, wires: WireModel) {
    (fabric, self.conductances) = (chip.fabric, conductances)
    isIdeal = wires == .none
    driver = chip.technology.peripherals.driverResistance.value.si
    func ohms(_ line: LineLoad) -> Double { line.trunkResistance.si + line.crossbarResistance.si / 3 }
    rows = chip.blocks.map { ohms(chip.rowLine($0)) }
    columns = chip.blocks.map { ohms(chip.columnLine($0)) }
  }

  /// What flows at some node voltages.
  struct Flow: Sendable {
    /// Into wires, and into the output resistance of drivers, watts.
    var wires = 0.0, drivers = 0.0
    /// Σ |I| out of all drivers and amplifiers, amperes.
    var driven = 0.0
  }

  /// The flow at some node voltages.
  func flow(_ v: [Double], rows inputs: [Double]) -> Flow {
    let law = fabric.readLaw
    var flow = Flow()
    var first = 0
    for k in fabric.layers.indices {
      let matrix = conductances.connections[k]
      let signals = fabric.signalRowCount(k)
      let bias = fabric.bias?.voltage.si ?? 0
      var columnCurrents = [Double](repeating: 0, count: matrix.columns)
      for i in 0..<matrix.rows {
        let volts =
          k == 0
          ? inputs[i]
          : (i < signals
            ? fabric.gain(k - 1) * v[first - signals + i] : (i == signals ? bias : -bias))
        var current = 0.0
        for j in 0..<matrix.columns {
          let cell = matrix.siemens[i * matrix.columns + j] * law.currentPerConductance(volts - v[first + j])
          current += cell
          columnCurrents[j] += cell
        }
        flow.wires += rows[k] * current * current
        if k == 0 || i >= signals { flow.drivers += driver * current * current }
        flow.driven += abs(current)
      }
      flow.wires += columns[k] * columnCurrents.reduce(0) { $0 + $1 * $1 }
      first += matrix.columns
    }
    if isIdeal { (flow.wires, flow.drivers) = (0, 0) }
    return flow
  }
}
