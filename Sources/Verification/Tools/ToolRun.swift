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
    let process = try Self.spawn(program, arguments, in: folder, output: sink.fileDescriptor)
    let deadline = ContinuousClock.now + .seconds(timeLimit)
    var reason: String?
    var pause: UInt32 = 1000
    var ended = Self.status(of: process)
    while ended == nil {
      usleep(pause)
      // Short runs are not kept waiting, long ones not asked too often.
      pause = min(2 * pause, 50_000)
      ended = Self.status(of: process)
      guard ended == nil, reason == nil else { continue }
      if ContinuousClock.now > deadline {
        reason = "was stopped after its time limit of \(Self.seconds(timeLimit))"
      } else if Self.size(of: log) > Self.outputLimit {
        reason = "was stopped because it printed more than \(Self.outputLimit >> 20) MiB"
      }
      // The program leads a group of its own, so its children end with it.
      if reason != nil { kill(-process, SIGKILL) }
    }
    // What a program left in the background must not outlive the run.
    kill(-process, SIGKILL)
    let outcome = Outcome(status: ended ?? -1, output: Self.end(of: log))
    if let reason { throw Failure(Self.message("\(program.lastPathComponent) \(reason)", outcome)) }
    return outcome
  }

  /// Starts a program as the leader of a process group, with both outputs to a descriptor.
  ///
  /// A shell changes to the folder and becomes the program, because Glibc's module has no file action for that.
  /// Not by Foundation's `Process`: with several at a time on Linux it can miss that one has ended and wait for
  /// ever (seen with 6.3 in our tests).
  private static func spawn(
    _ program: URL, _ arguments: [String], in folder: URL, output: Int32
  ) throws -> pid_t {
    guard FileManager.default.isExecutableFile(atPath: program.path) else {
      throw Failure("cannot start \(program.path): it is not an executable file")
    }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output, 1)
    posix_spawn_file_actions_adddup2(&actions, output, 2)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // What this program ignores, others need not know of.
    var signals = sigset_t()
    sigemptyset(&signals)
    for signal in [SIGPIPE, SIGXFSZ] { sigaddset(&signals, signal) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF))
    posix_spawnattr_setpgroup(&attributes, 0)
    let shell = ["/bin/sh", "-c", "cd \"$1\" && shift && exec \"$@\"", "sh", folder.path, program.path]
    var words = (shell + arguments).map { strdup($0) } + [nil]
    var environment = ProcessInfo.processInfo.environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for word in words + environment { free(word) } }
    var process: pid_t = 0
    let error = posix_spawn(&process, shell[0], &actions, &attributes, &words, &environment)
    guard error == 0 else {
      throw Failure("cannot start \(program.path): \(String(cString: strerror(error)))")
    }
    return process
  }

  /// The exit status of a process that has ended, 128 + the signal for one that a signal ended; nil while it runs.
  private static func status(of process: pid_t) -> Int32? {
    var status: Int32 = 0
    let result = waitpid(process, &status, WNOHANG)
    if result == 0 || (result < 0 && errno == EINTR) { return nil }
    // Nobody else waits for our children, so an error here means that it is gone in an unknown way.
    guard result > 0 else { return -1 }
    let signal = status & 0x7f
    return signal == 0 ? (status >> 8) & 0xff : 128 + signal
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
