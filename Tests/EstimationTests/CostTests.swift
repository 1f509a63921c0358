import Estimation
import Quantities
import Testing

@Suite("A bill of costs")
struct CostTests {
  @Test("A sum is the sum of its parts, error bars included")
  func sums() {
    let cells: Cost<AreaDimension> = .part("cells", "cells", Area(si: 3e-9), uncertainty: 2)
    let drivers: Cost<AreaDimension> = .part("drivers", "drivers", Area(si: 1e-9))
    let core: Cost<AreaDimension> = .sum("core", "core", [cells, drivers])
    #expect(core.amount == Area(si: 4e-9))
    #expect(core.low == Area(si: 2.5e-9))
    #expect(core.high == Area(si: 7e-9))
    #expect(core["cells"]?.amount == cells.amount)
    #expect(core["wires"] == nil)
  }
}
