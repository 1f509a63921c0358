import Files
import Foundation

/// The file of a store while chips come in: each is a line at its end, so that saving one takes the same time however many
/// there are, and a killed run loses no chip that was done.
package final class ChipLog {
  private let path: String
  private let descriptor: Int32

  /// Begins a file with what is known already; what a killed run has left of a line is gone.
  /// - Throws: `OutputFailure`.
  package init(continuing store: ChipStore, at url: URL) throws {
    path = url.path
    try store.write(to: url)
    descriptor = open(path, O_WRONLY | O_APPEND | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else { throw OutputFailure(cannot: "write", path, errno) }
  }

  deinit { close(descriptor) }

  /// Saves a chip.
  /// - Throws: `OutputFailure`, as on a full disk.
  package func append(_ fingerprint: String, _ draw: ChipDraw, _ record: ChipRecord) throws {
    let error = Descriptor.write(try ChipStore.line(fingerprint, draw, record), to: descriptor)
    guard error == 0 else { throw OutputFailure(cannot: "write", path, error) }
  }
}
