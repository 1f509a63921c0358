import Files
import Foundation

/// Buffered text output to a file or to memory.
///
/// A class, because it owns a buffer and a file descriptor; everything else about a netlist is a value.
package final class TextOutput {
  private var buffer: UnsafeMutableBufferPointer<UInt8>
  private var used = 0
  private let descriptor: Int32?
  private let path: String
  private var memory: [UInt8] = []
  /// The first failure; writing goes on without effect and ``finish()`` throws it.
  private var failure: OutputFailure?
  /// Bytes written so far, those in the buffer included.
  package private(set) var byteCount = 0

  private static let capacity = 1 << 16

  /// Collects text in memory.
  package init() {
    descriptor = nil
    path = ""
    buffer = .allocate(capacity: Self.capacity)
  }

  /// Writes to a new or truncated file.
  /// - Throws: `OutputFailure` when it cannot be opened.
  package init(path: String) throws {
    let opened = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard opened >= 0 else {
      throw OutputFailure(cannot: "write", path, errno)
    }
    descriptor = opened
    self.path = path
    buffer = .allocate(capacity: Self.capacity)
  }

  deinit {
    if let descriptor { close(descriptor) }
    buffer.deallocate()
  }

  /// Appends text.
  package func write(_ text: String) {
    var text = text
    text.withUTF8 { write(bytes: $0) }
  }

  /// Appends bytes.
  func write(bytes: UnsafeBufferPointer<UInt8>) {
    byteCount += bytes.count
    if used + bytes.count > Self.capacity { flush() }
    guard bytes.count <= Self.capacity else {
      drain(bytes)
      return
    }
    guard let source = bytes.baseAddress, let target = buffer.baseAddress else { return }
    (target + used).update(from: source, count: bytes.count)
    used += bytes.count
  }

  /// Appends a whole number.
  func write(decimal value: Int) {
    if value < 0 { return write(String(value)) }
    reserve(20)
    var digits = 1
    var bound = 10
    while value >= bound, digits < 19 {
      digits += 1
      bound *= 10
    }
    var rest = value
    for position in stride(from: used + digits - 1, through: used, by: -1) {
      buffer[position] = UInt8(ascii: "0") + UInt8(rest % 10)
      rest /= 10
    }
    used += digits
    byteCount += digits
  }

  /// Appends a number as ``NumberText`` writes it.
  func write(number value: Double) {
    reserve(NumberText.maximumLength)
    let count = NumberText.write(value, to: UnsafeMutableBufferPointer(rebasing: buffer[used...]))
    used += count
    byteCount += count
  }

  /// Writes out what is buffered and reports the first failure of all writes.
  package func finish() throws {
    flush()
    if let failure { throw failure }
  }

  /// The text collected in memory; empty for a file.
  package var text: String {
    flush()
    return String(decoding: memory, as: UTF8.self)
  }

  private func reserve(_ count: Int) {
    if used + count > Self.capacity { flush() }
  }

  private func flush() {
    drain(UnsafeBufferPointer(rebasing: buffer[..<used]))
    used = 0
  }

  private func drain(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let descriptor else {
      memory.append(contentsOf: bytes)
      return
    }
    guard failure == nil else { return }
    let error = Descriptor.write(UnsafeRawBufferPointer(bytes), to: descriptor)
    if error != 0 { failure = OutputFailure(cannot: "write", path, error) }
  }
}
