import Datasets
import Designs
import Diagnostics
import Families
import Foundation
import Reports
import Specification
import Testing

@testable import grenadyn

/// A family that exists here alone goes through the commands as the program's own do.
@Suite struct FlowFamilyTests {
  private static let families = NetworkFamilies(NetworkFamilies.standard.all + [FlowNetwork.self])

  private static func spec(_ extra: String = "") -> String {
    """
    grenadyn: 1
    name: basins
    data: { set: csv, path: rain.csv, test-fraction: 25 % }
    network: { family: flow, reservoirs: [3], basins: 2 }
    training: { nudge: 0.1, epochs: 30, batch: 4, learning-rate: 2 }
    prediction: { chips: 5 }
    \(extra)

    """
  }

  /// A folder with the spec and data in which the first reservoir is high in one class, and the second in the other.
  private final class Folder {
    let url: URL
    init(_ text: String = spec()) throws {
      url = FileManager.default.temporaryDirectory.appendingPathComponent("grenadyn-" + UUID().uuidString)
      try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
      let rows = (0..<80).map { s -> String in
        let (a, b) = s % 2 == 0 ? (0.8, 0.2) : (0.2, 0.8)
        let shift = Double(s % 5) / 25
        return "\(a + shift),\(b - shift / 2),\(Double(s % 7) / 7),\(s % 2 == 0 ? "wet" : "dry")"
      }
      try ("a,b,c,label\n" + rows.joined(separator: "\n") + "\n").write(
        to: url.appendingPathComponent("rain.csv"), atomically: true, encoding: .utf8)
      try text.write(to: url.appendingPathComponent("spec.yaml"), atomically: true, encoding: .utf8)
    }
    deinit { try? FileManager.default.removeItem(at: url) }
    func path(_ name: String) -> String { url.appendingPathComponent(name).path }
    func text(_ name: String) throws -> String { try String(contentsOfFile: path(name), encoding: .utf8) }
  }

  private func run<Command: FamilyCommand>(_ type: Command.Type, _ words: String...) throws {
    let command = try #require(try Command.parseAsRoot(words) as? Command)
    try command.run(Self.families)
  }

