import Foundation

/// What one run of an outside program may use of the machine.
///
/// A netlist is data that somebody else may have written: it may not fill the memory or the disk.
package struct ToolLimits: Sendable, Equatable {
  /// Seconds after which it is ended.
  package var seconds: Double
  /// Bytes of address space of each of its processes.
  package var memory: Int
  /// Bytes of each file that it writes.
  package var fileSize: Int

  /// Bytes that are read of what a program has written.
  static let largestAnswer = 4 << 30

  /// Limits that no chip of ours comes near, and that leave the machine alive.
  /// - Parameters:
  ///   - memory: three quarters of the machine's memory, but at least 4 GiB, for compilers and thread stacks reserve
  ///     more than they touch.
  ///   - fileSize: a transient of a thousand nodes and a million points is 20 GB as text.
  package init(seconds: Double = 600, memory: Int? = nil, fileSize: Int = 32 << 30) {
    let physical = sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE))
    (self.seconds, self.fileSize) = (seconds, fileSize)
    self.memory = memory ?? max(4 << 30, physical / 4 * 3)
  }

  /// Seconds of processor time, on all processors: ends what goes on after we were killed ourselves.
  var processorSeconds: Int {
    Int(min(seconds.rounded(.up) + 1, 1e6)) * max(1, ProcessInfo.processInfo.activeProcessorCount)
  }

  /// Shell commands that set the limits: none above the present hard limit, where setting it would fail. No core is
  /// written.
  var shellCommands: String {
    func bound(_ value: Int, _ resource: __rlimit_resource) -> Int {
      var present = rlimit()
      guard getrlimit(__rlimit_resource_t(resource.rawValue), &present) == 0 else { return value }
      return Int(min(UInt64(max(value, 1)), UInt64(present.rlim_max)))
    }
    return "ulimit -c 0 && ulimit -v \(bound(memory, RLIMIT_AS) >> 10)"
      + " && ulimit -t \(bound(processorSeconds, RLIMIT_CPU)) && ulimit -f \(bound(fileSize, RLIMIT_FSIZE) >> 9)"
  }
}
