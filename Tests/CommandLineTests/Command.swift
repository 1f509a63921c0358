import Foundation
import Testing

/// A running program, with its output in files, so that no pipe fills up.
///
/// Not Foundation's `Process`: with several at a time on Linux it can miss that one has ended and wait for ever.
struct Command {
  /// What a run left behind.
  struct Result {
    /// Exit status; 128 + the signal for a program that a signal ended.
    var status: Int32
    var output: String
    var errors: String
  }

  /// The program's process.
  let process: pid_t
  private let logs: TemporaryFolder

  /// Starts a program in a folder, without input.
  /// - Parameters:
  ///   - words: the program's path and its arguments.
  ///   - cache: where it keeps results; nil: where no other run looks.
  init(_ words: [String], in folder: URL = Program.project, cache: URL? = nil) throws {
    logs = try TemporaryFolder()
    let shell = [
      "/bin/sh", "-c", "cd \"$1\" && out=$2 err=$3 && shift 3 && exec \"$@\" </dev/null >\"$out\" 2>\"$err\"",
      "sh", folder.path, logs.path("out"), logs.path("err"),
    ]
    var arguments = (shell + words).map { strdup($0) } + [nil]
    // What an earlier run keeps must not be found by a test that does not say so.
    var variables = ProcessInfo.processInfo.environment
    variables["XDG_CACHE_HOME"] = cache?.path ?? logs.path("cache")
    var environment = variables.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for word in arguments + environment { free(word) } }
    // Tests run on threads that block signals, and a child would inherit that: it could not be stopped.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    var process: pid_t = 0
    let error = posix_spawn(&process, shell[0], nil, &attributes, &arguments, &environment)
    try #require(error == 0, "cannot start \(words): \(String(cString: strerror(error)))")
    self.process = process
  }

  /// Waits for the end.
  func wait() throws -> Result {
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 { try #require(errno == EINTR) }
    let signal = status & 0x7f
    return Result(
      status: signal == 0 ? (status >> 8) & 0xff : 128 + signal,
      output: try String(contentsOfFile: logs.path("out"), encoding: .utf8),
      errors: try String(contentsOfFile: logs.path("err"), encoding: .utf8))
  }

  /// Runs a program to its end.
  static func run(
    _ words: [String], in folder: URL = Program.project, cache: URL? = nil
  ) throws -> Result {
    try Command(words, in: folder, cache: cache).wait()
  }
}
