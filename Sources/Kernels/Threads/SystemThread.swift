import Foundation

/// A thread of the system's own, for work that must know whether it could be started: Foundation's threads and Dispatch's
/// queues wait for ever when the system has no more.
package enum SystemThread {
  /// Bytes of address space; a trial or a parser may recurse, and the default is smaller than the main thread's.
  private static let stackSize = 16 << 20

  /// Bytes of address space that a new thread leaves, its stack and the memory pool of its own (64 MiB in glibc) counted:
  /// an allocation in the middle of the work has no way to fail but to end the program.
  private static let reserve = 256 << 20

  private final class Body: Sendable {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }

  /// Starts a thread that nobody waits for.
  /// - Returns: false, with nothing done, when the system has no more threads or no memory for one.
  package static func start(_ run: @escaping @Sendable () -> Void) -> Bool {
    if let left = MachineMemory.addressSpace, left < reserve { return false }
    var attributes = pthread_attr_t()
    guard pthread_attr_init(&attributes) == 0 else { return false }
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setdetachstate(&attributes, CInt(PTHREAD_CREATE_DETACHED))
    pthread_attr_setstacksize(&attributes, stackSize)
    let body = Unmanaged.passRetained(Body(run))
    var handle = pthread_t()
    let error = pthread_create(
      &handle, &attributes,
      { context in
        if let context { Unmanaged<Body>.fromOpaque(context).takeRetainedValue().run() }
        return nil
      }, body.toOpaque())
    if error != 0 { body.release() }
    return error == 0
  }
}
