import Foundation
import Learning
import Mapping
import Quantities
import Resistive
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

  /// The nudge of a sketch whose outputs are pulled by currents: a centered contrast of 20 mV.
  private static let current = "{ kind: current, amplitude: 20 mV }"

  @Test("currents that nudge are set by converters and cross half of the supply")
  func currents() throws {
    let sketch = try Sketch(nudge: Self.current)
    let (estimate, activity) = (try sketch.estimate(), try sketch.activity())
    // β = V G/y of the mean output conductance; the pull is y − o of a class: by hand from the free class values.
    let model = ResistiveModel(sketch.design.resistive)
    let beta = sketch.design.resistive.output.nudgeConductance(
      0.02, outputs: sketch.design.resistive.meanOutputConductance(sketch.conductances))
    let samples = sketch.data.test.prefix(4)
    let prepared = model.prepare(sketch.conductances)
    var sum = 0.0
    for s in 0..<4 {
      var state = model.restingState()
      _ = Relaxation(tolerance: 1e-13, maximumSweeps: 5000).run(
        model, &state, model.drive(samples.values(s), prepared), prepared, nudge: nil)
      for (c, value) in model.classValues(of: state).enumerated() {
        sum += 2 * abs(beta.si * ((c == samples.labels[s] ? 0.01 : 0) - value))
      }
    }
    let nudged = try #require(activity.training.first { $0.phase.name == "plus" })
    #expect(abs(nudged.nudgeCurrent.si / (sum / 4) - 1) < 1e-6)
    #expect(activity.training[0].nudgeCurrent == .zero)
    let plus = try #require(estimate.energyPerTrainingExample["nudged", "plus"])
    let time = try #require(estimate.latencyPerTrainingExample["nudged", "plus"]).amount.si
    let sources = try #require(plus["sources"]).amount.si
    // The process runs at 1.3 V.
    #expect(abs(sources / (0.5 * 1.3 * sum / 4 * time) - 1) < 1e-6)
    // Ten converters of 8 bits, as large and as hungry as one of the 64 of the inputs.
    let setting = try #require(plus["setting"])
    let inputs = try #require(estimate.energyPerInference["load", "converters"]).amount.si / 64
    #expect(setting.count == 10 && abs(setting.amount.si / (10 * inputs) - 1) < 1e-12)
    let area = try #require(estimate.area["converters", "nudges"])
    let input = try #require(estimate.area["converters", "inputs"]).amount.si / 64
    #expect(area.count == 10 && abs(area.amount.si / (10 * input) - 1) < 1e-12)
    let amplifiers = try #require(estimate.area["converters", "nudge-amplifiers"])
    #expect(amplifiers.count == 10)
    // Springs have none of it.
    let springs = try Sketch().estimate()
    #expect(springs.energyPerTrainingExample["nudged", "plus", "setting"] == nil)
    #expect(springs.area["converters", "nudges"] == nil)
  }

  @Test("a difference gain has two samplers a node and an amplifier a converter")
  func differences() throws {
    let plain = try Sketch().estimate()
    let sketch = try Sketch(keys: "prediction: { in-situ: { difference-gain: 16, readings: 3 } }")
    let estimate = try sketch.estimate()
    // 20 outputs and 6 neurons; 21 converters. 37 µm² and 82 fJ at 1.8 V, here at 1.3 V.
    let samplers = try #require(estimate.area["converters", "samplers"])
    #expect(samplers.count == 52 && abs(samplers.amount.si - 52 * 37e-12) < 1e-18)
    let buffer = try #require(plain.area["converters", "buffers"])
    let amplifiers = try #require(estimate.area["converters", "differences"])
    #expect(abs(amplifiers.amount.si / (21 * buffer.amount.si / (buffer.count ?? 0)) - 1) < 1e-12)
    let read = try #require(estimate.energyPerTrainingExample["read"])
    let energy = try #require(read["samplers"])
    #expect(energy.count == 156)
    let price = energy.amount.si / (energy.count ?? 0)
    // An analog figure goes with the supply between V and V².
    #expect(price > 82e-15 * pow(1.3 / 1.8, 2.01) && price < 82e-15 * pow(1.3 / 1.8, 0.99))
    let time = 2 * 3 * 6 / 10e6
    #expect(abs(try #require(read["difference"]).amount.si / (21 * Self.amplifier * time) - 1) < 1e-9)
    #expect(plain.area["converters", "samplers"] == nil)
  }

  @Test("samples that are skipped cost a free phase and its reading alone")
  func skipped() throws {
    // Errors of the classes below the target; a threshold between the samples' largest ones.
    let cost = "  cost: { kind: cross-entropy, temperature: 20 mV }\n"
    let probe = try Sketch(nudge: Self.current, training: cost + "  skip: 1 %")
    let model = ResistiveModel(probe.design.resistive)
    let prepared = model.prepare(probe.conductances)
    let samples = probe.data.test.prefix(4)
    let largest = (0..<4).map { s -> Double in
      var state = model.restingState()
      _ = Relaxation(tolerance: 1e-13, maximumSweeps: 5000).run(
        model, &state, model.drive(samples.values(s), prepared), prepared, nudge: nil)
      return model.pull(model.classValues(of: state), target: .label(samples.labels[s])).map(abs).max() ?? 0
    }.sorted()
    // A quarter of the four samples is below it.
    let share = 0.5 * (largest[0] + largest[1]) / 0.01
    let sketch = try Sketch(nudge: Self.current, training: cost + "  skip: \(100 * share) %")
    let (all, activity) = (try probe.estimate(), try sketch.activity())
    #expect(try probe.activity().skipped == 0 && activity.skipped == 0.25)
    let estimate = try sketch.estimate()
    let once = 6 / 10e6
    // The free phase is read by all, the two others by three quarters.
    let reading = try #require(estimate.latencyPerTrainingExample["read"]).amount.si
    #expect(abs(reading / ((1 + 2 * 0.75) * once) - 1) < 1e-12)
    #expect(try #require(estimate.energyPerTrainingExample["read", "converters"]).count == 26 * 2.5)
    for phase in ["plus", "minus"] {
      let setting = try #require(estimate.energyPerTrainingExample["nudged", phase, "setting"])
      #expect(setting.count == 7.5)
      let time = try #require(estimate.latencyPerTrainingExample["nudged", phase, "network"]).amount
      let found = try #require(activity.training.first { $0.phase.name == phase })
      #expect(abs(time / (0.75 * found.worstNetworkSettling) - 1) < 1e-12)
    }
    let gradient = try #require(estimate.energyPerTrainingExample["update", "gradient"]).amount
    #expect(
      abs(gradient / (try #require(all.energyPerTrainingExample["update", "gradient"]).amount) - 0.75) < 1e-12
    )
    // What all samples have is as it was.
    #expect(estimate.energyPerTrainingExample["load"] == all.energyPerTrainingExample["load"])
    #expect(estimate.energyPerInference == all.energyPerInference)
  }
}
