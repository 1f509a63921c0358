import Fabrics
import Foundation
import Kernels
import Mapping
import Quantities
import Technology
import Testing

@testable import Devices
@testable import Resistive

/// Sampled chips: the same devices whatever the order, in tiles as they are on the chip.
@Suite struct ChipInstanceTests {
  private let network = ResistiveNetwork(
    input: InputLayer(shape: [6], encoding: .complementary, fullScale: Voltage(si: 0.4)), bias: nil,
    hidden: [HiddenLayer(units: 21)],
    output: OutputLayer(classes: 3, encoding: .single, target: Voltage(si: 0.1)),
    nonlinearityVoltage: nil, rectifier: Rectifier(onConductance: Conductance(si: 1), forwardVoltage: .zero),
    conductanceRange: Conductance(si: 1e-6)...Conductance(si: 1e-4))
  private let shape = TileShape(rows: 5, columns: 8)

  private func magnitudes(_ change: (inout DeviceMagnitudes) -> Void) -> DeviceMagnitudes {
    var magnitudes = DeviceMagnitudes(low: 1e-6, high: 1e-4)
    change(&magnitudes)
    return magnitudes
  }

  private func ranges(_ sampler: DeviceSampler, _ span: DeviceSpan) -> (low: [Float], high: [Float]) {
    let memory = FloatMemory(2 * span.count)
    sampler.fillRanges(span, low: memory.base, high: memory.base + span.count)
    return ((0..<span.count).map { memory[$0] }, (0..<span.count).map { memory[span.count + $0] })
  }

  /// Every device of a connection has one place, the places of its tiles; complementary rows are neighbours.
  @Test func sitesAreThoseOfTheTiles() {
    let blocks = (0..<2).map { TileBlock(connection: $0, of: network.fabric, shape: shape) }
    var number = 0
    for (k, block) in blocks.enumerated() {
      let sites = DeviceSites(network.fabric, connection: k, tileShape: shape)
      var places: [SIMD4<UInt32>: (row: Int, column: Int)] = [:]
      for row in 0..<sites.rows {
        let spans = sites.spans(row: row)
        #expect(spans.flatMap { Array($0.networkColumns) } == Array(0..<sites.columns))
        for span in spans {
          for (i, column) in span.networkColumns.enumerated() {
            places[span.counter(purpose: 0) &+ SIMD4(UInt32(i), 0, 0, 0)] = (row, column)
          }
        }
      }
      #expect(places.count == sites.rows * sites.columns)
      for tile in block.tiles {
        for (r, physicalRow) in tile.rows.enumerated() {
          for (c, column) in tile.columns.enumerated() {
            let place = places[SIMD4(UInt32(r) << 16 | UInt32(c), UInt32(number), 0, 0)]
            #expect(place?.row == block.rowOrder[physicalRow])
            #expect(place?.column == column)
          }
        }
        number += 1
      }
    }
  }

  @Test func aChipIsTheSameHoweverItIsAsked() {
    let magnitudes = magnitudes { ($0.lowerSpread, $0.upperSpread) = (0.01, 0.1) }
    let span = DeviceSites(network.fabric, connection: 0, tileShape: shape).spans(row: 7)[1]
    let first = ranges(DeviceSampler(magnitudes, ChipInstance(seed: 9, chip: 3)), span)
    #expect(ranges(DeviceSampler(magnitudes, ChipInstance(seed: 9, chip: 4)), span).high != first.high)
    #expect(ranges(DeviceSampler(magnitudes, ChipInstance(seed: 9, chip: 3)), span) == first)
    // The numbers are those of the interface: the chip's key, the device's counter.
    let words = Philox(seed: 9).block(SIMD4(3, 0, 0, 30))
    let philox = Philox(key: SIMD2(words.x, words.y))
    for i in 0..<span.count {
      let normals = philox.normals(
        SIMD4(UInt32(span.row) << 16 | UInt32(i), span.tile, 0, RandomPurpose.spread))
      #expect(abs(Double(first.low[i]) - max(0, 1e-6 + 0.01 * 99e-6 * normals.x)) < 1e-10)
      #expect(abs(Double(first.high[i]) - (1e-4 + 0.1 * 99e-6 * normals.y)) < 1e-10)
    }
    // One source from another chip, the others from this one.
    let mixed = ChipInstance(seed: 9, chip: 4, replacing: [RandomPurpose.spread: 3])
    #expect(ranges(DeviceSampler(magnitudes, mixed), span) == first)
    #expect(mixed.philox(RandomPurpose.faults).key == ChipInstance(seed: 9, chip: 4).philox(32).key)
  }

