import Diagnostics
import Fabrics
import Foundation
import Kernels
import Mapping
import Quantities
import Specification
import Technology
import Testing

@testable import Devices
@testable import Resistive

/// What is written into the devices of a chip.
@Suite struct DeviceWriterTests {
  private let network = ResistiveNetwork(
    input: InputLayer(shape: [40], encoding: .complementary, fullScale: Voltage(si: 0.2)), bias: nil,
    hidden: [HiddenLayer(units: 60)],
    output: OutputLayer(classes: 10, encoding: .single, target: Voltage(si: 0.01)), nonlinearityVoltage: nil,
    rectifier: Rectifier(onConductance: Conductance(si: 1), forwardVoltage: .zero),
    conductanceRange: Conductance(si: 1e-6)...Conductance(si: 4e-5))
  private let shape = TileShape(rows: 32, columns: 24)
  private let instance = ChipInstance(seed: 5, chip: 7)

  /// A prediction with perfect chips of a technology, but for what is set.
  private func writer(
    _ name: String, _ procedure: WriteProcedure = .published, tolerance: Double = 0.01, pulses: Int = 400,
    age: Double = 0, set: [ImperfectionName: Double] = [:]
  ) throws -> (writer: DeviceWriter, technology: Technology) {
    let technology = try TechnologyLibrary().load(name)
    var prediction = PredictionSpec.standard
    prediction.write.procedure.value = procedure
    prediction.write.tolerance = Ratio(si: tolerance)
    prediction.write.pulses = pulses
    var imperfections = Imperfections(
      technology, fabric: network.fabric, prediction: prediction, estimate: .standard)
    imperfections.remove()
    for (name, magnitude) in set { imperfections.set(name, to: magnitude) }
    imperfections.age = TimeSpan(si: age)
    return (
      try DeviceWriter(technology.device, imperfections, prediction: prediction, tileShape: shape), technology
    )
  }

  /// Targets spread over a device's range.
  private func targets(_ device: SynapseDevice) -> Conductances {
    let (low, high) = (device.minimumConductance.value.si, device.maximumConductance.value.si)
    return ResistiveModel(network).initialParameters { k, i in
      low + (high - low) * Double((7 * i + 3 * k) % 101) / 100
    }
  }

  @Test func perfectDevicesTakeWhatIsWritten() throws {
    let (writer, technology) = try writer("pcm-130")
    let targets = targets(technology.device)
    let (written, report) = writer.write(targets, of: network.fabric, into: instance)
    for (a, b) in zip(written.values.joined(), targets.values.joined()) { #expect(abs(a - b) <= 1e-6 * b) }
    #expect(report.devices == targets.values.joined().count && report.stuck == 0)
  }

  @Test func publishedErrorsHaveThePublishedDeviation() throws {
    let (writer, technology) = try writer("pcm-130", set: [.programming: 1])
    let model = try #require(ProgrammingModel(technology.device))
    let targets = targets(technology.device)
    let (written, _) = writer.write(targets, of: network.fabric, into: instance)
    // In the middle of the range, where the ends of it cut nothing off.
    let middle = zip(written.values.joined(), targets.values.joined()).filter { $1 > 8e-6 && $1 < 1.7e-5 }
    let shares = middle.map { ($0 - $1) / model.deviation($1) }
    let variance = shares.reduce(0) { $0 + $1 * $1 } / Double(shares.count)
    #expect(abs(variance.squareRoot() - 1) < 5 / (2 * Double(shares.count)).squareRoot())
    let mean = shares.reduce(0, +) / Double(shares.count)
    #expect(abs(mean) < 5 / Double(shares.count).squareRoot())
  }

  @Test func everyChipIsTheSameWhateverItIsMadeWith() throws {
    let (writer, technology) = try writer(
      "pcm-130", set: [.programming: 1, .deviceSpread: 0.1, .stuckOn: 0.01])
    let targets = targets(technology.device)
    let chips = Parallel.map(count: 6, threads: 3) {
      writer.write(targets, of: network.fabric, into: ChipInstance(seed: 5, chip: UInt32($0))).conductances
    }
    #expect(
      chips[4] == writer.write(targets, of: network.fabric, into: ChipInstance(seed: 5, chip: 4)).conductances
    )
    #expect(chips[4] != chips[3])
    // A source of another chip changes only what it is the source of.
    let mixed = writer.write(
      targets, of: network.fabric, into: ChipInstance(seed: 5, chip: 4, replacing: [RandomPurpose.faults: 3]))
    let changed = zip(mixed.conductances.values.joined(), chips[4].values.joined()).count { $0 != $1 }
    #expect(changed > 0 && changed < targets.values.joined().count / 20)
  }

  @Test func stuckDevicesAreAtTheEndsOfTheirRange() throws {
    let (writer, technology) = try writer("pcm-130", set: [.stuckOff: 0.05, .stuckOn: 0.03])
    var targets = targets(technology.device)
    targets.values = targets.values.map { $0.map { _ in 1e-5 } }
    let (written, report) = writer.write(targets, of: network.fabric, into: instance)
    let (low, high) = (
      technology.device.minimumConductance.value.si, technology.device.maximumConductance.value.si
    )
    let all = written.values.flatMap { $0 }
    let (off, on) = (
      all.count { abs($0 - low) < 1e-6 * high }, all.count { abs($0 - high) < 1e-6 * high }
    )
    #expect(off + on == report.stuck)
    let count = Double(all.count)
    #expect(abs(Double(off) - 0.05 * count) < 5 * (0.05 * count).squareRoot())
    #expect(abs(Double(on) - 0.03 * count) < 5 * (0.03 * count).squareRoot())
  }

