import Diagnostics
import Foundation
import Reports

/// What goes to the terminal: results to standard output, everything else to standard error.
enum Terminal {
  /// Whether standard error is a terminal that wants colours.
  static var isColoured: Bool {
    isatty(STDERR_FILENO) == 1 && ProcessInfo.processInfo.environment["NO_COLOR"] == nil
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

/// A progress bar on a terminal; elsewhere one line a step.
struct ProgressBar {
  private let isInteractive = isatty(STDERR_FILENO) == 1
  private static let width = 30

  /// Shows that `done` of `total` steps are done.
  func show(_ done: Int, of total: Int, _ label: String) {
    guard isInteractive else { return Terminal.note("  \(done)/\(total)  \(label)") }
    let filled = total > 0 ? Self.width * done / total : Self.width
    let bar = String(repeating: "█", count: filled) + String(repeating: "·", count: Self.width - filled)
    Terminal.note("\r\u{1B}[K  \(bar) \(done)/\(total)  \(label)", terminator: done == total ? "\n" : "")
  }
}
