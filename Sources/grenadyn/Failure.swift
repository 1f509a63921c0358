import ArgumentParser
import Diagnostics
import Foundation
import Netlists
import Reports
import Simulation

/// How a command ends when it does not end well: what is printed, and the exit code.
enum Failure {
  /// A check failed.
  static let checkFailed: Int32 = 1
  /// Bad usage or a bad spec.
  static let badInput: Int32 = 2
  /// The environment lacks something.
  static let environment: Int32 = 3
  /// A fault of the program.
  static let internalError: Int32 = 70

  /// Prints an error to where it belongs and returns the exit code.
  static func report(_ error: any Error) -> Int32 {
    switch error {
    case let error as DiagnosticsError:
      Terminal.print(error.diagnostics)
      return code(error.diagnostics)
    case let diagnostic as Diagnostic:
      Terminal.print([diagnostic])
      return code([diagnostic])
    case let failure as OutputFolder.Failure:
      Terminal.print([Diagnostic(.error, "GD0901", failure.description)])
      return failure.isUsage ? badInput : environment
    case let failure as TextOutput.WriteError:
      Terminal.print([Diagnostic(.error, "GD0901", failure.description)])
      return environment
    case let failure as CocoaError:
      // Foundation's file operations: a full disk, a missing permission.
      Terminal.print([Diagnostic(.error, "GD0901", failure.systemReason)])
      return environment
    case let code as ExitCode:
      return code.rawValue
    default:
      return reportUsage(error)
    }
  }

  /// Help and version requests succeed; everything the argument parser rejects is bad usage.
  private static func reportUsage(_ error: any Error) -> Int32 {
    let exitCode = Grenadyn.exitCode(for: error)
    let text = Grenadyn.fullMessage(for: error)
    if exitCode == .success {
      print(text)
      return 0
    }
    FileHandle.standardError.write(Data((text + "\n").utf8))
    return exitCode == .validationFailure ? badInput : internalError
  }

  private static func code(_ diagnostics: [Diagnostic]) -> Int32 {
    diagnostics.contains {
      [DataSets.missingCode, ChipStore.unwritableCode, KernelTarget.unsupportedCode].contains($0.code)
        || $0.code.hasPrefix("GD07")
    }
      ? environment : badInput
  }
}
