import Diagnostics
import Foundation
import Specification
import Verification

/// What results of a spec depend on.
enum SpecKey {
  /// Everything that the checks of a spec see.
  static func check(
    _ spec: ChipSpec, _ files: [SourceFile], path: String, _ stage: CheckStage, _ options: CheckOptions
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

  /// Everything that the check of a trained Hopfield network sees.
  static func check(_ spec: HopfieldSpec, _ files: [SourceFile], path: String) -> ResultCache.Key {
    var key = ResultCache.Key("check-hopfield")
    key.add("path", path)
    for file in files { key.add(file.path, SHA256.digest(of: file.bytes)) }
    addData(spec.data, spec.training.initialWeights, nil, to: &key)
    return key
  }

  /// Everything that the trained weights of a spec depend on: neither limits nor checks nor tiles nor what is
  /// written, verified or predicted.
  static func training(_ spec: ChipSpec, _ files: [SourceFile], weights: String?) -> ResultCache.Key {
    var plain = spec
    (plain.limits, plain.checks) = (LimitsSpec(), ChecksSpec())
    // What signs of a failed training count as belongs to it.
    plain.limits.training = spec.limits.training
    (plain.prediction, plain.estimate) = (.standard, .standard)
    // Software has no tiles, and nothing of it is written as a netlist or verified.
    plain.mapping.tileRows.value = 1
    plain.mapping.tileColumns.value = 1
    (plain.netlist.wires, plain.netlist.dialects) = (.none, [])
    plain.verification.samples = 0
    var key = ResultCache.Key("training")
    key.add("spec", plain.resolvedYAML())
    // Of the files that are read, those of the technology count; those of the spec are in its text.
    for file in files { key.add("technology", SHA256.digest(of: file.bytes)) }
    addData(spec.data, spec.training.initialWeights, weights, to: &key)
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
