import Foundation

/// Paths as the services of continuous integration know files: relative to the top of the repository, wherever in it the program
/// was started.
package struct RepositoryPaths: Sendable {
  /// The top folder, without a "/" at its end; nil where paths stay as they are.
  package let top: String?
  private let workingFolder: String

  /// Leaves paths as they are.
  package static let unchanged = RepositoryPaths(top: nil, workingFolder: "")

  private init(top: String?, workingFolder: String) { (self.top, self.workingFolder) = (top, workingFolder) }

  /// Finds the top: the nearest folder with `.git` at or above the working folder, else the checkout that GitHub
  /// (`GITHUB_WORKSPACE`) or GitLab (`CI_PROJECT_DIR`) names if the working folder is in it, else the working folder.
  package init(
    workingFolder: String = FileManager.default.currentDirectoryPath,
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) {
    // Symbolic links resolved, as the working folder of a process always is.
    let here = URL(fileURLWithPath: workingFolder).resolvingSymlinksInPath().standardizedFileURL
    var folder = here
    while folder.path != "/",
      !FileManager.default.fileExists(atPath: folder.appendingPathComponent(".git").path)
    {
      folder.deleteLastPathComponent()
    }
    if folder.path == "/" {
      let named = ["GITHUB_WORKSPACE", "CI_PROJECT_DIR"].compactMap { environment[$0] }.filter { !$0.isEmpty }
        .map { URL(fileURLWithPath: $0).resolvingSymlinksInPath().standardizedFileURL.path }
      folder =
        named.first { here.path == $0 || here.path.hasPrefix($0 + "/") }
        .map { URL(fileURLWithPath: $0) } ?? here
    }
    self.init(top: folder.path, workingFolder: here.path)
  }

  /// A file as seen from the top; one outside of it by its full path.
  package func path(_ file: String) -> String {
    guard let top else { return file }
    let full = URL(fileURLWithPath: file, relativeTo: URL(fileURLWithPath: workingFolder, isDirectory: true))
      .standardizedFileURL.path
    return full.hasPrefix(top + "/") ? String(full.dropFirst(top.count + 1)) : full
  }

  /// A place as seen from the top; the beginning of the input for a place in the text of an option, which no service can show.
  func place(_ location: SourceLocation?, input: String) -> SourceLocation? {
    guard var location else { return nil }
    if location.file.hasPrefix("--") { location = SourceLocation(file: input, line: 1, column: 1) }
    location.file = path(location.file)
    return location
  }
}
