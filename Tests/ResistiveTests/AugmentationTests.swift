import Diagnostics
import Foundation
import Kernels
import Quantities
import TestSupport
import Testing

@testable import Datasets
@testable import Learning
@testable import Resistive
@testable import Specification
@testable import Technology

@Suite struct AugmentationTests {
  private func augmentation(_ shape: [Int], shift: Int, flip: Flip, seed: UInt64 = 3) throws -> Augmentation {
    try #require(Augmentation(AugmentSpec(shift: shift, flip: flip), shape: shape, seed: seed))
  }

  /// result(x, y) = m(x − right, y − down) with m the image or its mirror image, 0 outside.
  @Test(arguments: [[5, 4], [3, 4, 6]]) func imagesAreShiftedAndMirrored(_ shape: [Int]) throws {
    let augmentation = try augmentation(shape, shift: 3, flip: .horizontal)
    let (height, width) = (shape[shape.count - 2], shape[shape.count - 1])
    let image = (1...shape.reduce(1, *)).map { Float($0) }
    for sample in 0..<60 {
      let change = augmentation.change(epoch: 2, sample: sample)
      let result = augmentation.applied(to: image, zero: 0, epoch: 2, sample: sample)
      for i in image.indices {
        let (plane, y, x) = (i / (width * height), i / width % height, i % width)
        let (fromX, fromY) = (x - change.right, y - change.down)
        let isInside = (0..<width).contains(fromX) && (0..<height).contains(fromY)
        let column = change.isMirrored ? width - 1 - fromX : fromX
        #expect(result[i] == (isInside ? image[(plane * height + fromY) * width + column] : 0))
      }
    }
  }

