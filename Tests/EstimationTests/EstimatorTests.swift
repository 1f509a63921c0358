import Diagnostics
import Mapping
import Quantities
import Technology
import Testing

@testable import Estimation

@Suite("An estimate")
struct EstimatorTests {
  @Test(
    "every sum is the sum of its parts, and every line has a formula, an origin and an error bar around it")
  func sums() throws {
    func check<D>(_ cost: Cost<D>) {
      #expect(cost.low <= cost.amount && cost.amount <= cost.high, "\(cost.id)")
      #expect(Set(cost.parts.map(\.id)).count == cost.parts.count, "\(cost.id)")
      if cost.parts.isEmpty {
        #expect(cost.formula != nil && !cost.grounds.isEmpty, "\(cost.id)")
      } else {
        let sum = cost.parts.reduce(0) { $0 + $1.amount.si }
        #expect(abs(sum - cost.amount.si) <= 1e-12 * sum, "\(cost.id)")
        cost.parts.forEach(check)
      }
    }
    let estimate = try Sketch().estimate()
    check(estimate.area)
    check(estimate.energyPerInference)
    check(estimate.latencyPerInference)
    check(estimate.energyPerTrainingExample)
    check(estimate.latencyPerTrainingExample)
    check(estimate.leakage)
  }

  @Test("what the floorplan places and the room between it are the floorplan's area")
  func floorplan() throws {
    let sketch = try Sketch()
    let floorplan = sketch.design.chip.floorplan
    let area = try sketch.estimate().area
    let placed = ["array", "drivers", "neurons", "sense", "nudge", "wiring"]
    let sum = try placed.reduce(0.0) { $0 + (try #require(area[$1]).amount.si) }
    #expect(abs(sum / floorplan.boundary.area.si - 1) < 1e-9)
    let tiles = floorplan.placements.reduce(0.0) { sum, placement in
      if case .tile = placement.kind { sum + placement.rectangle.area.si } else { sum }
    }
    #expect(abs(try #require(area["array"]).amount.si / tiles - 1) < 1e-9)
  }

  @Test("twice as many neurons have twice the area of cells and neurons")
  func doubling() throws {
    let (one, two) = (try Sketch(units: [6]).estimate(), try Sketch(units: [12]).estimate())
    for path in [("array", "connection-1"), ("neurons", "layer-1")] {
      let (a, b) = (one.area[path.0, path.1], two.area[path.0, path.1])
      #expect(abs(try #require(b).amount.si / (try #require(a).amount.si) - 2) < 1e-12, "\(path)")
    }
  }

  @Test("in a linear network, twice the voltage takes four times the power of the cells, and no more time")
  func voltages() throws {
    // ECRAM is linear.
    let (one, two) = (
      try Sketch("ecram-130").activity().inference, try Sketch("ecram-130", volts: 2).activity().inference
    )
    for k in one.power.cells.indices {
      #expect(abs(two.power.cells[k].si / one.power.cells[k].si - 4) < 1e-6)
    }
    #expect(abs(two.worstSettling.si / one.worstSettling.si - 1) < 1e-6)
    #expect(one.worstSettling.si > one.worstTimeConstant.si)
  }

  @Test("a finer precision takes the slowest time constant times the logarithm longer")
  func precision() throws {
    let sketch = try Sketch(keys: "estimate: { precision: 0.01 % }")
    let finer = try Sketch(keys: "estimate: { precision: 0.001 % }").activity(samples: 2).inference
    let coarse = try sketch.activity(samples: 2).inference
    let ratio = (finer.worstNetworkSettling - coarse.worstNetworkSettling) / finer.worstTimeConstant
    #expect(abs(ratio / 2.302585 - 1) < 0.05, "\(ratio)")
    // The amplifiers are slower: their pole alone is left in the end, a little faster for the currents that come back.
    let lag = finer.amplifierLags[0]
    let slow = (finer.worstSettling - coarse.worstSettling) / lag
    #expect(lag.si > 2 * finer.worstTimeConstant.si && abs(slow / 2.302585 - 0.9) < 0.1, "\(slow)")
  }

  @Test("slow is slower than fast, warm leaks more than cold, and neither changes the area")
  func corners() throws {
    let sketch = try Sketch()
    let (slow, typical, fast) = (
      try sketch.estimate(.slow), try sketch.estimate(), try sketch.estimate(.fast)
    )
    #expect(slow.latencyPerInference.amount > typical.latencyPerInference.amount)
    #expect(typical.latencyPerInference.amount > fast.latencyPerInference.amount)
    #expect(slow.leakage.amount < typical.leakage.amount && typical.leakage.amount < fast.leakage.amount)
    #expect(abs(slow.area.amount.si / fast.area.amount.si - 1) < 1e-12)
    let warm = try sketch.estimate(celsius: 85)
    #expect(warm.leakage.amount.si > 10 * typical.leakage.amount.si)
    #expect(warm.latencyPerInference.amount == typical.latencyPerInference.amount)
  }

  @Test("the number of threads changes nothing")
  func threads() throws {
    let sketch = try Sketch()
    let conditions = Estimate.Conditions(corner: .typical, temperature: Temperature(si: 300))
    #expect(
      try sketch.estimator(threads: 1).estimate(conditions)
        == sketch.estimator(threads: 3).estimate(conditions))
  }

  @Test("an ideal technology costs nothing, and says so")
  func ideal() throws {
    let sketch = try Sketch("ideal")
    let conditions = Estimate.Conditions(corner: .typical, temperature: Temperature(si: 300))
    let estimator = try sketch.estimator()
    let estimate = try estimator.estimate(conditions)
    #expect(estimate.energyPerInference.amount == .zero && estimate.leakage.amount == .zero)
    #expect(estimate.area["drivers"]?.amount == .zero && estimate.area["pads"]?.amount == .zero)
    #expect(try estimator.warnings(conditions).map(\.code).contains("GD1001"))
  }

  @Test("every circuit without a price is named")
  func unpriced() throws {
    let sketch = try Sketch()
    let chip = sketch.chip {
      $0.peripherals.components[.pad] = nil
      $0.peripherals.components[.gate] = nil
    }
    let estimator = Estimator(
      chip, spec: sketch.design.spec, sequence: try sketch.sequence, activity: try sketch.activity(),
      updates: nil)
    let error = #expect(throws: DiagnosticsError.self) {
      try estimator.estimate(Estimate.Conditions(corner: .typical, temperature: Temperature(si: 300)))
    }
    let messages = (error?.diagnostics ?? []).filter { $0.code == "GD1000" }.map(\.message)
    #expect(messages.count == 2 && messages.contains { $0.contains("the pad of this chip") })
  }

