import CKernels
import Diagnostics
import Foundation

/// The instruction set of the kernels: this processor's best, or the one that the environment variable `GRENADYN_ISA`
/// forces (`portable`, `avx2`, `avx512`), to see on one machine what another one computes.
///
/// AVX2 and AVX-512 give the same bits; the portable kernels round differently where they have no fused multiply-add.
package enum KernelTarget {
  /// The environment variable.
  package static let variable = "GRENADYN_ISA"
  /// Code of the diagnostic of a set that this processor lacks: the environment's fault, not the user's.
  package static let unsupportedCode = "GD0651"

  /// The name of the set that is in use.
  package static var name: String { String(cString: gd_isa_name(gd_best_isa())) }

  /// The names of all sets, in rising order.
  static let names = [GD_PORTABLE, GD_AVX2, GD_AVX512].map { String(cString: gd_isa_name($0)) }

  /// Looks at the variable, before anything is computed.
  /// - Throws: GD0650 for a name that no set has, GD0651 for a set that this processor lacks.
  package static func check() throws(Diagnostic) {
    var isa = GD_PORTABLE
    let value = ProcessInfo.processInfo.environment[variable] ?? ""
    let asked = "the environment variable \(variable) is '\(value.prefix(40))'"
    switch gd_requested_isa(&isa) {
    case GD_ISA_UNKNOWN:
      throw Diagnostic(
        .error, "GD0650",
        "\(asked), which names no instruction set; the names are \(names.joined(separator: ", "))")
    case GD_ISA_UNSUPPORTED:
      throw Diagnostic(
        .error, unsupportedCode,
        "\(asked), an instruction set that this processor lacks; its best is "
          + String(cString: gd_isa_name(gd_processor_isa())), suggestion: "\(variable)=portable")
    default: break
    }
  }
}
