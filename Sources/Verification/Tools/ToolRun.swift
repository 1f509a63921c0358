import Dispatch
import Foundation

/// One run of an outside program: with a time limit, its output captured, nothing left running.
public struct ToolRun: Sendable {
  /// Why a run gave no usable result.
  public struct Failure: Error, Sendable, CustomStringConvertible {
    /// What happened, with the program's last lines.
    public let description: String
    /// Makes a failure.
    public init(_ description: String) { self.description = description }
  }

  /// How a run ended.
  public struct Outcome: Sendable {
    /// Exit status; for a program that a signal ended, 128 + the signal.
    public var status: Int32
    /// Standard output and standard error in the order they were written.
    public var output: String

    /// The last lines of the output, for a message.
    public func tail(_ lines: Int = 6) -> String {
      output.split(whereSeparator: \.isNewline).filter { !$0.allSatisfy(\.isWhitespace) }.suffix(lines)
        .map { $0.count > 400 ? $0.prefix(400) + "…" : $0 }.joined(separator: "\n")
    }
  }

  /// The program.
  public var program: URL
  /// Its arguments.
  public var arguments: [String]
  /// The folder it runs in.
  public var folder: URL
  /// Seconds after which it is ended.
  public var timeLimit: Double

  /// Bytes of output after which a program is ended: it will not say anything of use any more.
  static let outputLimit = 64 << 20

  /// Describes a run.
  public init(_ program: URL, _ arguments: [String], in folder: URL, timeLimit: Double) {
    (self.program, self.arguments, self.folder, self.timeLimit) = (program, arguments, folder, timeLimit)
  }

  /// Runs the program to its end, or to the time limit.
  ///
  /// Its output goes to a file, so that however much it prints, it never waits for a reader.
  /// - Throws: ``Failure`` when it cannot be started, lasts too long or prints without end.
  public func run() throws -> Outcome {
    let log = folder.appendingPathComponent("output-\(UUID().uuidString).txt")
    guard FileManager.default.createFile(atPath: log.path, contents: nil),
      let sink = try? FileHandle(forWritingTo: log)
    else { throw Failure("cannot write in \(folder.path)") }
    defer {
      try? sink.close()
      try? FileManager.default.removeItem(at: log)
    }
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = sink
    process.standardError = sink
    let ended = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in ended.signal() }
    do { try process.run() } catch {
      throw Failure("cannot start \(program.path): \(error.localizedDescription)")
    }
    let deadline = Date().addingTimeInterval(timeLimit)
    var reason: String?
    while ended.wait(timeout: .now() + .milliseconds(100)) == .timedOut {
      if Date() > deadline {
        reason = "was stopped after its time limit of \(Self.seconds(timeLimit))"
      } else if Self.size(of: log) > Self.outputLimit {
        reason = "was stopped because it printed more than \(Self.outputLimit >> 20) MiB"
      }
      guard reason != nil else { continue }
      // Foundation starts every process as the leader of a group of its own, so its children end with it.
      kill(-process.processIdentifier, SIGKILL)
      kill(process.processIdentifier, SIGKILL)
      ended.wait()
    }
    // What a program left in the background must not outlive the run.
    kill(-process.processIdentifier, SIGKILL)
    let status = process.terminationReason == .uncaughtSignal ? 128 : 0
    let outcome = Outcome(status: process.terminationStatus + Int32(status), output: Self.end(of: log))
    if let reason { throw Failure(Self.message("\(program.lastPathComponent) \(reason)", outcome)) }
    return outcome
  }

  /// Runs the program and expects the exit status 0.
  /// - Throws: ``Failure`` with the program's last lines.
  @discardableResult
  public func runSuccessfully() throws -> Outcome {
    let outcome = try run()
    guard outcome.status == 0 else {
      throw Failure(
        Self.message("\(program.lastPathComponent) ended with exit status \(outcome.status)", outcome))
    }
    return outcome
  }

  private static func message(_ what: String, _ outcome: Outcome) -> String {
    let tail = outcome.tail()
    return tail.isEmpty ? "\(what), without a word" : "\(what); its last lines:\n\(tail)"
  }

  private static func seconds(_ value: Double) -> String {
    value == value.rounded() ? "\(Int(value)) s" : "\(value) s"
  }

  private static func size(of file: URL) -> Int {
    ((try? FileManager.default.attributesOfItem(atPath: file.path))?[.size] as? NSNumber)?.intValue ?? 0
  }

  /// At most the last four megabytes of a file.
  private static func end(of file: URL) -> String {
    guard let handle = try? FileHandle(forReadingFrom: file) else { return "" }
    defer { try? handle.close() }
    let size = (try? handle.seekToEnd()) ?? 0
    let limit: UInt64 = 4 << 20
    try? handle.seek(toOffset: size > limit ? size - limit : 0)
    return String(decoding: (try? handle.readToEnd()) ?? Data(), as: UTF8.self)
  }
}
