import Diagnostics
import Files
import Kernels
import Specification

/// Samples with their targets and values in 0…1, unless they are normalized.
package struct Samples: Sendable {
  /// Values a sample.
  package let valueCount: Int
  /// Class or vector of every sample.
  package private(set) var targets: Targets
  /// How the stored values, in 0…1, are shifted and scaled when they are read; nil: not.
  package var normalization: Normalization?
  private var storage: Storage

  private enum Storage: Sendable {
    /// Value = byte / 255: an eighth of the memory, and images are bytes.
    case bytes([UInt8])
    case doubles([Double])
  }

  /// Wraps images of bytes, one after another; value = byte/255.
  package init(valueCount: Int, bytes: [UInt8], labels: [Int]) {
    self.init(valueCount: valueCount, bytes: bytes, targets: .labels(labels))
  }

  /// Wraps images of bytes, one after another; value = byte/255.
  package init(valueCount: Int, bytes: [UInt8], targets: Targets) {
    precondition(bytes.count == valueCount * targets.count, "one target a sample")
    (self.valueCount, self.targets, storage) = (valueCount, targets, .bytes(bytes))
  }

  /// Wraps values in 0…1, one sample after another.
  package init(valueCount: Int, values: [Double], labels: [Int]) {
    self.init(valueCount: valueCount, values: values, targets: .labels(labels))
  }

  /// Wraps values in 0…1, one sample after another.
  package init(valueCount: Int, values: [Double], targets: Targets) {
    precondition(values.count == valueCount * targets.count, "one target a sample")
    (self.valueCount, self.targets, storage) = (valueCount, targets, .doubles(values))
  }

  /// Number of samples.
  package var count: Int { targets.count }
  /// Class of every sample, from 0; none where targets are no classes.
  package var labels: [Int] { if case .labels(let labels) = targets { labels } else { [] } }
  /// The target of a sample.
  package func target(_ index: Int) -> Target { targets[index] }

  /// Values of one sample: in 0…1, or normalized.
  package func values(_ index: Int) -> [Double] {
    let values = plainValues(index)
    return normalization?.applied(to: values) ?? values
  }

  /// Values of one sample, in 0…1.
  func plainValues(_ index: Int) -> [Double] {
    let range = index * valueCount..<(index + 1) * valueCount
    switch storage {
    case .bytes(let bytes): return bytes[range].map { Double($0) / 255 }
    case .doubles(let values): return Array(values[range])
    }
  }

  /// The images as bytes (value = byte/255 before a normalization), one after another; nil when the values are not
  /// bytes.
  package var bytes: [UInt8]? {
    if case .bytes(let bytes) = storage { return bytes }
    return nil
  }

  /// The samples at some indices, in their order.
  package func subset(_ indices: [Int]) -> Samples {
    let chosen = targets.subset(indices)
    var result: Samples
    switch storage {
    case .bytes(let bytes):
      result = Samples(
        valueCount: valueCount,
        bytes: indices.flatMap { bytes[$0 * valueCount..<($0 + 1) * valueCount] }, targets: chosen)
    case .doubles(let values):
      result = Samples(
        valueCount: valueCount,
        values: indices.flatMap { values[$0 * valueCount..<($0 + 1) * valueCount] }, targets: chosen)
    }
    result.normalization = normalization
    return result
  }

  /// The values, in 0…1, as converters of n bits give them: multiples of 1/(2ⁿ − 1), so that 0 and 1 are exact, and with
  /// 8 bits images of bytes.
  func converted(bits: Int) -> Samples {
    let largest = Double(1 << bits - 1)
    func converted(_ value: Double) -> Double { (value * largest).rounded() / largest }
    var result: Samples
    switch storage {
    case .bytes where bits == 8: return self
    case .bytes(let bytes):
      result = Samples(
        valueCount: valueCount, values: bytes.map { converted(Double($0) / 255) }, targets: targets)
    case .doubles(let values):
      result = Samples(valueCount: valueCount, values: values.map(converted), targets: targets)
    }
    result.normalization = normalization
    return result
  }

  /// Replaces every label.
  mutating func relabel(_ change: (Int) -> Int) {
    if case .labels(let labels) = targets { targets = .labels(labels.map(change)) }
  }

  /// Replaces every target.
  mutating func retarget(_ targets: Targets) {
    precondition(targets.count == count, "one target a sample")
    self.targets = targets
  }

  /// Scales every stored value; bytes count from 0 to 255.
  mutating func scale(by scaling: ValueScaling) {
    switch storage {
    case .bytes(let bytes):
      storage = .doubles(scaling.applied(to: bytes.map(Double.init), columns: valueCount))
    case .doubles(let values): storage = .doubles(scaling.applied(to: values, columns: valueCount))
    }
  }

  /// Whether there is no other value than 0.
  var isAllZero: Bool {
    switch storage {
    case .bytes(let bytes): bytes.allSatisfy { $0 == 0 }
    case .doubles(let values): values.allSatisfy { $0 == 0 }
    }
  }

  /// The stored values, one sample after another; bytes count from 0 to 255.
  var stored: [Double] {
    switch storage {
    case .bytes(let bytes): bytes.map(Double.init)
    case .doubles(let values): values
    }
  }

  /// The first so many samples.
  package func prefix(_ limit: Int?) -> Samples {
    guard let limit, limit < count else { return self }
    return subset(Array(0..<max(0, limit)))
  }

  /// Sets a share f aside, class by class (stratified): in a random order that depends on seed and stream only, the
  /// first round(f · n) samples of each class of n are chosen, or of all where there are no classes. Both parts keep that
  /// order.
  func split(_ fraction: Double, seed: UInt64, stream: UInt32) -> (rest: Samples, chosen: Samples) {
    let order = Philox(seed: seed).permutation(count, purpose: RandomPurpose.split, stream: stream)
    let labels = targets.kind == .label ? labels : [Int](repeating: 0, count: count)
    var sizes: [Int: Int] = [:]
    for label in labels { sizes[label, default: 0] += 1 }
    var left = sizes.mapValues { Int((Double($0) * fraction).rounded()) }
    var (rest, chosen): ([Int], [Int]) = ([], [])
    for i in order {
      if let remaining = left[labels[i]], remaining > 0 {
        left[labels[i]] = remaining - 1
        chosen.append(i)
      } else {
        rest.append(i)
      }
    }
    return (subset(rest), subset(chosen))
  }

  /// A hash of values and targets.
  var checksum: UInt64 {
    var hash: UInt64
    switch storage {
    case .bytes(let bytes): hash = Checksum.value(of: bytes)
    case .doubles(let values):
      hash = Checksum.value(of: [])
      for value in values { hash = (hash ^ value.bitPattern) &* 0x100_0000_01b3 }
    }
    switch targets {
    case .labels(let labels):
      for label in labels { hash = (hash ^ UInt64(label)) &* 0x100_0000_01b3 }
    case .vectors(let vectors):
      for value in vectors.values { hash = (hash ^ value.bitPattern) &* 0x100_0000_01b3 }
    }
    return hash
  }
}

