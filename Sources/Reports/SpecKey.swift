import Datasets
import Diagnostics
import Fabrics
import Foundation
import Specification
import Verification

/// What results of a spec depend on.
enum SpecKey {
  /// Everything that the checks of a spec see.
  static func check<Keys>(
    _ spec: Spec<Keys>, _ files: [SourceFile], path: String, _ stage: CheckStage, _ options: CheckOptions
  ) -> ResultCache.Key {
    var key = ResultCache.Key("check")
    // Messages name the file as the user does.
    key.add("path", path)
    key.add("stage", stage.rawValue)
    key.add("chips", "\(options.chips ?? 0)")
    for text in options.settings.texts { key.add("set", text) }
    for folder in options.settings.libraries { key.add("library", folder) }
    for file in files { key.add(file.path, SHA256.digest(of: file.bytes)) }
    if stage > .chip { addData(spec.data, spec.training.initialWeights, options.weights, to: &key) }
    return key
  }

  /// Everything that the trained weights of a spec depend on: neither limits nor checks nor tiles nor what is
  /// written, verified or predicted.
  static func training<Keys>(_ spec: Spec<Keys>, _ files: [SourceFile], weights: String?) -> ResultCache.Key {
    var plain = spec
    (plain.limits, plain.checks, plain.prediction) = (LimitsSpec(), ChecksSpec(), .standard)
    plain.keys = spec.keys.ofTraining
    // What signs of a failed training count as belongs to it.
    plain.limits.training = spec.limits.training
    var key = ResultCache.Key("training")
    key.add("spec", plain.resolvedYAML())
    // Of the files that are read, those of the technology count; those of the spec are in its text.
    for file in files { key.add("technology", SHA256.digest(of: file.bytes)) }
    addData(spec.data, spec.training.initialWeights, weights, to: &key)
    return key
  }

  /// Everything that what is simulated of a trained chip depends on: neither limits nor checks nor corners nor what is written,
  /// verified or predicted.
  /// - Parameters:
  ///   - kind: what is simulated.
  ///   - files: of the technology.
  static func chip(
    _ kind: String, _ spec: ChipSpec, _ files: [SourceFile], _ trained: Conductances, _ data: Dataset
  ) -> ResultCache.Key {
    var plain = spec
    (plain.limits, plain.checks) = (LimitsSpec(), ChecksSpec())
    (plain.netlist.wires, plain.netlist.dialects, plain.verification.samples) = (.none, [], 0)
    plain.estimate.corner.value = EstimateSpec.standard.corner.value
    // One chip is simulated, whatever is predicted of how many.
    let standard = PredictionSpec.standard
    (plain.prediction.chips, plain.prediction.confidence) = (standard.chips, standard.confidence)
    (plain.prediction.modes, plain.prediction.parasitics) = (standard.modes, standard.parasitics)
    var key = ResultCache.Key(kind)
    key.add("spec", plain.resolvedYAML())
    for file in files { key.add("technology", SHA256.digest(of: file.bytes)) }
    for values in trained.values { key.add("conductances", values.withUnsafeBytes { Array($0) }) }
    key.add("data", data.checksumBytes)
    return key
  }

  /// Everything that the records of chips depend on.
  /// - Parameter fingerprint: of the trial.
  static func chips(_ fingerprint: String) -> ResultCache.Key {
    var key = ResultCache.Key("chips")
    key.add("trial", fingerprint)
    return key
  }

  private static func addData(
    _ spec: DataSpec, _ start: Located<String>?, _ weights: String?, to key: inout ResultCache.Key
  ) {
    let working = URL(fileURLWithPath: FileManager.default.currentDirectoryPath, isDirectory: true)
    let data = spec.path?.value ?? RunInputs.usualPath(spec)
    for (label, path) in [
      ("data", data), ("test", spec.testPath?.value), ("start", start?.value), ("weights", weights),
    ] {
      key.add(label, path ?? "")
      if let path { key.add(label, filesAt: URL(fileURLWithPath: path, relativeTo: working).absoluteURL) }
    }
  }
}