  @Test func changesAreDrawnEvenly() throws {
    let augmentation = try augmentation([9, 9], shift: 2, flip: .horizontal)
    let changes = (0..<4000).map { augmentation.change(epoch: 0, sample: $0) }
    for pixels in -3...3 {
      let expected = abs(pixels) <= 2 ? 800 : 0
      #expect(abs(changes.count { $0.right == pixels } - expected) <= expected / 8)
      #expect(abs(changes.count { $0.down == pixels } - expected) <= expected / 8)
    }
    #expect(abs(changes.count { $0.isMirrored } - 2000) < 150)
    // Neither axis says anything about the other or about the mirror.
    #expect(abs(changes.count { $0.right == 2 && $0.down == 2 && $0.isMirrored } - 80) < 30)
    // Another epoch, another seed: other changes.
    #expect(changes != (0..<4000).map { augmentation.change(epoch: 1, sample: $0) })
    let other = try self.augmentation([9, 9], shift: 2, flip: .horizontal, seed: 4)
    #expect(changes != (0..<4000).map { other.change(epoch: 0, sample: $0) })
    let still = try self.augmentation([9, 9], shift: 0, flip: .none)
    #expect(
      (0..<100).allSatisfy {
        still.change(epoch: 0, sample: $0) == .init(right: 0, down: 0, isMirrored: false)
      })
  }

  /// The fast engine's table, of bytes or of numbers, holds what the exact engine is given.
  @Test(arguments: [true, false]) func bothEnginesSeeTheSameImages(asBytes: Bool) throws {
    let bytes = (0..<6 * 20).map { UInt8($0 * 37 % 256) }
    let labels = [Int](repeating: 0, count: 6)
    let samples =
      asBytes
      ? Samples(valueCount: 20, bytes: bytes, labels: labels)
      : Samples(valueCount: 20, values: bytes.map { Double($0) / 255 }, labels: labels)
    var data = Dataset(name: "made", shape: [4, 5], train: samples, test: samples)
    data.augmentation = try augmentation([4, 5], shift: 1, flip: .horizontal)
    let table = SampleTable(data.train, augmentation: data.augmentation)
    let memory = FloatMemory(20 * 4)
    let order = [5, 0, 3]
    for epoch in [nil, 0, 7] {
      table.spread(order[...], epoch: epoch, fullScale: 2, states: 4, into: memory)
      for (s, sample) in order.enumerated() {
        let values = epoch.map { data.trainingValues(sample, epoch: $0) } ?? data.train.values(sample)
        for p in 0..<20 { #expect(abs(memory[4 * p + s] - 2 * Float(values[p])) < 1e-6) }
      }
    }
    #expect(data.trainingValues(5, epoch: 0) != data.train.values(5))
  }

  /// Training on changed images gives the same bits on any number of threads, and when it was interrupted in the
  /// middle of an epoch; and it is another training than one without changes.
  private func check<Engine: LearningEngine>(
    _ data: Dataset, _ make: (Dataset, _ threads: Int) throws -> Engine
  )
    throws
  {
    func trained(_ data: Dataset, _ threads: Int) throws -> TrainingLoop<Engine> {
      var loop = TrainingLoop(try make(data, threads), epochs: 3)
      try loop.run()
      return loop
    }
    let whole = try trained(data, 1)
    let other = try trained(data, 2)
    #expect(other.engine.values == whole.engine.values && other.history == whole.history)

    let folder = try TemporaryFolder()
    let file = folder.url.appendingPathComponent("run.checkpoint")
    var stopped = TrainingLoop(try make(data, 1), epochs: 3)
    try stopped.run(checkpoint: file, untilMinibatch: 5, of: 2)
    var resumed = TrainingLoop(try make(data, 1), epochs: 3)
    try resumed.resume(from: file)
    try resumed.run()
    #expect(resumed.engine.values == whole.engine.values && resumed.history == whole.history)

    // The samples kept from training are judged by as those of the test are.
    var swapped = data
    (swapped.test, swapped.validation) = (try #require(data.validation), data.test)
    let judged = try trained(swapped, 1)
    #expect(judged.history.map(\.validationError) == whole.history.map { $0.testError })
    #expect(judged.history.map { $0.testError } == whole.history.map(\.validationError))

    var plain = data
    plain.augmentation = nil
    let unchanged = try trained(plain, 1)
    #expect(unchanged.engine.values != whole.engine.values)
    #expect(unchanged.engine.fingerprint != whole.engine.fingerprint)
  }

  @Test(arguments: ["exact", "fast"]) func augmentedTrainingIsReproducible(engine: String) throws {
    let isFast = engine == "fast"
    let text = """
      grenadyn: 1
      name: shifted
      technology: ideal
      data: { set: digits, train-limit: 60, validation-fraction: 20 %, test-limit: 20, augment: { shift: 1, flip: horizontal } }
      network:
        family: resistive
        input: { shape: [8, 8], encoding: complementary, full-scale: 20 V }
        hidden: [{ units: 12 }]
        output: { classes: 10, encoding: single, target: 1 V }
      training:
        engine: \(engine)
        nudge: 0.5 S
        epochs: 3
        batch: 4
        learning-rate: 0.005 S^2/V^2
        initial-scale: 1 S
        relaxation: \(isFast ? "{ sweeps: 4 }" : "{ tolerance: 1.0e-9 }")
      mapping: { tile: { rows: 64, columns: 64 } }
      """
    let spec = try ChipSpec.parse(text).spec
    let data = try DataSets.load(DataRequest(spec: spec))
    let network = try ResistiveNetwork(spec: spec, technology: TechnologyLibrary().load("ideal"))
    let settings = TrainingSettings(spec: spec, network: network)
    if isFast {
      try check(data) { try FastTrainer(network: network, data: $0, settings: settings, threads: $1) }
    } else {
      try check(data) {
        try Trainer(model: ResistiveModel(network), data: $0, settings: settings, threads: $1)
      }
    }
  }

  private func request(_ set: String, _ path: URL? = nil) -> DataRequest {
    DataRequest(
      set: Located(set, at: here), path: path.map { Located($0.path, at: here) },
      testFraction: Located(Ratio(si: 0.25), at: here), seed: 5)
  }

  @Test func normalizationIsByChannelAndAfterTheShift() throws {
    let labels = [0, 1]
    let samples = Samples(valueCount: 8, bytes: (0..<16).map { UInt8($0 * 17) }, labels: labels)
    var data = Dataset(name: "made", shape: [2, 2, 2], train: samples, test: samples)
    var request = request("made")
    request.normalize = Located(NormalizeSpec(mean: [0.5, 0.25], deviation: [0.5]), at: here)
    request.augment = Located(AugmentSpec(shift: 1), at: here)
    try data.prepare(for: request)
    // Byte 17 i is i / 15.
    let expected = (0..<8).map { i in (Double(i) / 15 - (i < 4 ? 0.5 : 0.25)) / 0.5 }
    for (value, wanted) in zip(data.train.values(0), expected) { #expect(abs(value - wanted) < 1e-12) }
    #expect(data.test.values(1) == data.train.values(1))
    #expect(data.train.prefix(1).values(0) == data.train.values(0))
    #expect(data.train.bytes != nil)
    // What comes in by a shift is black, so (0 − mean) / deviation.
    let augmentation = try #require(data.augmentation)
    let epoch = try #require((0..<100).first { augmentation.change(epoch: $0, sample: 0).down == 1 })
    let shifted = data.trainingValues(0, epoch: epoch)
    #expect([0, 1].allSatisfy { shifted[$0] == -1 } && [4, 5].allSatisfy { shifted[$0] == -0.5 })
  }

  @Test func whatDoesNotFitTheSamplesIsLocated() throws {
    let folder = try TemporaryFolder()
    let file = folder.url.appendingPathComponent("d.csv")
    try Data("1,2,0\n2,1,1\n1,1,0\n2,2,1\n".utf8).write(to: file)
    func at(_ line: Int) -> Diagnostics.SourceLocation { .init(file: "chip.yaml", line: line, column: 5) }
    var request = request("csv", file)
    request.augment = Located(AugmentSpec(shift: 1), at: at(3))
    request.normalize = Located(NormalizeSpec(mean: [0.5, 0.5], deviation: [1]), at: at(4))
    let both = #expect(throws: DiagnosticsError.self) { try DataSets.load(request) }
    #expect(both?.diagnostics.map(\.code) == ["GD0609", "GD0610"])
    #expect(both?.diagnostics.map { $0.location?.line } == [3, 4])
    #expect(both?.diagnostics.first?.message.contains("only images") == true)
    var digits = self.request("digits")
    digits.augment = Located(AugmentSpec(shift: 8), at: at(3))
    let far = #expect(throws: DiagnosticsError.self) { try DataSets.load(digits) }
    #expect(far?.diagnostics.map(\.code) == ["GD0609"])
    #expect(far?.diagnostics.first?.message.contains("out of sight") == true)
    digits.augment?.value.shift = 7
    #expect(try DataSets.load(digits).augmentation?.shift == 7)
  }
}
