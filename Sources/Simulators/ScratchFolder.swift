import Files
import Foundation

/// A temporary folder for the files that tools write; removed with everything in it when it is let go.
///
/// A class, because its end of life has an effect.
package final class ScratchFolder: Sendable {
  /// Where it is.
  package let url: URL

  private let lease: LeasedFolder

  /// Makes the folder, in the folder that the environment's TMPDIR names.
  package init() throws(OutputFailure) {
    let parent = FileManager.default.temporaryDirectory.path
    do { lease = try LeasedFolder(in: parent, name: "grenadyn") } catch {
      let isNamed = ProcessInfo.processInfo.environment["TMPDIR"] != nil
      throw OutputFailure(
        description: error.description + (isNamed ? ", the folder for temporary files that TMPDIR names" : "")
      )
    }
    url = URL(fileURLWithPath: lease.path, isDirectory: true)
  }
}
