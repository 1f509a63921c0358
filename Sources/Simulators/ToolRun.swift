import Foundation

/// One run of an outside program: within limits, its output captured, nothing left running.
package struct ToolRun: Sendable {
  /// Why a run gave no usable result.
  package struct Failure: Error, Sendable, CustomStringConvertible {
    /// What happened, with the program's last lines.
    package let description: String
    /// Whether it is the program that failed: it could not be started, crashed, was killed or ran into a limit. That
    /// says nothing of what it was given.
    package let isOfProgram: Bool
    /// Makes a failure.
    package init(_ description: String, isOfProgram: Bool = false) {
      (self.description, self.isOfProgram) = (description, isOfProgram)
    }

    /// The same failure, of something.
    package func of(_ subject: String) -> Failure {
      Failure("\(subject): \(description)", isOfProgram: isOfProgram)
    }
  }

  /// How a run ended.
  package struct Outcome: Sendable {
    /// Exit status; for a program that a signal ended, 128 + the signal.
    package var status: Int32
    /// Standard output and standard error in the order they were written.
    package var output: String

    /// How it ended, in words.
    var end: String {
      guard status > 128, let name = strsignal(status - 128) else {
        return "ended with exit status \(status)"
      }
      return "was ended by signal \(status - 128) (\(String(cString: name)))"
    }

    /// Whether the program broke down, rather than reject what it was given: a signal ended it, a shell or the loader
    /// could not start it (126, 127), or its last words are of itself or of the machine.
    var isBreakdown: Bool {
      guard status >= 0, status < 126 else { return true }
      let words = tail().lowercased()
      return Self.breakdowns.contains(where: words.contains)
    }

    /// Words of programs without memory, disk or linker, or that caught their own crash (Rust's panic, ngspice's
    /// handler of signals).
    private static let breakdowns = [
      "out of memory", "cannot allocate", "can't allocate", "bad_alloc", "memory exhausted", "memoryerror",
      "no space left", "file too large", "linker not found", "panicked at", "segmentation violation",
    ]

    /// The last lines of the output, for a message.
    package func tail(_ lines: Int = 6) -> String {
      output.split(whereSeparator: \.isNewline).filter { !$0.allSatisfy(\.isWhitespace) }.suffix(lines)
        .map { $0.count > 400 ? $0.prefix(400) + "…" : $0 }.joined(separator: "\n")
    }
  }

  /// The program.
  package var program: URL
  /// Its arguments.
  package var arguments: [String]
  /// The folder it runs in.
  package var folder: URL
  /// Its home folder and place of temporary files; by default the folder it runs in, so that it finds no start-up files
  /// of the user and leaves none.
  package var home: URL
  /// What it may use.
  package var limits: ToolLimits

  /// Bytes of output after which a program is ended: it will not say anything of use any more.
  static let outputLimit = 64 << 20

  /// Describes a run.
  package init(_ program: URL, _ arguments: [String], in folder: URL, limits: ToolLimits) {
    (self.program, self.arguments, self.folder, self.limits) = (program, arguments, folder, limits)
    home = folder
  }

  /// Runs the program to its end, or to a limit.
  ///
  /// Its output goes to a file, so that however much it prints, it never waits for a reader.
  /// - Throws: ``Failure`` when it cannot be started, lasts too long or prints without end.
  package func run() throws -> Outcome {
    let log = folder.appendingPathComponent("output-\(UUID().uuidString).txt")
    guard FileManager.default.createFile(atPath: log.path, contents: nil),
      let sink = try? FileHandle(forWritingTo: log)
    else { throw Failure("cannot write in \(folder.path)", isOfProgram: true) }
    defer {
      try? sink.close()
      try? FileManager.default.removeItem(at: log)
    }
    let process = try spawn(output: sink.fileDescriptor)
    let deadline = ContinuousClock.now + .seconds(limits.seconds)
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
        reason = "was stopped after its time limit of \(Self.seconds(limits.seconds))"
      } else if Self.size(of: log) > Self.outputLimit {
        reason = "was stopped because it printed more than \(Self.outputLimit >> 20) MiB"
      }
      // The program leads a group of its own, so its children end with it.
      if reason != nil { kill(-process, SIGKILL) }
    }
    // What a program left in the background must not outlive the run.
    kill(-process, SIGKILL)
    let outcome = Outcome(status: ended ?? -1, output: Self.end(of: log))
    if let reason {
      throw Failure(Self.message("\(program.lastPathComponent) \(reason)", outcome), isOfProgram: true)
    }
    return outcome
  }

  /// Starts a program as the leader of a process group, with both outputs to a descriptor.
  ///
  /// A shell changes to the folder, sets the limits and becomes the program, because Glibc's module has no file action
  /// for that.
  /// Not by Foundation's `Process`: with several at a time on Linux it can miss that one has ended and wait for
  /// ever (seen with 6.3 in our tests).
  private func spawn(output: Int32) throws -> pid_t {
    guard FileManager.default.isExecutableFile(atPath: program.path) else {
      throw Failure("cannot start \(program.path): it is not an executable file", isOfProgram: true)
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
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF))
    // Whoever has started us may ignore the signals of the limits, and we do that of a closed pipe.
    var signals = sigset_t()
    sigemptyset(&signals)
    for signal in [SIGXFSZ, SIGXCPU, SIGPIPE] { sigaddset(&signals, signal) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setpgroup(&attributes, 0)
    let become = "cd -- \"$1\" && \(limits.shellCommands) && shift && exec \"$@\""
    let shell = ["/bin/sh", "-c", become, "sh", folder.path, program.path]
    var words = (shell + arguments).map { strdup($0) } + [nil]
    let variables = ToolEnvironment.variables(
      from: ProcessInfo.processInfo.environment, home: home.path)
    var environment = variables.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for word in words + environment { free(word) } }
    var process: pid_t = 0
    let error = posix_spawn(&process, shell[0], &actions, &attributes, &words, &environment)
    guard error == 0 else {
      throw Failure(
        "cannot start \(program.path): \(String(cString: strerror(error)))", isOfProgram: true)
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
  package func runSuccessfully() throws -> Outcome {
    let outcome = try run()
    guard outcome.status == 0 else {
      throw Failure(
        Self.message("\(program.lastPathComponent) \(outcome.end)", outcome), isOfProgram: outcome.isBreakdown
      )
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
