import Circuits
import Mapping
import Quantities
import Resistive
import Technology
import Testing

@testable import Netlists

@Suite("Bias drivers")
struct BiasDriverTests {
  @Test("every bank has the drivers that its area is for, and each drives its own rows from the chip's ports")
  func driversOfBanks() throws {
    let chip = try Fixture.chip(hidden: [HiddenLayer(units: 5, gain: 3), HiddenLayer(units: 4)])
    let circuit = Circuit(chip: chip, conductances: Fixture.conductances(chip.fabric), wires: .lumped)
    var drivers: [Element] = []
    for item in circuit.top.items {
      guard case .element(let element) = item, case .instance(LeafCells.Name.driver, _) = element.kind
      else { continue }
      drivers.append(element)
    }
    #expect(Set(drivers.map { $0.nets[1] }).count == drivers.count)
    let names = NetNames(chip.fabric)
    for connection in 0..<3 {
      let starts = (0..<chip.fabric.rowCount(connection)).map {
        names.rowStart(connection: connection, row: $0)
      }
      let own = drivers.filter { starts.contains($0.nets[1]) }
      let neurons = connection == 0 ? 0 : chip.fabric.nodeCount(connection - 1)
      let area =
        Double(own.count) * chip.technology.peripherals.driverArea.value.si
        + Double(neurons) * chip.technology.neuron.area.value.si
      #expect(abs(chip.floorplan.bank(connection).area.si / area - 1) < 1e-9)
    }
    let bias = drivers.filter { $0.nets[0].hasPrefix("bias") }
    #expect(
      bias.map(\.name) == [
        "driver_bias_p", "driver_bias_n", "driver2_bias_p", "driver2_bias_n", "driver3_bias_p",
        "driver3_bias_n",
      ])
    #expect(
      bias.map { $0.nets[1] } == [
        "row_bias_p", "row_bias_n", "row2_bias_p", "row2_bias_n", "row3_bias_p", "row3_bias_n",
      ])
    #expect(bias.map { $0.nets[0] } == ["bias_p", "bias_n", "bias_p", "bias_n", "bias_p", "bias_n"])
  }
}
