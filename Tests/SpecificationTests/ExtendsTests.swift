import Diagnostics
import Foundation
import Testing

@testable import Specification

@Suite struct ExtendsTests {
  private func errors(_ path: String) -> [Diagnostic] {
    do throws(DiagnosticsError) {
      return try ChipSpec.load(path: path).warnings
    } catch {
      return error.diagnostics
    }
  }

  @Test func innerKeysWinAndMappingsMerge() throws {
    let top = """
      extends: [base/tiny.yaml, more.yaml]
      name: child
      network: { bias: null, hidden: [{ units: 4 }] }
      """
    let more = "training: { epochs: 7, relaxation: { tolerance: 1e-9 } }\nseed: 9\n"
    let base = "extends: deeper/root.yaml\nnetwork: { bias: 0.5 V }\nseed: 8\ntraining: { epochs: 6 }\n"
    let root = minimal.replacingOccurrences(of: "set: digits", with: "set: csv, path: images")
    try withFolder([
      "top.yaml": top, "more.yaml": more, "base/tiny.yaml": base, "base/deeper/root.yaml": root,
    ]) { folder in
      let loaded = try ChipSpec.load(path: "\(folder)/top.yaml")
      let spec = loaded.spec
      #expect(spec.name.value == "child" && spec.name.location.file == "\(folder)/top.yaml")
      #expect(spec.seed == 9 && spec.training.epochs == 7 && spec.training.batch == 8)
      #expect(spec.training.relaxation.value == RelaxationSpec(tolerance: 1e-9, maximumSweeps: 200))
      #expect(spec.network.bias == nil && spec.network.hidden.map(\.value) == [HiddenSpec(units: 4, gain: 1)])
      // A path is relative to the file that names it.
      #expect(spec.data.path?.value == "\(folder)/base/deeper/images")
      #expect(spec.technology.location.file == "\(folder)/base/deeper/root.yaml")
      #expect(
        loaded.inputFiles.map(\.path)
          == ["top.yaml", "base/tiny.yaml", "base/deeper/root.yaml", "more.yaml"].map { "\(folder)/\($0)" })
    }
  }

  @Test func anErrorPointsIntoTheFileItIsIn() throws {
    try withFolder([
      "top.yaml": "extends: base.yaml\nseed: x\n", "base.yaml": minimal("20 uS", "20"),
    ]) { folder in
      let found = errors("\(folder)/top.yaml")
      #expect(found.map(\.code) == ["GD0204", "GD0206"] || found.map(\.code) == ["GD0206", "GD0204"])
      #expect(found.first { $0.code == "GD0206" }?.location?.file == "\(folder)/base.yaml")
      #expect(found.first { $0.code == "GD0206" }?.location?.line == 11)
    }
  }

  @Test func aCycleIsShownAsAChain() throws {
    try withFolder([
      "a.yaml": "extends: b.yaml\n", "b.yaml": "extends: ./x/../c.yaml\n", "c.yaml": "extends: a.yaml\n",
      "self.yaml": "name: x\nextends: self.yaml\n",
    ]) { folder in
      let found = errors("\(folder)/a.yaml")
      #expect(found.map(\.code) == ["GD0120"])
      #expect(found.first?.location?.file.hasSuffix("c.yaml") == true && found.first?.location?.column == 10)
      #expect(
        found.first?.message.hasSuffix(
          "\(folder)/a.yaml extends \(folder)/b.yaml extends \(folder)/c.yaml extends \(folder)/a.yaml")
          == true, "\(found)")
      #expect(errors("\(folder)/self.yaml").map(\.code) == ["GD0120"])
    }
  }

  @Test func pathsOfExtendedFilesStayInTheirFolder() throws {
    try withFolder([
      "outside.yaml": minimal, "in/top.yaml": "extends: ../outside.yaml\n",
      "in/up.yaml": "extends: bad.yaml\n", "in/bad.yaml": "extends: ../outside.yaml\n",
      "in/absolute.yaml": "extends: root.yaml\n", "in/root.yaml": "extends: /etc/passwd\n",
      "in/sly.yaml": "extends: sly2.yaml\n", "in/sly2.yaml": "extends: a/../../outside.yaml\n",
      "in/home.yaml": "extends: ~/x.yaml\n",
    ]) { folder in
      #expect(errors("\(folder)/in/top.yaml") == [])
      for name in ["up", "absolute", "sly", "home"] {
        #expect(errors("\(folder)/in/\(name).yaml").map(\.code) == ["GD0121"], "\(name)")
      }
    }
  }

  @Test(.timeLimit(.minutes(20))) func depthAndFilesAreBounded() throws {
    var files: [String: String] = [:]
    for index in 0..<40 { files["f\(index).yaml"] = "extends: f\(index + 1).yaml\n" }
    // Every level names the next one twice: 2^15 merges if files were merged anew each time.
    for index in 0..<15 { files["d\(index).yaml"] = "extends: [d\(index + 1).yaml, ./d\(index + 1).yaml]\n" }
    files["d15.yaml"] = minimal
    try withFolder(files) { folder in
      #expect(errors("\(folder)/f0.yaml").map(\.code) == ["GD0122"])
      #expect(errors("\(folder)/d0.yaml") == [])
    }
  }

  @Test func whatCannotBeReadIsReportedAtTheEntry() throws {
    try withFolder([
      "top.yaml": "name: x\nextends: [base.yaml, missing.yaml]\n", "base.yaml": minimal,
      "folder.yaml": "extends: .\n", "list.yaml": "extends: items.yaml\n", "items.yaml": "[1]\n",
      "kind.yaml": minimal + "extends: { a: b }\n",
    ]) { folder in
      let found = errors("\(folder)/top.yaml")
      #expect(found.map(\.code) == ["GD0101"])
      #expect(found.first?.location?.line == 2 && found.first?.location?.column == 22)
      #expect(found.first?.message.contains("no such file") == true)
      #expect(errors("\(folder)/folder.yaml").map(\.code) == ["GD0101"])
      #expect(errors("\(folder)/list.yaml").map(\.code) == ["GD0201"])
      #expect(errors("\(folder)/list.yaml").first?.notes.count == 1)
      #expect(errors("\(folder)/kind.yaml").map(\.code) == ["GD0201"])
    }
  }

  @Test func filesThatCannotBeReadAreNamed() throws {
    try withFolder(["locked.yaml": minimal, "big.yaml": ""]) { folder in
      #expect(errors("\(folder)/none.yaml").map(\.code) == ["GD0101"])
      #expect(errors(folder).map(\.code) == ["GD0101"])
      #expect(errors(folder).first?.message.contains("it is a directory") == true)
      #expect(errors("/dev/null").first?.message.contains("not a regular file") == true)
      #expect(errors("a\0b").first?.code == "GD0101")
      #expect(mkfifo("\(folder)/pipe", 0o600) == 0)
      #expect(errors("\(folder)/pipe").first?.message.contains("not a regular file") == true)
      // A sparse file: too large is found before anything is read.
      #expect(truncate("\(folder)/big.yaml", 1 << 40) == 0)
      #expect(errors("\(folder)/big.yaml").map(\.code) == ["GD0102"])
      if geteuid() != 0 {
        #expect(chmod("\(folder)/locked.yaml", 0) == 0)
        #expect(errors("\(folder)/locked.yaml").first?.message.contains("permission denied") == true)
      }
    }
  }
}
