import Diagnostics
import Foundation

/// Results kept by a hash of everything that they depend on, in a folder that many processes may share.
///
/// ```swift
/// let cache = ResultCache(folder: ResultCache.standardFolder)
/// var key = ResultCache.Key("training")
/// key.add("spec", text)
/// if let kept = cache[key] { … } else { cache.keep(computed, for: key) }
/// ```
/// An entry is written beside its place and renamed, so that no reader sees half of one; it holds the hash of its content, so
/// that a damaged one counts as none. A cache that cannot be written is as good as none.
public struct ResultCache: Sendable {
  /// What a result depends on.
  public struct Key: Sendable {
    private var bytes: [UInt8] = []

    /// A key of a kind of results, which also depends on the program.
    public init(_ kind: String) {
      add("kind", kind)
      add("program", ProgramIdentity.text)
    }

    /// Adds something it depends on. Lengths are kept, so that no two different lists are the same bytes.
    public mutating func add(_ label: String, _ value: String) { add(label, Array(value.utf8)) }

    /// Adds bytes it depends on.
    public mutating func add(_ label: String, _ value: [UInt8]) {
      bytes += Array("\(label) \(value.count)\n".utf8) + value
    }

    /// Adds the files at a path, or in the folder at a path: names, sizes and times of change, since data can be large.
    public mutating func add(_ label: String, filesAt url: URL) {
      for file in Self.files(at: url) {
        var status = stat()
        guard stat(file.path, &status) == 0 else { continue }
        add(label, "\(file.path) \(status.st_size) \(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)")
      }
    }

    private static func files(at url: URL) -> [URL] {
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) else { return [] }
      guard isFolder.boolValue else { return [url] }
      let names = (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []
      return names.sorted().map { url.appendingPathComponent($0) }
    }

    /// Its name in the folder.
    var name: String { SHA256.digest(of: bytes) }
  }

  /// Where entries are.
  public let folder: URL
  private static let magic = "grenadyn-cache 1 "
  /// No larger entry is read: weights of a hundred million devices.
  private static let limit = 1 << 30

  /// A cache in a folder, which need not be there yet.
  public init(folder: URL) { self.folder = folder }

  /// `$XDG_CACHE_HOME/grenadyn`, or `.cache/grenadyn` in the user's home.
  public static var standardFolder: URL {
    let environment = ProcessInfo.processInfo.environment
    let base =
      environment["XDG_CACHE_HOME"].flatMap { $0.hasPrefix("/") ? URL(fileURLWithPath: $0) : nil }
      ?? FileManager.default.homeDirectoryForCurrentUser.appendingPathComponent(".cache")
    return base.appendingPathComponent("grenadyn")
  }

  /// What is kept; nil for nothing, or something damaged.
  public subscript(key: Key) -> Data? {
    guard let data = try? Data(RegularFile.bytes(of: url(key).path, limit: Self.limit)),
      let end = data.firstIndex(of: 0x0A)
    else { return nil }
    let content = data[(end + 1)...]
    let head = String(decoding: data[..<end], as: UTF8.self)
    guard head == Self.magic + SHA256.digest(of: Array(content)) else { return nil }
    return Data(content)
  }

  /// Keeps a result, if it can.
  public func keep(_ content: Data, for key: Key) {
    let url = url(key)
    let head = Data((Self.magic + SHA256.digest(of: Array(content)) + "\n").utf8)
    let folder = url.deletingLastPathComponent()
    guard (try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)) != nil
    else { return }
    // Foundation's atomic writing is a file beside it and a rename.
    try? (head + content).write(to: url, options: .atomic)
  }

  /// Two levels, so that no folder grows too large.
  private func url(_ key: Key) -> URL {
    let name = key.name
    return folder.appendingPathComponent(String(name.prefix(2))).appendingPathComponent(
      String(name.dropFirst(2)))
  }
}

/// What tells one build of the program from another: its version, and size and time of its executable.
private enum ProgramIdentity {
  static let text: String = {
    var status = stat()
    // The link to the running program; elsewhere than on Linux its path.
    let path =
      FileManager.default.fileExists(atPath: "/proc/self/exe") ? "/proc/self/exe" : CommandLine.arguments[0]
    guard stat(path, &status) == 0 else { return Version.current }
    return "\(Version.current) \(status.st_size) \(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)"
  }()
}
