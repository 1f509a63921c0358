import Datasets
import Designs
import Diagnostics
import Foundation
import Mapping
import Reports
import Simulators
import Specification
import Verification

extension FuzzTarget {
  /// A compiled folder with one file exchanged, and a baseline.
  static let folderTargets = [
    FuzzTarget(
      name: "compiled", summary: "a compiled folder with one file exchanged, which the first line names",
      isText: true,
      seeds: { project in
        let folder = project.appendingPathComponent("generated/iris")
        return CompiledFolder.names.compactMap { name in
          guard let bytes = try? folder.appendingPathComponent(name).bytes else { return nil }
          return Array("\(name)\n".utf8) + bytes
        }
      },
      reader: { scratch in
        let folder = try CompiledFolder(scratch)
        return { try folder.read($0) }
      }),
    FuzzTarget(
      name: "baseline", summary: "a baseline, and what designs are beside it", isText: true,
      seeds: { _ in
        let specs =
          #"{"spec.yaml":{"area":{"unit":"m^2","value":1e-6},"tiles":{"unit":"","value":8},"#
          + #""devices":{"unit":"","value":1e300}}}"#
        return [
          Array(#"{"version":1,"tolerance":0.01,"tolerances":{"area":0.1},"specs":\#(specs)}"#.utf8)
        ]
      },
      reader: { scratch in
        let spec = scratch.write(ChipSpec.starter, "spec.yaml").path
        var options = CheckOptions()
        (options.stage, options.threads) = (.chip, 1)
        let asked = options
        return { bytes in
          let baseline = try Baseline(scratch.write(bytes, "baseline.json").path)
          let report = CheckRun([spec], options: asked, baseline: baseline).run()
          for format in CheckFormat.allCases { _ = try format.render(report, failingOn: .warning) }
          _ = baseline.updated(with: report)
        }
      }),
  ]

  /// What simulators write.
  static let rawFile = FuzzTarget(
    name: "raw", summary: "a raw file, as circuit simulators write it", isText: true,
    seeds: { _ in
      [
        "Title: chip\nFlags: real\nNo. Variables: 2\nNo. Points: 1\nVariables:\n\t0\tv(a)\tvoltage\n"
          + "\t1\ttime\ttime\nValues:\n 0\t1.0e-01\n\t2.5\n"
      ].map { Array($0.utf8) }
    },
    reader: { _ in
      return { bytes in
        do {
          let file = try RawFile(String(decoding: bytes, as: UTF8.self), name: "free_0.raw")
          _ = (file.last, file.times, file.voltages("a"))
        } catch is ToolRun.Failure {
          throw Refusal()
        }
      }
    })
}

/// The compiled example in a place of its own.
private struct CompiledFolder {
  /// What may be exchanged.
  static let names = [
    "manifest.json", "training.json", "prediction.json", "verification.json", "estimate.json", "mapping.json",
    "spec.yaml", "weights/weights.safetensors", "weights/connection_1.npy", "weights/connection_2.npy",
  ]
  private let folder: URL
  private let originals: [String: [UInt8]]
  private let scratch: Scratch

  init(_ scratch: Scratch) throws {
    self.scratch = scratch
    folder = scratch.file("generated/iris")
    let source = FuzzTarget.project.appendingPathComponent("generated/iris")
    try FileManager.default.createDirectory(
      at: folder.deletingLastPathComponent(), withIntermediateDirectories: true)
    try FileManager.default.copyItem(at: source, to: folder)
    // The spec names its data as seen from there.
    let data = scratch.file("specs/data")
    try FileManager.default.createDirectory(at: data, withIntermediateDirectories: true)
    try FileManager.default.copyItem(
      at: FuzzTarget.project.appendingPathComponent("specs/data/iris.csv"),
      to: data.appendingPathComponent("iris.csv"))
    // Netlists are only hashed, and the less there is to be hashed the better.
    for name in ["spice", "tb", "veriloga"] {
      try FileManager.default.removeItem(at: folder.appendingPathComponent(name))
    }
    let place = folder
    originals = Dictionary(
      uniqueKeysWithValues: Self.names.map { ($0, (try? place.appendingPathComponent($0).bytes) ?? []) })
  }

  /// Exchanges a file, reads the folder in every way, and puts the file back.
  func read(_ input: [UInt8]) throws {
    guard let end = input.firstIndex(of: 10) else { throw Refusal() }
    let name = String(decoding: input[..<end], as: UTF8.self)
    guard let original = originals[name] else { throw Refusal() }
    scratch.write(Array(input[(end + 1)...]), "generated/iris/" + name)
    defer {
      if original.isEmpty {
        try? FileManager.default.removeItem(at: folder.appendingPathComponent(name))
      } else {
        scratch.write(original, "generated/iris/" + name)
      }
    }
    guard let report = ReportFolder(at: folder.path) else { throw Refusal() }
    let design = try ChipDesign(specAt: report.specPath)
    guard design.chip.deviceCount <= 20_000 else { throw Refusal() }
    try RegisteredNames.check(design.spec)
    switch name {
    case "spec.yaml", "weights/connection_1.npy", "weights/connection_2.npy":
      let data = try DataSets.load(DataRequest(spec: design.spec))
      _ = try CompiledFiles(reading: folder, design: design, data: data)
    default:
      var content = try ReportContent(design, folder: folder)
      try report.add(to: &content)
      _ = try HTMLReport(content).text()
    }
    _ = try DesignSnapshot(folder.path)
  }
}