  @Test("Its keys are decoded, resolved and in the schema")
  func spec() throws {
    let folder = try Folder()
    let spec = try Spec<FlowKeys>.load(path: folder.path("spec.yaml"), families: Self.families.specs).spec
    #expect(spec.network.leak == 1 && spec.training.nudge?.value == 0.1)
    #expect(
      try Spec<FlowKeys>.parse(spec.resolvedYAML(in: folder.url.path), file: folder.path("x.yaml")).spec
        == spec)
    let schema = Self.families.specs.jsonSchema()
    #expect(schema.contains("\"whole-flow\"") && schema.contains("\"reservoirs\""))
    let wrong = try Folder(Self.spec().replacingOccurrences(of: "flow", with: "flwo"))
    let error = try #require(throws: DiagnosticsError.self) {
      _ = try Self.families.load(path: wrong.path("spec.yaml"))
    }
    #expect(error.diagnostics.map(\.code) == ["GD0401"] && error.diagnostics[0].suggestion == "flow")
  }

  @Test("What is shared is checked for it too")
  func errors() throws {
    let folder = try Folder(
      Self.spec().replacingOccurrences(of: "learning-rate: 2", with: "learning-rate: 2, leak: 3")
        .replacingOccurrences(of: "batch: 4", with: "batch: 0"))
    let error = try #require(throws: DiagnosticsError.self) {
      _ = try Self.families.load(path: folder.path("spec.yaml"))
    }
    #expect(Set(error.diagnostics.map(\.code)) == ["GD0202", "GD0205"])
  }

  @Test("It trains, and its files read back")
  func train() throws {
    let folder = try Folder()
    try run(Train.self, folder.path("spec.yaml"), "-o", folder.path("out"), "--baseline")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path("out"))
    #expect(Set(files).isSuperset(of: ["spec.yaml", "weights", "data.json"]))
    let trained = try WeightFiles.read(
      Located(
        folder.path("out/weights/weights.safetensors"), at: SourceLocation(file: "x", line: 1, column: 1)),
      expected: [WeightShape(name: "pipes", shape: [3, 2])])
    // The high reservoir of a class feeds its basin; dry comes before wet.
    #expect(trained[0][1] > trained[0][0] && trained[0][2] > trained[0][3])
    try run(Train.self, folder.path("spec.yaml"), "--find-rate")
    try run(Report.self, folder.path("out"), "-o", folder.path("trained.html"))
    #expect(try folder.text("trained.html").contains("3 reservoirs"))
  }

  @Test("It is described")
  func describe() throws {
    let folder = try Folder()
    try run(Describe.self, folder.path("spec.yaml"))
    let loaded = try Spec<FlowKeys>.load(path: folder.path("spec.yaml"), families: Self.families.specs)
    let network = try FlowNetwork.network(of: loaded.spec).network
    let text = try SpecDescription(loaded.spec, network: network).text
    #expect(text.contains("½ Σ_ij k_ij (x_i − p_j)²") && text.contains("equilibrium-propagation"))
  }

  @Test("It is reported, checked and predicted")
  func reportCheckPredict() throws {
    let folder = try Folder(Self.spec("limits: { accuracy: { at-least: 80 % } }"))
    try run(Report.self, folder.path("spec.yaml"), "-o", folder.path("report.html"))
    let page = try folder.text("report.html")
    #expect(
      page.contains("A flow network that learns by equilibrium-propagation") && page.contains("2 basins"))
    try run(Check.self, folder.path("spec.yaml"), "--no-cache", "--json", "-o", folder.path("check.json"))
    #expect(try folder.text("check.json").contains("\"accuracy\""))
    try run(Predict.self, folder.path("spec.yaml"), "-o", folder.path("chips"))
    let prediction = try folder.text("chips/prediction.json")
    #expect(
      prediction.contains("\"technology\" : \"pipes\"") || prediction.contains("\"technology\": \"pipes\""))
  }

  @Test("It answers with values, and is trained, reported, checked and predicted by their R²")
  func values() throws {
    let text = Self.spec("limits: { r-squared: { at-least: 0.2 }, training: { at-least: 0.5 } }")
      .replacingOccurrences(of: "path: rain.csv", with: "path: rain.csv, ignore: [label], targets: [a, c]")
      .replacingOccurrences(of: "reservoirs: [3]", with: "answers: vector, reservoirs: [1]")
      .replacingOccurrences(
        of: "test-fraction: 25 %", with: "test-fraction: 25 %, target-scale: { low: -1, high: 1 }")
    let folder = try Folder(text)
    // A pressure of a basin lies between 0 and that of the reservoir: a is one minus about b, and c is not to be known of b.
    let wrong = try Folder(text.replacingOccurrences(of: "r-squared", with: "accuracy"))
    let error = try #require(throws: DiagnosticsError.self) {
      _ = try Self.families.load(path: wrong.path("spec.yaml"))
    }
    #expect(error.diagnostics.map(\.code) == ["GD0256"])
    let rows = (0..<80).map { (s: Int) -> String in
      let b = Double(s * 37 % 80) / 80
      return "\(0.3 * b),\(b),\(0.1 * b + 0.02 * Double(s % 3)),x"
    }
    try ("a,b,c,label\n" + rows.joined(separator: "\n") + "\n").write(
      to: folder.url.appendingPathComponent("rain.csv"), atomically: true, encoding: .utf8)
    try run(Train.self, folder.path("spec.yaml"), "-o", folder.path("out"), "--baseline")
    #expect(try folder.text("out/training.csv").hasPrefix("epoch,loss,train_r_squared,test_r_squared\n"))
    #expect(try folder.text("out/training.json").contains("\"rSquared\""))
    #expect(try folder.text("out/answers_2.svg").contains("Answers of basins to the test samples, c"))
    try run(Report.self, folder.path("out"), "-o", folder.path("trained.html"))
    let page = try folder.text("trained.html")
    #expect(page.contains("answers-1-drawing") && page.contains("R² of the test samples"))
    try run(Check.self, folder.path("spec.yaml"), "--no-cache", "--json", "-o", folder.path("check.json"))
    let check = try folder.text("check.json")
    #expect(check.contains("\"software-r-squared\"") && check.contains("\"limit\" : \"r-squared\""))
    try run(Predict.self, folder.path("spec.yaml"), "-o", folder.path("chips"))
    let prediction = try folder.text("chips/prediction.json")
    #expect(prediction.contains("\"metric\" : \"r-squared\"") && prediction.contains("\"rmse\""))
    #expect(try folder.text("chips/histogram.svg").contains("R² in %"))
  }

  @Test("A command that needs a mapped chip says that there is none")
  func compile() throws {
    let folder = try Folder()
    let error = try #require(throws: DiagnosticsError.self) {
      try run(Compile.self, folder.path("spec.yaml"), "-o", folder.path("out"))
    }
    #expect(error.diagnostics.map(\.code) == ["GD0233"])
  }
}