  @Test func withoutSpreadAllChipsAreAlike() {
    let sampler = DeviceSampler(magnitudes { _ in }, ChipInstance(seed: 1, chip: 5))
    let span = DeviceSites(network.fabric, connection: 0, tileShape: shape).spans(row: 0)[0]
    let (low, high) = ranges(sampler, span)
    #expect(low.allSatisfy { $0 == 1e-6 } && high.allSatisfy { $0 == 1e-4 })
    sampler.forEachFault(span) { _, _ in Issue.record("a fault") }
    let steps = FloatMemory(2 * span.count)
    sampler.fillSteps(span, factor: steps.base, asymmetry: steps.base + span.count)
    #expect((0..<span.count).allSatisfy { steps[$0] == 1 && steps[span.count + $0] == 0 })
  }

  /// Steps are distributed as the device says, from the numbers of the interface.
  @Test(arguments: [StepDistribution.normal, .logNormal]) func stepFactors(_ distribution: StepDistribution) {
    let magnitudes = magnitudes { ($0.stepSpread, $0.stepDistribution) = (0.8, distribution) }
    let instance = ChipInstance(seed: 9, chip: 3)
    let span = DeviceSites(network.fabric, connection: 0, tileShape: shape).spans(row: 7)[1]
    let steps = FloatMemory(2 * span.count)
    DeviceSampler(magnitudes, instance).fillSteps(
      span, factor: steps.base, asymmetry: steps.base + span.count)
    for i in 0..<span.count {
      let normal = instance.philox(RandomPurpose.spread).normals(
        SIMD4(UInt32(span.row) << 16 | UInt32(i), span.tile, 0, RandomPurpose.spread)
      ).z
      let expected = distribution == .normal ? max(0.05, 1 + 0.8 * normal) : exp(0.8 * normal)
      #expect(abs(Double(steps[i]) / expected - 1) < 1e-5)
    }
  }

  /// Frequencies of faults, bounds of ranges and of steps on a large connection.
  @Test func samplesKeepTheirBounds() {
    var large = network
    large.input.shape = [64]
    large.hidden[0].units = 500
    let magnitudes = magnitudes {
      ($0.lowerSpread, $0.upperSpread, $0.stepSpread, $0.asymmetrySpread) = (0.5, 0.5, 0.6, 0.6)
      ($0.stuckOff, $0.stuckOn) = (0.02, 0.05)
    }
    let sampler = DeviceSampler(magnitudes, ChipInstance(seed: 2, chip: 0))
    let sites = DeviceSites(large.fabric, connection: 0, tileShape: TileShape(rows: 128, columns: 100))
    var (off, on, isBounded) = (0, 0, true)
    let steps = FloatMemory(200)
    for row in 0..<sites.rows {
      for span in sites.spans(row: row) {
        let (low, high) = ranges(sampler, span)
        isBounded = isBounded && zip(low, high).allSatisfy { $0 >= 0 && $1 >= $0 + 0.98e-6 }
        sampler.fillSteps(span, factor: steps.base, asymmetry: steps.base + 100)
        isBounded =
          isBounded && (0..<span.count).allSatisfy { steps[$0] >= 0.05 && abs(steps[100 + $0]) <= 0.95 }
        sampler.forEachFault(span) { _, fault in if fault == .stuckOff { off += 1 } else { on += 1 } }
      }
    }
    #expect(isBounded)
    // 64,000 devices: standard errors 35 and 55.
    #expect(abs(off - 1280) < 200)
    #expect(abs(on - 3200) < 300)
  }
}
