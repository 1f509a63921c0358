import Diagnostics
import Simulation

extension Diagnostic {
  /// Whether it tells of what the environment lacks, and not of the input: a data set, a program, memory, threads.
  package var isOfEnvironment: Bool {
    ([DataSets.missingCode, "GD0901", KernelTarget.unsupportedCode] + SystemShortage.codes).contains(code)
      || code.hasPrefix("GD07")
  }
}
