import Diagnostics
import Foundation
import Reports

/// What goes to the terminal: results to standard output, everything else to standard error.
enum Terminal {
  /// Whether standard error is a terminal that wants colours.
  static var isColoured: Bool {
    isatty(STDERR_FILENO) == 1 && ProcessInfo.processInfo.environment["NO_COLOR"] == nil
  }

  /// Whether standard error is a terminal on which a line can be drawn anew.
  static var isInteractive: Bool {
    isatty(STDERR_FILENO) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
  }

  /// Columns of the terminal.
  static var width: Int {
    var size = winsize()
    guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  /// Prints diagnostics with their source lines.
  static func print(_ diagnostics: [Diagnostic]) {
    guard !diagnostics.isEmpty else { return }
    note(TerminalRenderer(colours: isColoured).render(diagnostics), terminator: "")
  }

  /// Prints a result to standard output.
  /// - Throws: ``OutputFolder/Failure`` when it cannot be written, as to a full disk.
  static func result(_ text: String) throws {
    do { try FileHandle.standardOutput.write(contentsOf: Data(text.utf8)) } catch {
      throw OutputFolder.Failure(description: "cannot write to standard output: \(error.systemReason)")
    }
  }

  /// Prints a line to standard error.
  static func note(_ text: String, terminator: String = "\n") {
    FileHandle.standardError.write(Data((text + terminator).utf8))
  }
}
