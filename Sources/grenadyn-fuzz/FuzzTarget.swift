import Diagnostics
import Foundation

/// A reader of bytes that anybody may have written: it takes damaged ones, and must say what is wrong with them.
struct FuzzTarget: Sendable {
  /// Its name on the command line.
  let name: String
  /// What is read, in a sentence.
  let summary: String
  /// Whether the bytes are text in lines, so that mutations by line and word lead deeper.
  var isText = false
  /// Right inputs, by the project's folder: what mutations start from.
  let seeds: @Sendable (URL) throws -> [[UInt8]]
  /// Makes the reader, which may prepare what every input needs; an input that is not accepted throws.
  let reader: @Sendable (Scratch) throws -> @Sendable ([UInt8]) throws -> Void

  /// Every target.
  static let all: [FuzzTarget] =
    specTargets + libraryTargets + arrayTargets + runTargets + folderTargets + formulaTargets + [rawFile]

  /// How an input ended.
  enum Outcome: Equatable {
    case accepted
    case refused
  }

  /// Reads an input.
  ///
  /// A trap is a finding, and so is an error that is no diagnostic, a diagnostic that cannot be shown, and more than
  /// a second of this thread's time.
  static func outcome(of input: [UInt8], _ read: ([UInt8]) throws -> Void) -> Outcome {
    let start = threadSeconds()
    defer {
      let time = threadSeconds() - start
      if time > secondsLimit { fatalError("the input took \(time) s; at most \(secondsLimit) s are allowed") }
    }
    do {
      try read(input)
      return .accepted
    } catch let error as DiagnosticsError {
      check(error.diagnostics)
    } catch let diagnostic as Diagnostic {
      check([diagnostic])
    } catch is Refusal {
    } catch {
      fatalError("an error that is no diagnostic: \(error)")
    }
    return .refused
  }

  /// Seconds of one input. Debug builds are an order of magnitude slower, and only replay.
  private static var secondsLimit: Double {
    #if DEBUG
      20
    #else
      1
    #endif
  }

  /// Diagnostics must be there, hold an error, and be printable: no control character reaches a terminal.
  static func check(_ diagnostics: [Diagnostic]) {
    precondition(diagnostics.contains { $0.severity == .error }, "refused without an error")
    let text = TerminalRenderer().render(diagnostics)
    let isPrintable = text.unicodeScalars.allSatisfy {
      $0 == "\n" || ($0.value >= 0x20 && !(0x7F..<0xA0).contains($0.value))
    }
    precondition(isPrintable, "a control character in a message: \(text.debugDescription)")
  }

  private static func threadSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
  }
}

/// An input that is refused without a diagnostic, as a damaged cache entry or an unfit combination is.
struct Refusal: Error {}
