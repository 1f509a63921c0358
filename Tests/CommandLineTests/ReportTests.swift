import Foundation
import Testing

/// Reports as the program writes them, looked at in a real browser.
@Suite("Reports")
struct ReportTests {
  /// What `tools/check-page` finds.
  private struct Looks: Decodable {
    struct Look: Decodable {
      var width: Int
      var scheme: String
      var problems, figures, sections: [String]
    }
    var looks: [Look]
    var pdfBytes: Int
  }

  private func look(at path: String) throws -> Looks {
    let result = try Command.run([Program.project.appendingPathComponent("tools/check-page").path, path])
    try #require(result.status == 0, "\(result.errors)")
    return try JSONDecoder().decode(Looks.self, from: Data(result.output.utf8))
  }

  @Test("a trained and predicted chip, in Chromium at 400 and 1600 pixels, in light and dark, and on paper")
  func trained() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("iris.html")
    let result = try Program.run("report", "specs/iris.yaml", "--predict", "--chips", "12", "-o", path)
    #expect(result.status == 0, "\(result.errors)")
    #expect(folder.content == ["iris.html"], "no checkpoint is left")
    let looks = try look(at: path)
    #expect(looks.looks.map(\.width) == [400, 400, 1600, 1600] && looks.pdfBytes > 20_000)
    for look in looks.looks {
      #expect(look.problems.isEmpty, "\(look.width) \(look.scheme): \(look.problems)")
      #expect(
        look.figures == [
          "network", "floorplan", "conductances-1", "conductances-2", "learning-curve", "accuracy",
          "yield-curve", "signals-chart",
        ])
    }
  }

  @Test(
    "specs without a training, of every kind",
    arguments: ["digits", "iris-sky130", "hopfield-cifar10", "hopfield-binary-neurons", "published/drn-3h"])
  func quick(_ name: String) throws {
    let folder = try TemporaryFolder()
    let path = folder.path("report.html")
    let result = try Program.run("report", "specs/\(name).yaml", "--quick", "-o", path, "--json")
    #expect(result.status == 0, "\(result.errors)")
    let written = try #require(
      try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    #expect(written["report"] as? String == path)
    for look in try look(at: path).looks { #expect(look.problems.isEmpty, "\(look.problems)") }
  }

  @Test("a report of an output folder shows what is in it, and the same bytes twice")
  func folder() throws {
    let folder = try TemporaryFolder()
    #expect(
      try Program.run("compile", "specs/iris.yaml", "-o", folder.path("iris"), "--no-verify").status == 0)
    for name in ["a.html", "b.html"] {
      #expect(try Program.run("report", folder.path("iris"), "-o", folder.path(name)).status == 0)
    }
    let text = try String(contentsOfFile: folder.path("a.html"), encoding: .utf8)
    #expect(try String(contentsOfFile: folder.path("b.html"), encoding: .utf8) == text)
    for id in ["the-network", "the-chip", "weights", "training", "checks", "provenance"] {
      #expect(text.contains("<section id=\"\(id)\""))
    }
    #expect(text.contains("specs/iris.yaml") && text.utf8.count < 300_000)
  }

  @Test("what is wrong with a page is found: the check can fail")
  func sabotage() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("quick.html")
    #expect(try Program.run("report", "specs/digits.yaml", "--quick", "-o", path).status == 0)
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let wrongs = [
      ("</header>", "<p style=\"width:1700px\">wide</p></header>", "px wide"),
      ("</header>", "<script>console.error(1)</script></header>", "console"),
      ("</header>", "<img src=\"http://127.0.0.1:9/x.png\" alt=\"\"/></header>", "request"),
      ("</header>", "<p style=\"color:#888;background:#777\">pale</p></header>", "contrast"),
      ("</header>", "<p id=\"checks\">twice</p></header>", "id twice"),
      ("y=\"40\" text-anchor=\"start\" class=\"quiet\"", "y=\"24\" text-anchor=\"start\"", "overlap"),
      (".by-loss { display: inline; }", "", "switch after a click"),
    ]
    for (old, new, expected) in wrongs {
      #expect(text.contains(old), "\(old)")
      let file = try folder.write(text.replacingOccurrences(of: old, with: new), "wrong.html")
      let problems = try look(at: file).looks.flatMap(\.problems)
      #expect(problems.contains { $0.contains(expected) }, "\(expected): \(problems)")
    }
  }

  @Test("bad usage ends with 2", arguments: [["--quick", "--predict"], ["--chips", "0"]])
  func usage(_ options: [String]) throws {
    #expect(try Program.run(["report", "specs/iris.yaml"] + options).status == 2)
  }
}