/// A data set: samples to learn from and samples to be judged by.
package struct Dataset: Sendable {
  /// Registered name.
  package var name: String
  /// Sizes of a sample's array, for example [8, 8].
  package var shape: [Int]
  /// Samples to learn from.
  package var train: Samples
  /// Samples to be judged by.
  package var test: Samples
  /// Samples that are not trained on, by whose error settings are chosen; nil: there are none.
  package var validation: Samples?
  /// Random changes of the training samples; nil: none.
  package var augmentation: Augmentation?
  /// Where the spec asks for it, for diagnostics; set by ``DataSets/load(_:)``.
  package var location: SourceLocation?
  /// Names of the columns of a table; nil: they have none.
  package var columns: [String]?
  /// Names of the classes in the order of the outputs; nil: their numbers.
  package var classNames: [String]?
  /// Names of the target columns of a table; nil: they have none, or targets are classes.
  package var targetNames: [String]?
  /// How raw target values have become the samples' targets; nil: they are classes.
  package var targetScaling: TargetScaling?
  /// How raw values have become the samples' values.
  package var scaling = ValueScaling.none
  /// What looks odd, in the order in which it was found.
  package var warnings: [Diagnostic] = []
  /// Whether the values are still raw.
  var isRaw = false
  /// Whether the test samples come from files of their own.
  var hasOwnTest = false
  /// Whether the test samples are a part of the set, rather than a share of its samples.
  package var hasTestPart: Bool { hasOwnTest }

  /// Makes a data set.
  package init(name: String, shape: [Int], train: Samples, test: Samples) {
    (self.name, self.shape, self.train, self.test) = (name, shape, train, test)
  }

  /// The samples as converters of so many bits give them to the rows; 0: no limit.
  package func converted(bits: Double) -> Dataset {
    guard bits > 0 else { return self }
    let bits = Int(saturating: bits.rounded())
    var result = self
    result.train = train.converted(bits: bits)
    result.test = test.converted(bits: bits)
    result.validation = validation?.converted(bits: bits)
    return result
  }

  /// The same, for a second run that need not warn again.
  package var withoutWarnings: Dataset {
    var result = self
    result.warnings = []
    return result
  }

  /// Splits samples into training and test parts; see ``Samples/split(_:seed:stream:)``.
  package init(name: String, shape: [Int], splitting samples: Samples, testFraction: Double, seed: UInt64) {
    let parts = samples.split(testFraction, seed: seed, stream: 0)
    self.init(name: name, shape: shape, train: parts.rest, test: parts.chosen)
  }

  /// Checks that samples fit a network.
  /// - Throws: GD0604 for another number of values, GD0605 for a label out of range, GD0628 for vectors of another length,
  ///   GD0606 for no samples.
  package func check(inputCount: Int, classCount: Int) throws(DiagnosticsError) {
    var found: [Diagnostic] = []
    let parts = [("training", train), ("test", test)] + (validation.map { [("validation", $0)] } ?? [])
    for (part, samples) in parts {
      if samples.valueCount != inputCount {
        found.append(
          Diagnostic(
            .error, "GD0604",
            "data set '\(name)' has \(samples.valueCount) values a sample (\(shape)); the network has \(inputCount) "
              + "inputs", at: location, advice: "network: { input: { shape: \(shape) } } fits"))
        break
      }
      if let wrong = samples.labels.first(where: { $0 < 0 || $0 >= classCount }) {
        let named = classNames.map { names in
          " '\(className(wrong))', one of \(names.count) (\(names.prefix(8).joined(separator: ", ").prefix(120)))"
        }
        found.append(
          Diagnostic(
            .error, "GD0605",
            "data set '\(name)' has a \(part) label\(named ?? " \(wrong)"); the network has \(classCount) classes (0 to "
              + "\(classCount - 1))", at: location, suggestion: classNames.map { "classes: \($0.count)" }))
      }
      if case .vectors(let targets) = samples.targets, targets.width != classCount {
        found.append(
          Diagnostic(
            .error, "GD0628",
            "data set '\(name)' has \(targets.width) target value\(targets.width == 1 ? "" : "s") a sample; the network answers "
              + "with \(classCount)", at: location, suggestion: "values: \(targets.width)"))
        break
      }
      if samples.count == 0 {
        found.append(Diagnostic(.error, "GD0606", "data set '\(name)' has no \(part) samples", at: location))
      }
    }
    guard found.isEmpty else { throw DiagnosticsError(found) }
  }

  /// What tells data sets apart: the hashes of its parts, as bytes, and what is done to the samples.
  package var checksumBytes: [UInt8] {
    let hashes = [train, test, validation].compactMap { $0?.checksum }.flatMap { hash in
      (0..<8).map { UInt8(truncatingIfNeeded: hash >> (8 * $0)) }
    }
    let changes = [augmentation?.fingerprintText, train.normalization?.fingerprintText].compactMap { $0 }
    return hashes + changes.flatMap { Array($0.utf8) }
  }
}
