import Foundation
import Testing

@Suite("Explain and diff")
struct DiffTests {
  private func specs() throws -> (folder: TemporaryFolder, old: String, new: String) {
    let folder = try TemporaryFolder()
    let iris = Program.project.appendingPathComponent("specs/iris.yaml").path
    let old = try folder.write("extends: \(iris)\n", "old.yaml")
    let new = try folder.write(
      "extends: \(iris)\nname: wide\nnetwork: { hidden: [{ units: 12, gain: 4 }] }\nmapping: { tile: { rows: 16, columns: 16 } }\n",
      "new.yaml")
    return (folder, old, new)
  }

  @Test("a page is found by its code in any case; a near miss is suggested; without a code all are listed")
  func explain() throws {
    let page = try Program.run("explain", "gd0107")
    #expect(page.status == 0 && page.output.hasPrefix("GD0107: The file is empty (error, Reading YAML)\n\n"))
    let miss = try Program.run("explain", "GD0199")
    #expect(miss.status == 2 && miss.errors.contains("write: GD01") && miss.output.isEmpty)
    let json = try Program.run("explain", "GD0505", "--json")
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: String])
    #expect(Set(object.keys) == ["code", "title", "severity", "origin", "area", "text"])
    #expect(object["origin"] == "check")
    let list = try Program.run("explain")
    #expect(list.output.contains("  GD0505  warning Rows lose voltage in their wires\n"))
    let all = try Program.run("explain", "--json")
    let pages = try #require(
      try JSONSerialization.jsonObject(with: Data(all.output.utf8)) as? [[String: String]])
    #expect(pages.count > 150 && pages.allSatisfy { list.output.contains($0["code"] ?? "?") })
  }

  @Test("settings, figures, tiles and modules that differ are shown, and nothing else")
  func differences() throws {
    let (folder, old, new) = try specs()
    let result = try Program.run("diff", "old.yaml", "new.yaml", "--json", in: folder.url)
    #expect(result.status == 0)
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    func names(_ key: String) -> [String] {
      (object[key] as? [[String: Any]] ?? []).compactMap { $0["name"] as? String }
    }
    #expect(
      names("settings") == ["name", "network.hidden[0].units", "mapping.tile.rows", "mapping.tile.columns"])
    let settings = object["settings"] as? [[String: String]]
    #expect(settings?[1] == ["name": "network.hidden[0].units", "old": "10", "new": "12"])
    let figures = try #require(object["figures"] as? [[String: Any]])
    let devices = try #require(figures.first { $0["id"] as? String == "devices" })
    // (8 + 2) × 10 + (10 + 2) × 6 before, 12 for 10 after.
    #expect(devices["old"] as? Double == 172 && devices["new"] as? Double == 204)
    #expect(devices["isBetter"] as? Bool == false)
    #expect(names("tiles").contains("tile_0_0_1") && names("modules").contains("tile_0_0_0: gd_memristor"))
    #expect(names("ports").isEmpty && names("files").isEmpty)
    #expect(try Program.run("diff", old, new, "--exit-code").status == 1)
  }

  @Test("a design does not differ from itself, and back is the reverse of forth")
  func same() throws {
    let (folder, _, _) = try specs()
    let same = try Program.run("diff", "old.yaml", "old.yaml", "--exit-code", in: folder.url)
    #expect(same.status == 0 && same.output == "old.yaml and old.yaml are the same\n")
    func figures(_ a: String, _ b: String) throws -> [String: [Double?]] {
      let result = try Program.run("diff", a, b, "--format", "json", in: folder.url)
      let object = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
      return Dictionary(
        (object?["figures"] as? [[String: Any]] ?? []).map {
          ($0["id"] as? String ?? "", [$0["old"] as? Double, $0["new"] as? Double])
        }, uniquingKeysWith: { first, _ in first })
    }
    let forth = try figures("old.yaml", "new.yaml")
    #expect(forth.count > 3)
    #expect(try figures("new.yaml", "old.yaml") == forth.mapValues { $0.reversed() })
  }

  @Test("Markdown is a table a part, whose cells cannot break it")
  func markdown() throws {
    let (folder, _, _) = try specs()
    let iris = Program.project.appendingPathComponent("specs/iris.yaml").path
    _ = try folder.write("extends: \(iris)\nchecks: { GD1107: { suppress: \"a | b <i>\" } }\n", "old.yaml")
    let result = try Program.run("diff", "old.yaml", "new.yaml", "--format", "markdown", in: folder.url)
    #expect(result.output.hasPrefix("### `old.yaml` → `new.yaml`\n"))
    #expect(result.output.contains("| checks.GD1107.suppress | a \\| b &lt;i> | — |  |\n"))
    let rows = result.output.split(separator: "\n").filter { $0.hasPrefix("|") }
    for row in rows { #expect(row.replacingOccurrences(of: "\\|", with: "").filter { $0 == "|" }.count == 5) }
  }

  @Test("compiled folders are compared with their files; what is no design is refused")
  func folders() throws {
    let folder = try TemporaryFolder()
    let generated = Program.project.appendingPathComponent("generated").path
    let result = try Program.run(
      "diff", "\(generated)/iris", "\(generated)/iris-lumped", "--json")
    let object = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
    let files = (object?["files"] as? [[String: Any]] ?? []).compactMap { $0["name"] as? String }
    #expect(
      result.status == 0 && files.contains("spice/tiles.sp") && !files.contains("weights/connection_1.npy"))
    // Energy and latency of compiled folders are judged by what they mean.
    let other = try Program.run("diff", "\(generated)/iris", "\(generated)/iris-sky130", "--json")
    let changed = try JSONSerialization.jsonObject(with: Data(other.output.utf8)) as? [String: Any]
    let figures = (changed?["figures"] as? [[String: Any]] ?? []).filter {
      $0["old"] != nil && $0["new"] != nil
    }
    for id in ["energy-per-inference", "latency-per-inference", "area", "leakage"] {
      let figure = try #require(figures.first { $0["id"] as? String == id }, "\(id)")
      let isLower = try #require(figure["new"] as? Double) < #require(figure["old"] as? Double)
      #expect(figure["isBetter"] as? Bool == isLower, "\(id)")
    }
    #expect(try Program.run("diff", "\(generated)/iris", folder.url.path).status == 2)
    #expect(try Program.run("diff", "specs/hopfield-mnist.yaml", "specs/iris.yaml").status == 2)
  }
}
