#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Paths as text, "/" between parts; nothing here looks at the file system but ``exists(_:)`` and ``relative(to:from:)``.
package enum FilePath {
  /// What stands before the last "/"; "" for a bare name.
  package static func directory(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "" }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// What stands behind the last "/".
  package static func name(of path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  /// A path seen from a directory; an absolute one stays as it is.
  package static func join(_ directory: String, _ path: String) -> String {
    if directory.isEmpty || path.hasPrefix("/") { return path }
    return directory.hasSuffix("/") ? directory + path : directory + "/" + path
  }

  /// Whether a text that may be a name or a path is a path: it has a "/", or a YAML file's ending.
  package static func isPath(_ text: String) -> Bool {
    text.contains("/") || text.hasSuffix(".yaml") || text.hasSuffix(".yml")
  }

  /// Whether something is there.
  package static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// The path without ".", "//" and, where it can be told from the text, "..".
  static func normalized(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != ".." {
        parts.removeLast()
      } else if part != ".." || !path.hasPrefix("/") {
        parts.append(part)
      }
    }
    let joined = parts.joined(separator: "/")
    return path.hasPrefix("/") ? "/" + joined : joined.isEmpty ? "." : joined
  }

  /// Whether a path leads outside of the directory it starts from.
  static func climbsOut(_ path: String) -> Bool {
    path.hasPrefix("/") || normalized(path).split(separator: "/").first == ".."
  }

  /// How a path (absolute, or relative to the working directory) is written as seen from a directory, so that the
  /// text does not depend on where one stands or how a file was named.
  package static func relative(to path: String, from directory: String) -> String {
    var here = "/"
    if let buffer = getcwd(nil, 0) {
      here = String(cString: buffer)
      free(buffer)
    }
    let target = normalized(join(here, path)).split(separator: "/")
    let base = normalized(join(here, directory)).split(separator: "/")
    var common = 0
    while common < min(target.count, base.count), target[common] == base[common] { common += 1 }
    let parts = Array(repeating: "..", count: base.count - common) + target[common...].map(String.init)
    return parts.isEmpty ? "." : parts.joined(separator: "/")
  }
}
