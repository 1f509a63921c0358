import Foundation

/// Writing to what is open already.
package enum Descriptor {
  /// Writes all bytes, however many calls it takes.
  /// - Returns: 0, or the number of the system's error.
  package static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Int32 {
    var rest = bytes
    while !rest.isEmpty {
      let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
      if count > 0 {
        rest = UnsafeRawBufferPointer(rebasing: rest[count...])
      } else if count == 0 {
        return EIO
      } else if errno == EAGAIN {
        // Somebody else has made a shared pipe or terminal non-blocking.
        var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        poll(&ready, 1, -1)
      } else if errno != EINTR {
        return errno
      }
    }
    return 0
  }

  /// Writes data; see ``write(_:to:)-(UnsafeRawBufferPointer,_)``.
  package static func write(_ data: Data, to descriptor: Int32) -> Int32 {
    data.withUnsafeBytes { write($0, to: descriptor) }
  }
}
