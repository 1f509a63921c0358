import Diagnostics
import Foundation
import Quantities

/// Memory that a run needs and that the machine, or a limit set on the process, does not give.
package enum SystemShortage {
  /// Ends the program with the exit code of a missing environment: where memory is taken in the middle of the arithmetic
  /// there is no other way on. Runs look at ``MachineMemory`` before they begin, so that few end here.
  package static func end(bytes: Int) -> Never {
    let diagnostic = Diagnostic(
      .error, "GD0491",
      "the system gives this process no memory for \(text(bytes)) more (the machine's, its control group's or ulimit's)"
    )
    let text = TerminalRenderer(colours: false).render([diagnostic])
    text.utf8.withContiguousStorageIfAvailable { _ = write(STDERR_FILENO, $0.baseAddress, $0.count) }
    _exit(exitCode)
  }
  /// As the command line's for an environment that lacks something.
  private static let exitCode: Int32 = 3

  /// A number of bytes for people: "3.2 GB".
  package static func text(_ bytes: Int) -> String {
    let units = ["B", "kB", "MB", "GB", "TB", "PB", "EB"]
    var (value, unit) = (Double(bytes), 0)
    while value >= 1000, unit < units.count - 1 { (value, unit) = (value / 1000, unit + 1) }
    return "\(Ratio(si: value).formatted(digits: 3)) \(units[unit])"
  }
}
