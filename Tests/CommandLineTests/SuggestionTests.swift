import Foundation
import Testing

/// What is suggested for faults that only show when names are looked up and the chip is mapped, pasted by another program.
@Suite("Suggestions")
struct SuggestionTests {
  /// A file, replacements that make a fault of it, and the code that is to come of it.
  struct Fault: Sendable, CustomTestStringConvertible {
    var spec, old, new, code: String
    var testDescription: String { "\(code): \(new)" }
    init(_ spec: String, _ old: String, _ new: String, _ code: String) {
      (self.spec, self.old, self.new, self.code) = (spec, old, new, code)
    }
  }

  static let faults = [
    Fault("digits-springs.yaml", "gain: 4", "gain: 1000", "GD0403"),
    Fault("digits-springs.yaml", "nudge: 10 uS", "nudge: 10 mS", "GD0404"),
    Fault("digits-springs.yaml", "low: 1 uS, high: 20 uS", "low: 1 nS, high: 20 uS", "GD0402"),
    Fault("digits-springs.yaml", "tolerance: 1.0e-8", "tolerance: 0.1", "GD0411"),
    Fault("digits-springs.yaml", "family: resistive", "family: resistve", "GD0401"),
    Fault("digits-springs.yaml", "set: digits", "set: digitz", "GD0608"),
    Fault("digits-springs.yaml", "technology: leti-hfo2-130", "technology: leti-hfo-130", "GD0301"),
    Fault("digits-springs.yaml", "rule: equilibrium-propagation", "rule: equilibrum-propagation", "GD0406"),
    Fault("digits-springs.yaml", "rule: equilibrium-propagation", "rule: coupled-learning", "GD0420"),
    Fault("digits-springs.yaml", "estimator: centered", "clamp: 10 %\n  estimator: centered", "GD0420"),
    Fault("digits-springs.yaml", "estimator: centered", "estimator: holomorphic\n  points: 8", "GD0421"),
    Fault("digits-springs.yaml", "epochs: 30", "optimizer: { kind: adan }\n  epochs: 30", "GD0423"),
    Fault("digits-springs.yaml", "hspice", "hspise", "GD0801"),
    Fault("digits-springs.yaml", "rows: 26, columns: 32", "rows: 900, columns: 900", "GD0501"),
    Fault("digits-springs.yaml", "samples: 3", "samples: 3\nlimits: { die: { slot: caravell } }", "GD1141"),
    Fault(
      "digits-springs.yaml", "samples: 3", "samples: 3\nchecks: { GD1170: { severity: note } }", "GD0250"),
    Fault("hopfield-mnist.yaml", "  nudge:", "  # nudge:", "GD0420"),
  ]

  private func findings(_ path: String) throws -> [[String: Any]] {
    let result = try Program.run("check", path, "--stage", "chip", "--no-cache", "--json")
    let report = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
    let spec = try #require((report?["specs"] as? [[String: Any]])?.first, "\(result.errors)")
    return try #require(spec["findings"] as? [[String: Any]])
  }

  @Test("what is suggested mends the fault", arguments: faults)
  func pasted(_ fault: Fault) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Program.spec(fault.spec, [(fault.old, fault.new)]), "spec.yaml")
    func same(_ a: [String: Any], _ b: [String: Any]) -> Bool {
      a["code"] as? String == b["code"] as? String && a["message"] as? String == b["message"] as? String
    }
    let found = try findings(path)
    #expect(found.contains { $0["code"] as? String == fault.code && $0["suggestion"] != nil }, "\(found)")
    for finding in found {
      guard let text = finding["suggestion"] as? String, let line = finding["line"] as? Int,
        let column = finding["column"] as? Int, let length = finding["length"] as? Int
      else { continue }
      let tool = Program.project.appendingPathComponent("tools/paste-suggestion").path
      let python = Program.project.appendingPathComponent(".venv/bin/python").path
      let mended = try Command.run([python, tool, path, "\(line)", "\(column)", "\(length)", text])
      #expect(mended.status == 0, "\(mended.errors)")
      let after = try findings(folder.write(mended.output, "mended.yaml"))
      #expect(!after.contains { same($0, finding) }, "'\(text)' for \(finding["message"] ?? "")")
      // Only what stops the spec: once it is mapped, its rules have warnings of their own.
      let new = after.filter { other in
        other["severity"] as? String == "error" && other["line"] as? Int == line
          && other["column"] as? Int == column
          && !found.contains { same($0, other) }
      }
      #expect(new.isEmpty, "after '\(text)': \(new)")
    }
  }
}
