import Foundation
import Mapping
import Networks
import Quantities
import Simulation
import Technology
import Testing

@testable import Estimation

@Suite("The bill of load, phases and read-out")
struct PhaseBillTests {
  /// 76 µW at 1.8 V, here at 1.3 V.
  private static let amplifier = 76e-6 * 1.3 / 1.8

  @Test("while rows rise, amplifiers, array and the headroom of its drivers draw what they draw when settled")
  func load() throws {
    let sketch = try Sketch()
    let (estimate, activity) = (try sketch.estimate(), try sketch.activity())
    let load = try #require(estimate.energyPerInference["load"])
    let time = try #require(estimate.latencyPerInference["load"])
    // 128 input rows and 2 bias rows of each of 2 connections; a rectifier and a gain of 6 neurons.
    let bias = try #require(load["amplifiers"]).amount.si
    #expect(abs(bias / ((128 + 4 + 12) * Self.amplifier * time.amount.si) - 1) < 1e-9)
    // The last two parts are the drivers and their rows; a clock and a conversion come before.
    let rising = try #require(time["drivers"]).amount.si + (try #require(time["rows"]).amount.si)
    let phase = activity.inference
    let cells = phase.power.cells.reduce(0) { $0 + $1.si }
    #expect(abs(try #require(load["network", "cells"]).amount.si / (cells * rising) - 1) < 1e-9)
    let headroom = 0.5 * 1.3 * phase.drivenCurrent.si - phase.power.delivered.si
    #expect(abs(try #require(load["network", "headroom"]).amount.si / (headroom * rising) - 1) < 1e-9)
    // Followers of 50 MHz, 1 kΩ into the largest row; 0.2 V beyond 42 V/µs τ go straight first.
    let siemens = sketch.conductances.connections[0].siemens
    let rows = (0..<130).map { row in siemens[(6 * row)..<(6 * row + 6)].reduce(0, +) }
    let largest = rows.max() ?? 0
    let tau = (1 + 1e3 * largest) / (2 * 3.14159265 * 50e6)
    let linear = 42e6 * tau
    let expected = (0.2 - linear) / 42e6 + tau * log(linear / (0.01 * 0.2))
    // The error of the exponential end counts from the whole step.
    #expect(abs(try #require(time["drivers"]).amount.si / expected - 1) < 1e-6)
  }

  @Test("a held network is billed as it stands, in the phases that are read")
  func held() throws {
    let sketch = try Sketch()
    let (estimate, activity) = (try sketch.estimate(), try sketch.activity())
    let read = try #require(estimate.energyPerTrainingExample["read"])
    // Six neurons share a converter of 10 MHz; the gradient is of the two nudged phases.
    let once = 6 / 10e6
    #expect(read["held-free"] == nil)
    #expect(estimate.latencyPerTrainingExample["read"]?.amount.si == 2 * once)
    for phase in activity.training.dropFirst() {
      let held = try #require(read["held-" + phase.phase.name])
      let cells = phase.power.cells.reduce(0) { $0 + $1.si }
      #expect(abs(try #require(held["cells"]).amount.si / (cells * once) - 1) < 1e-9)
      let headroom = 0.5 * 1.3 * phase.drivenCurrent.si - phase.power.delivered.si
      #expect(headroom > 0)
      #expect(abs(try #require(held["headroom"]).amount.si / (headroom * once) - 1) < 1e-9)
      #expect(abs(try #require(held["amplifiers"]).amount.si / (144 * Self.amplifier * once) - 1) < 1e-9)
      #expect(abs(try #require(held["nudges"]).amount.si / (10 * Self.amplifier * once) - 1) < 1e-9)
    }
    // 20 outputs and one shared converter have a sense amplifier each.
    let sense = try #require(read["sense"]).amount.si
    #expect(abs(sense / (21 * Self.amplifier * 2 * once) - 1) < 1e-9)
    let inference = try #require(estimate.energyPerInference["read", "sense"]).amount.si
    #expect(abs(inference / (20 * Self.amplifier / 10e6) - 1) < 1e-9)
    #expect(read["converters"]?.count == 52)
  }

  @Test("converters have the area and the energy of one source")
  func converters() throws {
    let estimate = try Sketch().estimate()
    // The survey's regression at 10 bits, 10 MHz and 130 nm: FOM = 128.307 + 32.205 = 160.512 dB, SNDR = 61.96 dB,
    // E = ½ 10^−9.8552 e^(24.5794 + 1.88004 · 4.86753 − 2.82913 · 2.30259) = 46.093 pJ,
    // A = e^(1.34619 + 0.99328 · 4.86753 + 0.18072 · 16.1181 + 0.29912 · 3.83066) = 27,993 µm².
    let outputs = try #require(estimate.area["converters", "outputs"])
    let nodes = try #require(estimate.area["converters", "nodes"])
    #expect(outputs.count == 20 && nodes.count == 1)
    #expect(abs(outputs.amount.si - 20 * 27_992.9e-12) < 20 * 0.1e-12)
    #expect(abs(nodes.amount.si - 27_992.9e-12) < 0.1e-12)
    let read = try #require(estimate.energyPerInference["read", "converters"])
    #expect(abs(read.amount.si - 20 * 46.0931e-12) < 20 * 1e-16)
    // What is left of a sense circuit is NeuRRAM's integrator and sampler.
    let sense = try #require(estimate.area["sense"])
    #expect(abs(sense.amount.si - 20 * (350 + 45) * 1e-12) < 1e-18)
  }

  @Test("half of a pulse stands at the cells that share a line of a cross point")
  func halfSelected() throws {
    let sketch = try Sketch("sky130-reram")
    let (estimate, updates) = (try sketch.estimate(), try #require(try sketch.updates()))
    let half = try #require(estimate.energyPerTrainingExample["update", "set-pulses", "half-selected"])
    // 130 rows × 6 columns and 8 × 20. 2.4 V: 0.43 V sinh(1.2 V / 0.43 V) = 3.4896659 V a siemens, 1.2 V, 1 µs.
    var (count, energy) = (0.0, 0.0)
    for (k, shape) in [(rows: 130.0, columns: 6.0), (rows: 8.0, columns: 20.0)].enumerated() {
      let pulses = updates.up.connectionPulses[k]
      let row = updates.up.rowSlots[k] * shape.columns - pulses
      let column = pulses * (shape.rows - 1)
      count += row + column
      energy += (row + column) * updates.meanConductances[k].si * 3.4896659 * 1.2 * 1e-6
    }
    #expect(abs(try #require(half.count) / count - 1) < 1e-9)
    #expect(abs(half.amount.si / energy - 1) < 1e-6)
    let transistors = try Sketch().estimate().energyPerTrainingExample
    #expect(transistors["update", "set-pulses", "half-selected"] == nil)
  }
}
