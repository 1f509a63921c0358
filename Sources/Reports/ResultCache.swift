import Datasets
import Diagnostics
import Files
import Foundation
import Kernels

/// Results kept by a hash of everything that they depend on, in a folder that many processes may share.
///
/// ```swift
/// let cache = ResultCache(folder: ResultCache.standardFolder)
/// var key = ResultCache.Key("training")
/// key.add("spec", text)
/// if let kept = cache[key] { … } else { cache.keep(computed, for: key) }
/// ```
/// An entry is written beside its place and renamed, so that no reader sees half of one; it holds the hash of its content, so
/// that a damaged one counts as none. A cache that cannot be written is as good as none. When it outgrows its limit, what was
/// used longest ago goes.
package struct ResultCache: Sendable {
  /// What a result depends on.
  package struct Key: Sendable, Equatable {
    private var bytes: [UInt8] = []

    /// A key of a kind of results, which also depends on the program.
    package init(_ kind: String) {
      add("kind", kind)
      add("program", ProgramIdentity.text)
    }

    /// Adds something it depends on. Lengths are kept, so that no two different lists are the same bytes.
    package mutating func add(_ label: String, _ value: String) { add(label, Array(value.utf8)) }

    /// Adds bytes it depends on.
    package mutating func add(_ label: String, _ value: [UInt8]) {
      bytes += Array("\(label) \(value.count)\n".utf8) + value
    }

    /// Adds the files at a path, or in the folder at a path: names and contents.
    package mutating func add(_ label: String, filesAt url: URL) {
      for path in RunInputs.files(at: url.path) {
        guard let hash = ContentHash.of(path) else { continue }
        add(label, "\(path) \(hash)")
      }
    }

    /// Its name in the folder of entries.
    var name: String { SHA256.digest(of: bytes) }
  }

  /// Where entries are.
  package let folder: URL
  /// Bytes that the entries take at most.
  package let limit: Int
  /// The usual limit, 1 GB: some hundred trained networks of the size of MNIST's.
  package static let standardLimit = 1_000_000_000
  private static let magic = "grenadyn-cache 1 "
  /// No larger entry is read: weights of a hundred million devices.
  private static let largestEntry = 1 << 30

  /// A cache in a folder, which need not be there yet.
  package init(folder: URL, limit: Int = standardLimit) { (self.folder, self.limit) = (folder, limit) }

  /// `$XDG_CACHE_HOME/grenadyn`, or `.cache/grenadyn` in the user's home.
  package static var standardFolder: URL {
    let environment = ProcessInfo.processInfo.environment
    let base =
      environment["XDG_CACHE_HOME"].flatMap { $0.hasPrefix("/") ? URL(fileURLWithPath: $0) : nil }
      ?? FileManager.default.homeDirectoryForCurrentUser.appendingPathComponent(".cache")
    return base.appendingPathComponent("grenadyn")
  }

  /// What is kept; nil for nothing, or something damaged.
  package subscript(key: Key) -> Data? {
    let url = url(key)
    guard let data = try? Data(RegularFile.bytes(of: url.path, limit: Self.largestEntry)),
      let end = data.firstIndex(of: 0x0A)
    else { return nil }
    let content = data[(end + 1)...]
    let head = String(decoding: data[..<end], as: UTF8.self)
    guard head == Self.magic + SHA256.digest(of: Array(content)) else { return nil }
    // It has just been used.
    utimensat(AT_FDCWD, url.path, nil, 0)
    return Data(content)
  }

  /// Keeps a result, if it can.
  package func keep(_ content: Data, for key: Key) {
    let url = url(key)
    let head = Data((Self.magic + SHA256.digest(of: Array(content)) + "\n").utf8)
    let folder = url.deletingLastPathComponent()
    guard head.count + content.count <= limit,
      (try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)) != nil
    else { return }
    try? AtomicFile.write(head + content, to: url.path, isDurable: false)
    tidy()
  }

  /// Removes what killed writers have left, and the entries that were used longest ago until the rest fits the limit. Any
  /// number of processes may do so at a time: what one has removed, the others do not find.
  private func tidy() {
    var entries: [(path: String, size: Int, time: timespec)] = []
    for part in (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    where part.count == 2 {
      let path = folder.appendingPathComponent(part).path
      AtomicFile.sweep(path)
      for name in (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [] {
        var status = stat()
        guard lstat("\(path)/\(name)", &status) == 0, status.st_mode & S_IFMT == S_IFREG else { continue }
        entries.append(("\(path)/\(name)", Int(status.st_size), status.st_mtim))
      }
    }
    var size = entries.reduce(0) { $0 + $1.size }
    guard size > limit else { return }
    entries.sort { ($0.time.tv_sec, $0.time.tv_nsec, $0.path) < ($1.time.tv_sec, $1.time.tv_nsec, $1.path) }
    for entry in entries where size > limit {
      unlink(entry.path)
      size -= entry.size
    }
  }

  /// Where an entry is.
  func path(of key: Key) -> String { url(key).path }

  /// Where what leads to an entry is kept while it is computed; its folder is made.
  func checkpoint(of key: Key) -> URL? {
    let url = url(key).appendingPathExtension("checkpoint")
    let folder = url.deletingLastPathComponent()
    guard (try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)) != nil,
      access(folder.path, W_OK) == 0
    else { return nil }
    return url
  }

  /// Two levels, so that no folder grows too large.
  private func url(_ key: Key) -> URL {
    let name = key.name
    return folder.appendingPathComponent(String(name.prefix(2))).appendingPathComponent(
      String(name.dropFirst(2)))
  }
}

/// What tells one build of the program from another: its version, and the contents of its executable and of the data that
/// come with it, and the variables that choose kernels, whose sums differ in their last digits.
private enum ProgramIdentity {
  static let text: String = {
    let environment = ProcessInfo.processInfo.environment
    let variables = [KernelTarget.variable, "OPENBLAS_CORETYPE", "GLIBC_TUNABLES"]
    let kernels = [KernelTarget.name] + variables.map { "\($0)=\(environment[$0] ?? "")" }
    // The link to the running program; elsewhere than on Linux its path.
    let link = "/proc/self/exe"
    let program = FileManager.default.fileExists(atPath: link) ? link : CommandLine.arguments[0]
    let contents = [program, DigitsData.file.path].map { ContentHash.of($0) ?? "" }
    return ([Version.current] + contents + kernels).joined(separator: " ")
  }()
}
