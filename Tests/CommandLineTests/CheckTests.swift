import Foundation
import Testing

@Suite("Check")
struct CheckTests {
  /// A spec of its own in a folder: the iris flowers with changes.
  private func spec(_ folder: TemporaryFolder, _ changes: String = "", _ name: String = "chip.yaml") throws
    -> String
  {
    let iris = Program.project.appendingPathComponent("specs/iris.yaml").path
    return try folder.write("extends: \(iris)\n\(changes)\n", name)
  }

  private func check(_ folder: TemporaryFolder, _ arguments: [String]) throws -> Command.Result {
    try Program.run(["check"] + arguments + ["--cache", folder.path("cache")], in: folder.url)
  }

  private func json(_ result: Command.Result) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
  }

  private func firstSpec(_ result: Command.Result) throws -> [String: Any] {
    try #require((try json(result)["specs"] as? [[String: Any]])?.first)
  }

  // MARK: outcomes

  @Test("a sound spec passes with its warnings; --fail-on warning fails it; a severity of its own does too")
  func outcomes() throws {
    let place = try TemporaryFolder()
    _ = try spec(place)
    let plain = try check(place, ["chip.yaml"])
    #expect(plain.status == 0 && plain.output.contains("[GD1107]"))
    #expect(
      plain.output.hasSuffix("chip.yaml: passed at stage chip, 1 warning\n1 spec: 1 passed; 1 warning\n"))
    #expect(try check(place, ["chip.yaml", "--fail-on", "warning"]).status == 1)
    _ = try spec(place, "checks: { GD1107: { severity: error } }")
    let failed = try check(place, ["chip.yaml"])
    #expect(failed.status == 1 && failed.output.contains("failed at stage chip, 1 error"))
    _ = try spec(place, "checks: { GD1107: { severity: note } }")
    #expect(try check(place, ["chip.yaml", "--fail-on", "warning"]).status == 0)
  }

  @Test("a suppression keeps the message with its reason, and one that suppresses nothing is a warning")
  func suppression() throws {
    let folder = try TemporaryFolder()
    _ = try spec(
      folder,
      "checks: { GD1107: { suppress: \"thick oxide\" }, GD0505: { suppress: \"short rows\" }, GD1109: { suppress: \"later\" } }"
    )
    let result = try check(folder, ["chip.yaml", "--format", "json", "--fail-on", "warning"])
    #expect(result.status == 1)
    let findings = try #require(try firstSpec(result)["findings"] as? [[String: Any]])
    #expect(findings.first { $0["code"] as? String == "GD1107" }?["suppressed"] as? String == "thick oxide")
    // Of a rule that was not run it is not known whether it would find something.
    let unused = findings.filter { $0["code"] as? String == "GD1140" }
    #expect(unused.count == 1 && (unused[0]["message"] as? String)?.contains("GD0505") == true)
    _ = try spec(folder, "checks: { GD1107: { suppress: \"thick oxide\" } }")
    let fine = try check(folder, ["chip.yaml", "--fail-on", "warning"])
    #expect(fine.status == 0 && fine.output.contains("because: thick oxide"))
  }

  @Test("bad specs end with 2, missing data with 3, bad usage with 2; a network without a chip is only read")
  func failures() throws {
    let folder = try TemporaryFolder()
    _ = try spec(folder, "checks: { GD1107: { suppress: \"\" } }", "reason.yaml")
    _ = try spec(folder, "checks: { GD1170: { severity: note } }", "code.yaml")
    _ = try spec(folder, "limits: { die: { slot: caravell } }", "slot.yaml")
    for (name, text) in [("reason", "[GD0251]"), ("code", "write: GD1107"), ("slot", "write: caravel")] {
      let result = try check(folder, ["\(name).yaml"])
      #expect(result.status == 2 && result.output.contains(text), "\(result.output)")
    }
    _ = try spec(
      folder, "data: { set: mnist, path: nowhere, scale: null }\nnetwork: { input: { shape: [784] } }",
      "data.yaml")
    #expect(try check(folder, ["data.yaml"]).status == 0)
    let missing = try check(folder, ["data.yaml", "--stage", "estimate"])
    #expect(missing.status == 3 && missing.output.contains("[GD0601]"), "\(missing.output)")
    #expect(try check(folder, ["none.yaml"]).status == 2)
    let hopfield = Program.project.appendingPathComponent("specs/hopfield-mnist.yaml").path
    let read = try check(folder, [hopfield])
    #expect(read.status == 0 && read.output.contains("passed at stage spec"))
    for arguments in [
      [], ["a.yaml", "a.yaml"], ["a.yaml", "--format", "pdf"], ["a.yaml", "--update-baseline"],
      ["a.yaml", "--format", "text", "--format", "json"], ["a.yaml", "--stage", "tapeout"],
    ] {
      #expect(try Program.run(["check"] + arguments).status == 2, "\(arguments)")
    }
  }

  @Test("mapping errors can be suppressed, unlike those of reading a spec")
  func mappingErrors() throws {
    let folder = try TemporaryFolder()
    let tile = "mapping: { tile: { rows: 600, columns: 600 } }"
    _ = try spec(folder, tile)
    let result = try check(folder, ["chip.yaml"])
    #expect(result.status == 1 && result.output.contains("[GD0501]"))
    _ = try spec(folder, tile + "\nchecks: { GD0501: { suppress: \"not for ngspice\" } }")
    #expect(try check(folder, ["chip.yaml"]).status == 0)
  }

  // MARK: order and cache

  @Test("the output is in the order of the specs, whatever the number of threads")
  func order() throws {
    let folder = try TemporaryFolder()
    for (index, rows) in [64, 4, 32, 8, 16].enumerated() {
      _ = try spec(folder, "mapping: { tile: { rows: \(rows), columns: 16 } }", "\(index).yaml")
    }
    _ = try folder.write("name: [", "broken.yaml")
    let names = ["4.yaml", "broken.yaml", "0.yaml", "3.yaml", "1.yaml", "2.yaml"]
    var outputs: Set<String> = []
    for threads in ["1", "2", "6"] {
      let result = try Program.run(
        ["check", "--no-cache", "--threads", threads, "--format", "json"] + names, in: folder.url)
      #expect(result.status == 2)
      outputs.insert(result.output)
      let specs = try #require(try json(result)["specs"] as? [[String: Any]])
      #expect(specs.compactMap { $0["spec"] as? String } == names)
    }
    #expect(outputs.count == 1)
  }

  @Test("a second run computes nothing and says the same, byte by byte; a change is seen")
  func cache() throws {
    let folder = try TemporaryFolder()
    _ = try spec(folder, "training: { epochs: 2 }")
    let arguments = ["chip.yaml", "--stage", "estimate", "--format", "json"]
    let first = try check(folder, arguments)
    #expect(first.errors.contains("chip.yaml: training"), "\(first.errors)")
    let second = try check(folder, arguments)
    #expect(second.output == first.output && second.status == first.status && second.errors.isEmpty)
    let anew = try Program.run(["check", "--no-cache"] + arguments, in: folder.url)
    #expect(anew.output == first.output && anew.errors.contains("training"))
    // A limit does not change the weights, which are kept by themselves.
    _ = try spec(folder, "training: { epochs: 2 }\nlimits: { area: { at-most: 1 um^2 } }")
    let limited = try check(folder, arguments)
    #expect(limited.status == 1)
    #expect(
      try firstSpec(limited)["figures"] as? [[String: AnyHashable]] == firstSpec(first)["figures"]
        as? [[String: AnyHashable]])
    _ = try spec(folder, "training: { epochs: 1 }")
    #expect(try check(folder, arguments).output != first.output)
  }

  // MARK: budgets

  @Test("budgets of stages that were not run are not judged, and the default stage judges all")
  func stages() throws {
    let folder = try TemporaryFolder()
    _ = try spec(
      folder,
      "training: { epochs: 2 }\nlimits: { energy-per-inference: { at-most: 1 J }, latency: { at-most: 1 fs }, utilization: { at-least: 1 % } }"
    )
    let early = try firstSpec(check(folder, ["chip.yaml", "--stage", "chip", "--format", "json"]))
    func outcomes(_ spec: [String: Any]) -> [String?] {
      (spec["limits"] as? [[String: Any]] ?? []).map { $0["outcome"] as? String }
    }
    #expect(outcomes(early) == ["unknown", "unknown", "pass"] && early["passes"] as? Bool == true)
    let result = try check(folder, ["chip.yaml", "--format", "json"])
    #expect(result.status == 1)
    let full = try firstSpec(result)
    #expect(full["stage"] as? String == "estimate" && outcomes(full) == ["pass", "fail", "pass"])
  }

  @Test("a yield that few chips cannot tell is not certain, and more of them pass or fail it")
  func verdicts() throws {
    let folder = try TemporaryFolder()
    func outcome(accuracy: String, chips: String) throws -> (String?, Int32) {
      _ = try spec(
        folder,
        "training: { epochs: 2 }\nlimits: { accuracy: { at-least: \(accuracy) }, yield: { at-least: 50 % } }")
      let result = try check(folder, ["chip.yaml", "--chips", chips, "--format", "json"])
      let limits = try #require(try firstSpec(result)["limits"] as? [[String: Any]])
      return (limits.first?["outcome"] as? String, result.status)
    }
    #expect(try outcome(accuracy: "1 %", chips: "2") == ("uncertain", 0))
    #expect(try outcome(accuracy: "1 %", chips: "60") == ("pass", 0))
    #expect(try outcome(accuracy: "100 %", chips: "60") == ("fail", 1))
  }

  // MARK: baselines

  @Test("a baseline is written, held, and missed by a figure that is worse")
  func baseline() throws {
    let folder = try TemporaryFolder()
    _ = try spec(folder)
    #expect(try check(folder, ["chip.yaml", "--baseline", "b.json"]).status == 2)
    let written = try check(folder, ["chip.yaml", "--baseline", "b.json", "--update-baseline"])
    #expect(written.status == 0, "\(written.errors)")
    #expect(try check(folder, ["chip.yaml", "--baseline", "b.json"]).status == 0)
    _ = try spec(folder, "mapping: { tile: { rows: 16, columns: 16 } }")
    let worse = try check(folder, ["chip.yaml", "--baseline", "b.json"])
    #expect(worse.status == 1 && worse.output.contains("[GD1130]") && worse.output.contains("utilization"))
    let accepted =
      "mapping: { tile: { rows: 16, columns: 16 } }\nchecks: { GD1130: { suppress: \"larger tiles are meant\" } }"
    _ = try spec(folder, accepted)
    #expect(try check(folder, ["chip.yaml", "--baseline", "b.json"]).status == 0)
    _ = try spec(folder, "", "other.yaml")
    let new = try check(folder, ["other.yaml", "--baseline", "b.json"])
    #expect(new.status == 0 && new.output.contains("[GD1132]"))
  }

  // MARK: formats

  private static let python = Program.project.appendingPathComponent(".venv/bin/python").path

  @Test("JSON is that of its schema, with findings, limits, suppressions and a baseline")
  func jsonSchema() throws {
    let folder = try TemporaryFolder()
    _ = try spec(
      folder,
      "checks: { GD1107: { suppress: \"thick oxide\" } }\nlimits: { area: { at-most: 1 um^2 }, utilization: { at-least: 10 % } }"
    )
    let stage = ["chip.yaml", "--stage", "chip"]
    _ = try check(folder, stage + ["--baseline", "b.json", "--update-baseline"])
    let result = try check(folder, stage + ["--baseline", "b.json", "--json"])
    #expect(
      result.output == (try check(folder, stage + ["--baseline", "b.json", "--format", "json"])).output)
    let first = try firstSpec(result)
    for key in ["findings", "limits", "figures", "parts", "baseline"] {
      #expect((first[key] as? [Any])?.isEmpty == false, "\(key)")
    }
    let schema = try folder.write(try Program.run("schema", "--output", "check").output, "schema.json")
    let output = try folder.write(result.output, "check.json")
    let script =
      "import json, sys, jsonschema; jsonschema.Draft202012Validator(json.load(open(sys.argv[1])))"
      + ".validate(json.load(open(sys.argv[2])))"
    let validation = try Command.run([Self.python, "-c", script, schema, output])
    #expect(validation.status == 0, "\(validation.errors)")
  }

  @Test("SARIF of every kind of finding is valid by the standard's own schema")
  func sarif() throws {
    let folder = try TemporaryFolder()
    _ = try spec(
      folder,
      "checks: { GD1107: { suppress: \"<b> & \\\"c\\\"\" } }\nlimits: { utilization: { at-least: 99 % } }",
      "a b#ä.yaml")
    _ = try folder.write("name: x\nname: y\nseed: [", "broken.yaml")
    _ = try folder.write("name: x\nname: y\n", "twice.yaml")
    for (index, specs) in [["a b#ä.yaml"], ["broken.yaml", "twice.yaml", "none.yaml", "a b#ä.yaml"]]
      .enumerated()
    {
      let file = "\(index).sarif"
      _ = try check(folder, specs + ["--format", "sarif=\(file)", "--format", "text"])
      let result = try Command.run(
        [Self.python, Program.project.appendingPathComponent("tools/validate-sarif").path, folder.path(file)])
      #expect(result.status == 0, "\(result.output)\(result.errors)")
    }
    // The validator does reject what is wrong.
    let text = try String(contentsOfFile: folder.path("0.sarif"), encoding: .utf8)
    let bad = try folder.write(
      text.replacingOccurrences(of: "\"startLine\": 6", with: "\"startLine\": 0"), "bad.sarif")
    #expect(
      try Command.run(
        [Self.python, Program.project.appendingPathComponent("tools/validate-sarif").path, bad]
      ).status == 1)
  }

  @Test("JUnit XML is read back by an independent reader, with the counts that it states")
  func junit() throws {
    let folder = try TemporaryFolder()
    _ = try spec(
      folder,
      "checks: { GD1107: { suppress: \"<&\\\"'> \\t done\" } }\nlimits: { utilization: { at-least: 99 % } }")
    let result = try check(folder, ["chip.yaml", "-o", "out.xml", "--format", "junit"])
    #expect(result.status == 1 && result.output.isEmpty)
    let script = try folder.write(
      """
      import sys, xml.etree.ElementTree as tree
      root = tree.parse(sys.argv[1]).getroot()
      assert root.tag == "testsuites" and root.get("errors") == "0"
      (suite,) = root
      cases = list(suite)
      assert len(cases) == int(suite.get("tests")) == int(root.get("tests"))
      assert sum(c.find("failure") is not None for c in cases) == int(suite.get("failures")) == 1
      assert sum(c.find("skipped") is not None for c in cases) == int(suite.get("skipped")) == 1
      assert len({c.get("name") for c in cases}) == len(cases)
      print([c.find("skipped").get("message") for c in cases if c.find("skipped") is not None][0])
      """, "read.py")
    let read = try Command.run([Self.python, script, folder.path("out.xml")])
    #expect(read.status == 0 && read.output == "<&\"'> done\n", "\(read.errors)")
  }

  // MARK: continuous integration

  @Test("the action and the GitLab job are valid by their services' schemas, the hook by pre-commit's")
  func schemas() throws {
    func tool(_ name: String, _ arguments: [String]) throws -> Command.Result {
      try Command.run([Program.project.appendingPathComponent(".venv/bin/\(name)").path] + arguments)
    }
    for result in [
      try tool("check-jsonschema", ["--builtin-schema", "vendor.github-actions", "action.yml"]),
      try tool(
        "check-jsonschema",
        ["--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci", "tools/ci/gitlab.yml"]),
      try tool("pre-commit", ["validate-manifest", ".pre-commit-hooks.yaml"]),
    ] { #expect(result.status == 0, "\(result.output)\(result.errors)") }
  }

  /// Runs a shell script with the program on the PATH and other variables.
  private func shell(_ script: String, _ variables: [String: String], in folder: URL) throws -> Command.Result
  {
    let path = try "PATH=\(Program.binary.deletingLastPathComponent().path):/usr/bin:/bin"
    return try Command.run(
      ["/usr/bin/env", path] + variables.map { "\($0.key)=\($0.value)" } + [
        "bash", "-e", "-o", "pipefail", "-c", script,
      ],
      in: folder)
  }

  @Test("the shell steps of the action annotate, write SARIF and end as the check does")
  func action() throws {
    let folder = try TemporaryFolder()
    _ = try spec(folder, "limits: { utilization: { at-least: 99 % } }", "a.yaml")
    _ = try spec(folder, "", "b.yaml")
    let steps = try folder.write(
      """
      import sys, yaml
      with open(sys.argv[1]) as file: action = yaml.safe_load(file)
      print("\\0".join(step["run"] for step in action["runs"]["steps"] if "run" in step), end="")
      """, "steps.py")
    let action = Program.project.appendingPathComponent("action.yml").path
    let scripts = try Command.run([Self.python, steps, action]).output.split(separator: "\0").map(String.init)
    try #require(scripts.count == 2)
    let variables = [
      "GITHUB_PATH": folder.path("path"), "GITHUB_OUTPUT": folder.path("output"),
      "GRENADYN_SOURCE": "/nowhere",
      "GRENADYN_SPECS": "*.yaml", "GRENADYN_STAGE": "chip", "GRENADYN_BASELINE": "",
      "GRENADYN_FAIL_ON": "error",
      "GRENADYN_SARIF": "out.sarif", "GRENADYN_CACHE": folder.path("cache"),
    ]
    // With the program on the PATH nothing is built.
    #expect(try shell(scripts[0], variables, in: folder.url).status == 0)
    let result = try shell(scripts[1], variables, in: folder.url)
    #expect(result.status == 1, "\(result.errors)")
    #expect(result.output.contains("::error file=a.yaml,line=2,") && result.output.contains("title=GD1127"))
    #expect(try String(contentsOfFile: folder.path("output"), encoding: .utf8) == "sarif=out.sarif\n")
    #expect(folder.content.contains("out.sarif"))
    // Names of a pull request: options, words, lines, commands; each is one file.
    for name in [
      "-x.yaml", "--json.yaml", "c d.yaml", "e\nf.yaml", "$(touch PWNED).yaml", "`id`;*.yaml",
      "::error::x.yaml",
    ] {
      _ = try spec(folder, "", name)
    }
    var hostile = variables
    hostile["GRENADYN_SPECS"] = "[!a]*.yaml\n -x.yaml*"
    let named = try shell(scripts[1], hostile, in: folder.url)
    #expect(named.status == 2 && named.errors.contains("-x.yaml is given twice"), "\(named.errors)")
    hostile["GRENADYN_SPECS"] = "\t[!a]*.yaml \n"
    let each = try shell(scripts[1], hostile, in: folder.url)
    #expect(each.status == 0, "\(each.output)\(each.errors)")
    #expect(!folder.content.contains("PWNED"))
    let log = try String(contentsOfFile: folder.path("out.sarif"), encoding: .utf8)
    #expect(log.contains("2.1.0"))
    hostile["GRENADYN_SARIF"] = "x\nname=value"
    let line = try shell(scripts[1], hostile, in: folder.url)
    #expect(line.status == 2)
    #expect(try !String(contentsOfFile: folder.path("output"), encoding: .utf8).contains("name=value"))
  }

  @Test("the script of the GitLab job writes its reports")
  func gitLab() throws {
    let folder = try TemporaryFolder()
    _ = try spec(folder, "", "a.yaml")
    let steps = try folder.write(
      """
      import sys, yaml
      with open(sys.argv[1]) as file: job = yaml.safe_load(file)[".grenadyn-check"]
      print("\\n".join(job["script"]))
      """, "steps.py")
    let file = Program.project.appendingPathComponent("tools/ci/gitlab.yml").path
    let script = try Command.run([Self.python, steps, file]).output
    let result = try shell(
      script, ["GRENADYN_SPECS": "*.yaml", "GRENADYN_OPTIONS": "--stage chip"], in: folder.url)
    #expect(result.status == 0, "\(result.errors)")
    #expect(folder.content.contains("grenadyn.xml") && folder.content.contains("grenadyn.sarif"))
    for name in ["-x.yaml", "c d.yaml", "$(touch PWNED).yaml"] { _ = try spec(folder, "", name) }
    for shell in ["bash", "sh"] {
      let hostile = try Command.run(
        [
          "/usr/bin/env", "PATH=\(Program.binary.deletingLastPathComponent().path):/usr/bin:/bin",
          "GRENADYN_SPECS=*.yaml", "GRENADYN_OPTIONS=--stage chip *", shell, "-e", "-c", script,
        ], in: folder.url)
      // The star of the options is no pattern: it is the name of a file that is not there.
      #expect(
        hostile.status == 2 && hostile.output.contains("cannot read '*'"),
        "\(hostile.output)\(hostile.errors)")
      #expect(hostile.output.contains("c d.yaml: passed") && hostile.output.contains("-x.yaml: passed"))
    }
    // What is kept in the checkout stays, unless the checkout brought it.
    #expect(folder.content.contains(".grenadyn-cache"))
    let marker = try folder.write("", ".grenadyn-cache/forged")
    #expect(try Command.run(["/usr/bin/git", "init", "-q", "."], in: folder.url).status == 0)
    #expect(try Command.run(["/usr/bin/git", "add", ".grenadyn-cache/forged"], in: folder.url).status == 0)
    _ = try self.shell(
      script, ["GRENADYN_SPECS": "a.yaml", "GRENADYN_OPTIONS": "--stage chip"], in: folder.url)
    #expect(!FileManager.default.fileExists(atPath: marker))
    #expect(!folder.content.contains("PWNED"))
  }

  @Test("pre-commit runs the hook on the specs that change")
  func preCommit() throws {
    let folder = try TemporaryFolder()
    for name in ["hooks", "work/specs", "home"] {
      try FileManager.default.createDirectory(
        at: folder.url.appendingPathComponent(name), withIntermediateDirectories: true)
    }
    try FileManager.default.copyItem(
      atPath: Program.project.appendingPathComponent(".pre-commit-hooks.yaml").path,
      toPath: folder.path("hooks/.pre-commit-hooks.yaml"))
    let iris = Program.project.appendingPathComponent("specs/iris.yaml").path
    _ = try folder.write("extends: \(iris)\n", "work/specs/good.yaml")
    _ = try folder.write("other: [yaml]\n", "work/notes.yaml")
    let python = Program.project.appendingPathComponent(".venv/bin/pre-commit").path
    let variables = [
      "HOME": folder.path("home"), "PRE_COMMIT_HOME": folder.path("home/pre-commit"),
      "XDG_CACHE_HOME": folder.path("home/cache"), "GIT_CONFIG_NOSYSTEM": "1",
    ]
    let git = "git -c user.name=t -c user.email=t@example.org -c init.defaultBranch=main"
    let prepare = """
      cd hooks && \(git) init -q . && git add -A && \(git) commit -qm hooks && cd ../work && \(git) init -q . && git add -A
      """
    #expect(try shell(prepare, variables, in: folder.url).status == 0)
    let run = "cd work && \(python) try-repo ../hooks grenadyn-check --all-files --verbose"
    let good = try shell(run, variables, in: folder.url)
    #expect(good.status == 0, "\(good.output)\(good.errors)")
    #expect(good.output.contains("specs/good.yaml: passed") && !good.output.contains("notes.yaml"))
    _ = try folder.write(
      "extends: \(iris)\nlimits: { utilization: { at-least: 99 % } }\n", "work/specs/bad.yaml")
    let bad = try shell("cd work && git add -A && cd .. && " + run, variables, in: folder.url)
    #expect(bad.status == 1 && bad.output.contains("[GD1127]"), "\(bad.output)\(bad.errors)")
  }
}