  @Test("a corner that the process does not state is an error")
  func unknownCorner() throws {
    let sketch = try Sketch()
    let chip = sketch.chip { $0.process.corners = nil }
    let estimator = Estimator(
      chip, spec: sketch.design.spec, sequence: try sketch.sequence, activity: try sketch.activity(),
      updates: nil)
    let error = #expect(throws: DiagnosticsError.self) {
      try estimator.estimate(Estimate.Conditions(corner: .slow, temperature: Temperature(si: 300)))
    }
    #expect(error?.diagnostics.map(\.code) == ["GD1002"])
  }

  @Test("a rule that no chip can follow has no training, and a device without pulses no writing")
  func noTraining() throws {
    let conditions = Estimate.Conditions(corner: .typical, temperature: Temperature(si: 300))
    let backprop = try Sketch(rule: "backprop")
    let estimator = try backprop.estimator()
    #expect(try estimator.estimate(conditions).energyPerTrainingExample.amount == .zero)
    #expect(try estimator.warnings(conditions).map(\.code) == ["GD1003"])
    let sketch = try Sketch()
    let without = Estimator(
      sketch.design.chip, spec: sketch.design.spec, sequence: try sketch.sequence,
      activity: try sketch.activity(), updates: nil)
    #expect(try without.estimate(conditions).energyPerTrainingExample["update", "set-pulses"] == nil)
    #expect(try without.warnings(conditions).map(\.code) == ["GD1004"])
  }

  @Test("endurance is that of the device over the pulses that were counted")
  func endurance() throws {
    let sketch = try Sketch()
    let (estimate, updates) = (try sketch.estimate(), try #require(try sketch.updates()))
    let endurance = try #require(estimate.endurance)
    let stated = try #require(sketch.design.technology.device.endurance).value.si
    #expect(endurance.pulses == stated && endurance.pulsesPerExample == updates.pulsesPerDevice)
    #expect(abs(endurance.wornByTraining / (updates.busiest * 60 / stated) - 1) < 1e-12)
    // The device that gets most pulses is the first to go: 5 updates of 4 samples gave it a whole number of them.
    let most = (20 * updates.busiest).rounded()
    #expect(abs(20 * updates.busiest - most) < 1e-9 && most >= 1)
    #expect(endurance.busiestPulsesPerExample == updates.busiest)
    #expect(abs(endurance.examplesUntilWornOut / (1e6 * 20 / most) - 1) < 1e-12)
    #expect(updates.busiest >= updates.pulsesPerDevice && updates.pulsesPerDevice > 0)
  }

  @Test("the operations of an inference are two a signed weight")
  func operations() throws {
    // 64 + 2 bias rows to 6 neurons without bias rows counted, and 6 to 10 classes.
    #expect(try Sketch().estimate().operationsPerInference == 2 * (64 * 6 + 6 * 10))
    #expect(try Sketch(output: "single").estimate().operationsPerInference == 2 * (64 * 6 + 6 * 10))
  }
}
