import ArgumentParser
import Diagnostics
import Files
import Foundation
import Reports

/// What goes to the terminal: results to standard output, everything else to standard error.
enum Terminal {
  /// Whether standard error is a terminal that wants colours.
  static var isColoured: Bool { isatty(STDERR_FILENO) == 1 && areColoursWanted }

  /// Whether standard output is one.
  static var areResultsColoured: Bool { isatty(STDOUT_FILENO) == 1 && areColoursWanted }

  /// Whether standard error is a terminal on which a line can be drawn anew.
  static var isInteractive: Bool { isatty(STDERR_FILENO) == 1 && !isDumb }

  /// Columns of standard error.
  static var width: Int { columns(of: STDERR_FILENO) ?? 80 }

  /// Prints diagnostics with their source lines.
  static func print(_ diagnostics: [Diagnostic]) {
    guard !diagnostics.isEmpty else { return }
    let sources = SpecOptions.sources(of: CommandLine.arguments)
    draw(TerminalRenderer(colours: isColoured, sources: sources).render(diagnostics))
  }

  /// Prints a result to standard output: for scripts as JSON, for people as text that fits a terminal's width.
  /// - Throws: `OutputFailure` when it cannot be written, as to a full disk.
  static func result(_ value: some Encodable, json: Bool, text: @autoclosure () -> String) throws {
    try result(
      json
        ? JSONText.of(value)
        : columns(of: STDOUT_FILENO).map { text().printable.fitted(to: $0) } ?? text().printable)
  }

  /// Prints a result to standard output as it is.
  /// - Throws: `OutputFailure` when it cannot be written, as to a full disk.
  static func result(_ text: String) throws {
    let error = Descriptor.write(Data(text.utf8), to: STDOUT_FILENO)
    // Whoever reads has enough, as `head` has: no fault, and the exit code is that of the signal's default.
    if error == EPIPE { throw ExitCode(128 + SIGPIPE) }
    guard error == 0 else { throw OutputFailure(cannot: "write to", "standard output", error) }
  }

  /// Prints a line to standard error, whatever the text holds.
  static func note(_ text: String) { draw(text.printable + "\n") }

  /// Writes text to standard error as it is: lines with colours of our own, whose parts are printable. A stream that is
  /// full or closed is no fault of the work.
  static func draw(_ text: String) { _ = Descriptor.write(Data(text.utf8), to: STDERR_FILENO) }

  /// Whether the command line asks for JSON, in which errors are told too.
  static var isJSONAsked: Bool {
    let words = CommandLine.arguments.prefix { $0 != "--" }
    return words.contains("--json") || words.contains("--format=json")
      || zip(words, words.dropFirst()).contains { $0 == "--format" && $1 == "json" }
  }

  /// Makes writing to standard streams safe, once, before anything is opened.
  static func prepare() {
    // A full pipe, or a file's limit, is an error of the call that meets it instead of the end of the program.
    for signal in [SIGPIPE, SIGXFSZ] { Foundation.signal(signal, SIG_IGN) }
    // A stream that is closed gets what nothing can be written to; else the next file would have its number, and its text.
    for stream in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(stream, F_GETFD) < 0 {
      _ = open("/dev/null", O_RDONLY)
    }
  }

  /// `NO_COLOR` forbids colours unless it is empty (no-color.org).
  private static var areColoursWanted: Bool { (environment("NO_COLOR") ?? "").isEmpty && !isDumb }

  private static var isDumb: Bool { environment("TERM") == "dumb" }

  /// Columns of a stream: what `COLUMNS` says, else what the terminal has; nil for what is no terminal.
  private static func columns(of stream: Int32) -> Int? {
    if let columns = environment("COLUMNS").flatMap(Int.init), columns > 0 { return columns }
    var size = winsize()
    guard ioctl(stream, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  private static func environment(_ name: String) -> String? {
    ProcessInfo.processInfo.environment[name]
  }
}
