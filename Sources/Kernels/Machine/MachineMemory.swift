import Diagnostics
import Foundation
import Quantities

/// The memory that this process can still get: the least of what the machine has left, of what its control groups allow, and
/// of the limits set on it.
package enum MachineMemory {
  /// Bytes that must be left for OpenBLAS. It waits for ever for memory that a limit keeps from it or crashes: hundreds of
  /// megabytes, by its build (seen with 0.3.21). What is no more than a comparison is left out where they are not.
  package static let ofOpenBLAS = 1 << 30

  /// Bytes; nil where the system tells nothing.
  package static var available: Int? {
    [machine, controlGroup, addressSpace].compactMap { $0 }.min()
  }

  /// Looks whether something fits, before any of it is taken.
  /// - Parameters:
  ///   - bytes: what it takes at least.
  ///   - what: "the training of this network".
  /// - Throws: GD0491.
  package static func check(
    _ bytes: Int, for what: String, at location: SourceLocation?, available: Int? = available
  ) throws(DiagnosticsError) {
    guard let available, bytes > available else { return }
    throw DiagnosticsError([
      Diagnostic(
        .error, "GD0491",
        "\(what) takes \(SystemShortage.text(bytes)) of memory or more, and this process can get "
          + "\(SystemShortage.text(max(0, available))) (the machine's, its control group's or ulimit's)",
        at: location)
    ])
  }

  /// `MemAvailable` of the machine.
  private static var machine: Int? { kilobytes("MemAvailable", in: "/proc/meminfo") }

  /// What is left of the strictest limit of the control groups that the process is in (version 2, and 1 at its usual place).
  private static var controlGroup: Int? {
    let own = (contents("/proc/self/cgroup") ?? "").split(separator: "\n").first { $0.hasPrefix("0::") }
    var folder = own.map { String($0.dropFirst(3)) } ?? "/"
    var left: [Int] = []
    while true {
      let path = "/sys/fs/cgroup" + (folder == "/" ? "" : folder)
      if let limit = number("\(path)/memory.max"), let used = number("\(path)/memory.current") {
        left.append(limit - used)
      }
      guard folder != "/", let slash = folder.lastIndex(of: "/") else { break }
      folder = slash == folder.startIndex ? "/" : String(folder[..<slash])
    }
    let old = "/sys/fs/cgroup/memory/memory"
    if let limit = number("\(old).limit_in_bytes"), let used = number("\(old).usage_in_bytes") {
      left.append(limit - used)
    }
    return left.min()
  }

  /// What `ulimit -v` leaves.
  static var addressSpace: Int? {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0, limit.rlim_cur < rlim_t(Int.max),
      let used = kilobytes("VmSize", in: "/proc/self/status")
    else { return nil }
    return Int(limit.rlim_cur) - used
  }

  private static func kilobytes(_ key: String, in path: String) -> Int? {
    let lines = (contents(path) ?? "").split(separator: "\n")
    guard let line = lines.first(where: { $0.hasPrefix(key + ":") }) else { return nil }
    return Int(line.filter(\.isNumber)).map { Int.saturatingProduct([$0, 1024]) }
  }

  /// The number in a file; nil for "max" and for none.
  private static func number(_ path: String) -> Int? {
    contents(path).flatMap { Int($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
  }

  /// The start of a file of the kernel's: such files have no size.
  private static func contents(_ path: String) -> String? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var buffer = [UInt8](repeating: 0, count: 16_384)
    let count = read(descriptor, &buffer, buffer.count)
    return count < 0 ? nil : String(decoding: buffer[..<count], as: UTF8.self)
  }
}