  @Test func verifiedWritesAreWithinTheToleranceOrCounted() throws {
    let (writer, technology) = try writer(
      "ecram-130", .writeVerify, tolerance: 0.005, pulses: 2000, set: [.cycleNoise: 0.3, .stepSpread: 0.1])
    let targets = targets(technology.device)
    let range =
      technology.device.maximumConductance.value.si - technology.device.minimumConductance.value.si
    let (written, report) = writer.write(targets, of: network.fabric, into: instance)
    let outside = zip(written.values.joined(), targets.values.joined()).count {
      abs($0 - $1) > 0.005 * range * (1 + 1e-6)
    }
    #expect(outside == report.failures)
    #expect(Double(outside) < 0.01 * Double(report.devices))
    #expect(report.pulses > report.devices)
    // Without pulses nothing but what is near the lower end already is right.
    let (none, _) = try self.writer("ecram-130", .writeVerify, tolerance: 0.005, pulses: 1)
    #expect(none.write(targets, of: network.fabric, into: instance).report.failures > report.devices / 2)
  }

  @Test func aSingleShotOfANominalDeviceIsOffByHalfAPulseAtMost() throws {
    let (writer, technology) = try writer("ecram-130", .singleShot, pulses: 100_000)
    let model = try #require(PulseModel(technology.device))
    let targets = targets(technology.device)
    let (low, high) = (
      technology.device.minimumConductance.value.si, technology.device.maximumConductance.value.si
    )
    let (written, _) = writer.write(targets, of: network.fabric, into: instance)
    let largest = (0...100).map { model.step(Double($0) / 100, up: true) }.max() ?? 0
    for (a, b) in zip(written.values.joined(), targets.values.joined()) {
      #expect(abs(a - b) <= 0.5001 * largest * (high - low) + 1e-6 * high)
    }
  }

  @Test func phaseChangeMemoryDrifts() throws {
    let day = 86_400.0
    let (fresh, technology) = try writer("pcm-130")
    let (old, _) = try writer("pcm-130", age: day)
    let targets = targets(technology.device)
    let a = fresh.write(targets, of: network.fabric, into: instance).conductances
    let b = old.write(targets, of: network.fabric, into: instance).conductances
    let retention = try #require(RetentionModel(technology.device))
    var ratios: [Double] = []
    for (x, y) in zip(a.values.joined(), b.values.joined()) where x > 1e-5 {
      let mean = retention.drifted(x, exponent: retention.driftExponent(x, normal: 0), after: day)
      ratios.append(log(y / mean))
      #expect(y < x)
    }
    // ln of (t/t₀)^(−ν) is normal around its mean.
    let mean = ratios.reduce(0, +) / Double(ratios.count)
    let deviation = (ratios.reduce(0) { $0 + $1 * $1 } / Double(ratios.count)).squareRoot()
    #expect(deviation > 0 && abs(mean) < 5 * deviation / Double(ratios.count).squareRoot())
  }

  @Test func readsAreNoisyAndDifferFromPassToPass() throws {
    let (writer, technology) = try writer("pcm-130", set: [.readNoise: 0.05])
    let targets = targets(technology.device)
    let first = writer.read(targets, of: network.fabric, from: instance, pass: 0)
    #expect(first != writer.read(targets, of: network.fabric, from: instance, pass: 1))
    #expect(first == writer.read(targets, of: network.fabric, from: instance, pass: 0))
    let shares = zip(first.values.joined(), targets.values.joined()).map { ($0 - $1) / (0.05 * $1) }
    let variance = shares.reduce(0) { $0 + $1 * $1 } / Double(shares.count)
    #expect(abs(variance.squareRoot() - 1) < 5 / (2 * Double(shares.count)).squareRoot())
    let (quiet, _) = try self.writer("pcm-130")
    #expect(quiet.read(targets, of: network.fabric, from: instance, pass: 0) == targets)
  }

  @Test func whatADeviceDoesNotStateIsNotGuessed() throws {
    let error = #expect(throws: DiagnosticsError.self) { try writer("ideal", .writeVerify) }
    #expect(error?.diagnostics.map(\.code) == ["GD0443"])
    let other = #expect(throws: DiagnosticsError.self) { try writer("ideal", age: 10) }
    #expect(other?.diagnostics.map(\.code) == ["GD0443"])
  }

  @Test func namesSetAndReadTheirMagnitudes() throws {
    let technology = try TechnologyLibrary().load("leti-hfo2-130")
    var imperfections = Imperfections(
      technology, fabric: network.fabric, prediction: .standard, estimate: .standard)
    for name in ImperfectionName.allCases {
      imperfections.set(name, to: name == .readoutBits ? 8 : 0.25)
      #expect(imperfections[name] == (name == .readoutBits ? 8 : 0.25), "\(name)")
    }
    #expect(imperfections.replaced == Set(ImperfectionName.allCases))
    imperfections.remove()
    #expect(imperfections.present.isEmpty)
  }
}
