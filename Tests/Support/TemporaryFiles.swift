import Foundation

/// Runs a body with files in a fresh folder, which is removed afterwards.
/// - Parameter body: given the folder's path.
@discardableResult
package func withFiles<T>(_ files: [String: String], _ body: (String) throws -> T) throws -> T {
  let folder = try TemporaryFolder()
  for (name, text) in files { try folder.write(text, name) }
  return try body(folder.path)
}
