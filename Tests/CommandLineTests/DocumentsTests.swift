import Foundation
import Testing

/// README, documentation catalogue and what else is written in Markdown.
@Suite("Documents")
struct DocumentsTests {
  private static let catalogue = "Sources/grenadyn/Grenadyn.docc/"

  /// README, articles and the pages beside the README, which speak of the program.
  private static func guides() throws -> [String: MarkdownPage] {
    try MarkdownPage.all().filter { !$0.key.contains("/") || $0.key.hasPrefix(catalogue) }
  }

  private static func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: Program.project.appendingPathComponent(path).path)
  }

  @Test("the README is read in five minutes")
  func readme() throws {
    let page = try MarkdownPage(Program.project.appendingPathComponent("README.md"))
    #expect(page.text.utf8.count <= 9000)
    let commands = page.blocks.filter { $0.info == "sh" }.flatMap(\.lines)
    #expect(
      commands.contains { $0.hasPrefix("tools/demo ") } && commands.contains { $0.hasPrefix("tools/test ") })
  }

  @Test("links lead to files and headings that are there")
  func links() throws {
    let pages = try MarkdownPage.all()
    #expect(pages.count > 20)
    var count = 0
    for (path, page) in pages {
      let folder = URL(fileURLWithPath: "/" + path).deletingLastPathComponent()
      for link in page.links where !link.hasPrefix("https://") {
        count += 1
        let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(
          String.init)
        let target =
          parts[0].isEmpty
          ? path : String(folder.appendingPathComponent(parts[0]).standardized.path.dropFirst())
        #expect(Self.exists(target), "\(path): \(link)")
        if parts.count == 2 {
          #expect(pages[target]?.anchors.contains(parts[1]) == true, "\(path): no heading for \(link)")
        }
      }
    }
    #expect(count > 100)
  }

  @Test("the root page lists every article")
  func root() throws {
    let root = try #require(try Self.guides()[Self.catalogue + "Grenadyn.md"])
    let articles = try FileManager.default.contentsOfDirectory(
      atPath: Program.project.appendingPathComponent(Self.catalogue).path
    ).filter { $0.hasSuffix(".md") && $0 != "Grenadyn.md" }
    #expect(articles.count > 20)
    #expect(Set(articles).subtracting(root.links).sorted() == [], "not in Grenadyn.md")
  }

  @Test("files, commands, options and codes that are spoken of are there")
  func names() throws {
    let help = try String(
      contentsOf: Program.project.appendingPathComponent("generated/help.txt"), encoding: .utf8)
    var options: [String: Set<String>] = [:]
    for section in help.split(separator: "$ grenadyn ").map(String.init) {
      let command = section.prefix { $0 != " " && $0 != "\n" }
      options[String(command)] = Set(section.matches(of: /--[a-z][a-z-]*/).map { String($0.0) })
    }
    let codes = Set(try Program.run("explain").output.matches(of: /GD\d{4}/).map { String($0.0) })
    for (path, page) in try Self.guides() {
      let commands = page.blocks.filter { $0.info.hasPrefix("sh") }.flatMap(\.lines)
      for code in page.text.matches(of: /GD\d{4}/).map({ String($0.0) }) {
        #expect(codes.contains(code), "\(path): \(code)")
      }
      for span in page.spans + commands {
        if let match = span.prefixMatch(of: /(Sources|Tests|specs|generated|tools)\/[A-Za-z0-9.\/_+-]+/),
          !span.dropFirst(match.0.count).hasPrefix("*"), !span.dropFirst(match.0.count).hasPrefix("{")
        {
          #expect(Self.exists(String(match.0)), "\(path): \(span)")
        }
        guard let match = span.firstMatch(of: /(?:^|; |&& )grenadyn ([a-z]+)([^#&]*)/) else { continue }
        guard let known = options[String(match.1)] else {
          Issue.record("\(path): no command \(match.1)")
          continue
        }
        for option in match.2.matches(of: /(?:^| )(--[a-z][a-z-]*)/).map({ String($0.1) }) {
          #expect(known.contains(option), "\(path): \(match.1) has no \(option)")
        }
      }
    }
    let page = try #require(try Self.guides()[Self.catalogue + "Commands.md"])
    for command in try Program.commands() {
      #expect(page.spans.contains { $0.split(separator: " ").contains(Substring(command)) }, "\(command)")
    }
  }

  @Test("the article on architecture has a word for every module")
  func modules() throws {
    let page = try #require(try Self.guides()[Self.catalogue + "Architecture.md"])
    let package = try String(
      contentsOf: Program.project.appendingPathComponent("Package.swift"), encoding: .utf8)
    let modules = package.matches(of: /\.(?:target|executableTarget|systemLibrary)\(\s*name: "([^"]+)"/)
      .map { String($0.1) }
    #expect(modules.count > 15)
    for module in modules { #expect(page.spans.contains(module), "\(module)") }
  }

  @Test("the citation file is valid and has the program's version")
  func citation() throws {
    let tool = Program.project.appendingPathComponent(".venv/bin/check-jsonschema").path
    let result = try Command.run([tool, "--builtin-schema", "vendor.citation-file-format", "CITATION.cff"])
    #expect(result.status == 0, "\(result.output)\(result.errors)")
    let text = try String(contentsOf: Program.project.appendingPathComponent("CITATION.cff"), encoding: .utf8)
    let version = try Program.run("--version").output
    #expect(text.contains("\nversion: \(version)"))
  }

  @Test("every key of a spec is in an article")
  func keys() throws {
    let schema = try JSONSerialization.jsonObject(
      with: Data(contentsOf: Program.project.appendingPathComponent("generated/spec.schema.json")))
    var keys: Set<String> = []
    func gather(_ node: Any) {
      if let list = node as? [Any] { list.forEach(gather) }
      guard let object = node as? [String: Any] else { return }
      if let properties = object["properties"] as? [String: Any] { keys.formUnion(properties.keys) }
      object.values.forEach(gather)
    }
    gather(schema)
    keys = keys.filter { $0.first?.isLowercase == true }
    #expect(keys.count > 100)
    var words: Set<String> = []
    for (path, page) in try Self.guides() where path.hasPrefix(Self.catalogue) {
      for code in page.spans + page.blocks.map(\.text) {
        words.formUnion(code.matches(of: /[a-z][a-z0-9-]*/).map { String($0.0) })
      }
    }
    #expect(keys.subtracting(words).sorted() == [], "keys without a word")
  }

  @Test("tables and outputs are those of the files that they quote")
  func quotes() throws {
    var count = 0
    for (path, page) in try MarkdownPage.all() {
      for quote in page.quotes {
        count += 1
        #expect(quote.lines.count > 2, "\(path): \(quote.path)")
        let file = try String(
          contentsOf: Program.project.appendingPathComponent(quote.path), encoding: .utf8)
        let missing = Self.firstMissing(quote.lines.filter { !$0.isEmpty }, of: file)
        #expect(missing == nil, "\(path), \(quote.path): \(missing ?? "")")
      }
    }
    #expect(count > 3)
  }

  @Test(
    "accuracies of chips are those of the recorded predictions",
    arguments: [
      "digits", "digits-scratch", "digits-frozen", "digits-no-hidden", "digits-in-situ",
      "digits-in-situ-programmed", "digits-in-situ-frozen", "digits-in-situ-no-hidden",
      "digits-in-situ-solved", "mnist-in-situ", "mnist-frozen", "mnist-no-hidden",
      "mnist-scratch",
    ])
  func accuracies(_ name: String) throws {
    struct Record: Decodable {
      struct Prediction: Decodable {
        struct Accuracy: Decodable { var mean, meanLow, meanHigh: Double }
        var accuracy: Accuracy
      }
      var predictions: [Prediction]
    }
    let file = Program.project.appendingPathComponent("generated/published/\(name).json")
    let record = try JSONDecoder().decode(Record.self, from: Data(contentsOf: file))
    #expect(!record.predictions.isEmpty)
    let guides = try Self.guides()
    for prediction in record.predictions.map(\.accuracy) {
      // The interval has two digits, the mean as many decimals.
      let half = 50 * (prediction.meanHigh - prediction.meanLow)
      let decimals = max(0, 1 - Int(floor(log10(half))))
      let text = String(format: "%.\(decimals)f ± %.\(decimals)f %%", 100 * prediction.mean, half)
      for path in ["README.md", Self.catalogue + "Accuracy.md"] {
        #expect(try #require(guides[path]).text.contains(text), "\(path) has no \(text)")
      }
    }
  }

  @Test("every spec and every section of one that is shown is valid")
  func specs() throws {
    var count = 0
    for (path, page) in try Self.guides() {
      for block in page.blocks where block.info == "yaml" && !block.text.contains("extends:") {
        let folder = try TemporaryFolder()
        let base = block.text.contains("family: hopfield") ? "hopfield-cifar10" : "digits"
        let extends = "extends: \(Program.project.appendingPathComponent("specs/\(base).yaml").path)\n"
        let spec = try folder.write(
          (block.text.hasPrefix("grenadyn: 1") ? "" : extends) + block.text, "spec.yaml")
        let result = try Program.run("check", spec, "--stage", "spec", "--no-cache")
        #expect(result.status == 0, "\(path): \(result.output)\(result.errors)")
        count += 1
      }
    }
    #expect(count > 10)
  }

  @Test("the tutorial's commands print what it shows")
  func tutorial() throws {
    let page = try #require(try Self.guides()[Self.catalogue + "YourDataYourChip.md"])
    let isLong = ProcessInfo.processInfo.environment["GRENADYN_LONG_TESTS"] != nil
    let folder = try TemporaryFolder()
    let bin = try Program.binary.deletingLastPathComponent().path
    var compared = 0
    for (block, shown) in zip(page.blocks, page.blocks.dropFirst()) {
      guard block.info == "sh" || block.info == "sh long" && isLong else { continue }
      let script = try folder.write("set -eu\n" + block.text, "commands.sh")
      let result = try Command.run(
        ["/usr/bin/env", "PATH=\(bin):/usr/bin:/bin", "HOME=\(folder.path("home"))", "sh", script],
        in: folder.url)
      #expect(result.status == 0, "\(block.text)\(result.errors)")
      guard shown.info == "text" else { continue }
      let missing = Self.firstMissing(shown.lines.filter { !$0.isEmpty }, of: result.output)
      #expect(missing == nil, "\(block.text)prints no: \(missing ?? "")\n\(result.output)")
      compared += 1
    }
    #expect(compared >= (isLong ? 7 : 5))
  }

  /// The first line that a text does not have behind the lines before it; `…` stands for anything without spaces.
  private static func firstMissing(_ lines: [String], of text: String) -> String? {
    var rest = text.split(separator: "\n").map { words($0[...]) }[...]
    for line in lines {
      let expected = words(line[...])
      guard let place = rest.firstIndex(where: { isSame($0, expected) }) else { return line }
      rest = rest[(place + 1)...]
    }
    return nil
  }

  private static func words(_ line: Substring) -> [Substring] { line.split(separator: " ") }

  private static func isSame(_ found: [Substring], _ expected: [Substring]) -> Bool {
    found.count == expected.count
      && zip(found, expected).allSatisfy { found, expected in
        let parts = expected.split(separator: "…", maxSplits: 1, omittingEmptySubsequences: false)
        return parts.count == 1
          ? found == expected : found.hasPrefix(parts[0]) && found.hasSuffix(parts[1])
      }
  }
}
