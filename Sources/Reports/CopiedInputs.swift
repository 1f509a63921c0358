import Designs
import Diagnostics
import Foundation
import Mapping
import Specification
import Technology

/// The user's own files that a chip was made of, as copies in its output folder, so that the folder stands alone: the
/// technology and its parts, the data, the initial weights.
///
/// A copy keeps its file's name, which names the part; where two files have one name, the second goes into a folder
/// `2`, and so on. References between files of a technology are rewritten to the copies. Files of the library and data
/// sets that are found by name are part of the program's installation and are not copied.
struct CopiedInputs {
  /// Bytes of data and weights that are copied at most, together.
  static let limit = 64 << 20

  /// The spec with the paths of the copies.
  let spec: ChipSpec
  /// Copies that are written from memory, by path in the folder.
  let texts: [(path: String, bytes: [UInt8])]
  /// Copies of files, by path in the folder.
  let files: [(path: String, source: URL)]
  /// What is not copied, and why.
  let warnings: [Diagnostic]

  /// Decides what is copied.
  /// - Parameter folder: where the output folder will be.
  init(_ design: ChipDesign, folder: URL) {
    var (spec, warnings) = (design.spec, [Diagnostic]())
    let technology = TechnologyCopies(design)
    if let top = technology.top {
      if let place = technology.unclear {
        warnings.append(
          Diagnostic(
            .warning, "GD0803",
            "the technology is not copied into the output folder: this path is not written in a way that can be replaced",
            at: place))
      } else {
        // As if the folder's own spec named it.
        var place = spec.technology.location
        place.file = folder.appendingPathComponent("spec.yaml").path
        spec.technology = Located("inputs/technology/\(top)", at: place)
      }
    }
    // What names of the user's folders mean is copied, or nothing uses them; their lists of sources stay such.
    if technology.unclear == nil {
      let place = spec.technology.location
      spec.library = technology.sourceFolders.map {
        let path = folder.appendingPathComponent($0.isEmpty ? "inputs/technology" : "inputs/technology/\($0)")
          .path
        return Located(path, at: place)
      }
    }
    texts =
      technology.unclear == nil ? technology.files.map { ("inputs/technology/\($0.name)", $0.bytes) } : []
    var (copies, budget) = ([(path: String, source: URL)](), Self.limit)
    func copy(_ path: Located<String>?, _ place: String, _ what: String) -> Located<String>? {
      guard let path else { return nil }
      let input = InputFiles(path.value, set: what == "data" ? design.spec.data.set.value : nil)
      guard !input.files.isEmpty else { return path }
      let bytes = input.byteCount
      guard bytes <= budget else {
        let sizes = "\(bytes >> 20) MiB; at most \(Self.limit >> 20) MiB of data and weights are copied"
        warnings.append(
          Diagnostic(
            .warning, "GD0804",
            "the \(what) are not copied into the output folder (\(sizes)): on another machine its spec.yaml needs "
              + "\(path.value), with the hashes of its manifest", at: path.location))
        return path
      }
      budget -= bytes
      copies += input.files.map { ("inputs/\(place)/\($0.name)", $0.url) }
      let target = "inputs/\(place)\(input.main.map { "/\($0)" } ?? "")"
      return Located(folder.appendingPathComponent(target).path, at: path.location)
    }
    spec.data.path = copy(spec.data.path, "data", "data")
    spec.training.initialWeights = copy(spec.training.initialWeights, "weights", "initial weights")
    (self.spec, files, self.warnings) = (spec, copies, warnings)
  }

  /// Writes the copies.
  func write(to folder: OutputFolder) throws {
    for text in texts { try folder.write(Data(text.bytes), to: text.path) }
    for file in files {
      try folder.write(Data(RegularFile.bytes(of: file.source.path, limit: Self.limit)), to: file.path)
    }
  }
}

/// The files that a path of data or weights means.
private struct InputFiles {
  /// Name of the file that the path names; nil when it names a folder.
  var main: String?
  /// The files, with their names in one folder.
  var files: [(name: String, url: URL)] = []

  init(_ path: String, set: String?) {
    let url = URL(fileURLWithPath: path)
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return }
    let folder = isFolder.boolValue ? url : url.deletingLastPathComponent()
    if !isFolder.boolValue { main = url.lastPathComponent }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()) ?? []
    let wanted = names.filter { name in
      guard let main else { return !name.hasPrefix(".") }
      // Labels and the test part lie beside the samples that are named.
      let companions = set == "npy" ? ["y" + main.dropFirst(), "x_test.npy", "y_test.npy"] : []
      return name == main || companions.contains(name)
    }
    files = wanted.map { ($0, folder.appendingPathComponent($0)) }.filter { Self.size($0.1) != nil }
  }

  var byteCount: Int { files.reduce(0) { $0 + (Self.size($1.url) ?? 0) } }

  /// Bytes of a regular file, behind links; nil for anything else.
  private static func size(_ url: URL) -> Int? {
    let path = url.resolvingSymlinksInPath().path
    guard let attributes = try? FileManager.default.attributesOfItem(atPath: path),
      attributes[.type] as? FileAttributeType == .typeRegular
    else { return nil }
    return (attributes[.size] as? NSNumber)?.intValue
  }
}

/// The user's files of a technology, with their references rewritten to each other's copies.
private struct TechnologyCopies {
  /// Copies by name in their folder.
  private(set) var files: [(name: String, bytes: [UInt8])] = []
  /// Name of the technology's own copy; nil for a technology of the library.
  private(set) var top: String?
  /// Folders of the copies, as seen from theirs, with the sources that constants cite.
  private(set) var sourceFolders: [String] = []
  /// A reference that cannot be rewritten.
  private(set) var unclear: SourceLocation?

  init(_ design: ChipDesign) {
    let library = TechnologyLibrary(for: design.spec)
    let own = design.technologyFiles.filter { library.libraryName(ofFile: $0.path) == nil }
    let sources = Set(library.ownSources)
    // The technology is read before what it names; one of the library names nothing of the user's.
    guard let first = own.first(where: { !sources.contains($0.path) }) else { return }
    var names: [String: String] = [:]
    for file in own { names[file.path] = Self.free(FilePath.name(of: file.path), Set(names.values)) }
    top = names[first.path]
    sourceFolders = own.filter { sources.contains($0.path) }.compactMap { names[$0.path] }.map {
      FilePath.directory(of: $0)
    }
    for file in own {
      guard let name = names[file.path] else { continue }
      let references = design.technologyReferences.filter { $0.place.file == file.path }
      var text = String(decoding: file.bytes, as: UTF8.self)
      // From the end, so that places before stay where they are.
      for reference in references.sorted(by: {
        ($0.place.line, $0.place.column) > ($1.place.line, $1.place.column)
      }) {
        guard let target = names[reference.path] else { continue }
        let seen = FilePath.relative(to: "/" + target, from: FilePath.directory(of: "/" + name))
        let path = FilePath.isPath(seen) ? seen : "./" + seen
        guard path != reference.text else { continue }
        guard let changed = Self.replacing(reference, in: text, by: path) else {
          unclear = reference.place
          continue
        }
        text = changed
      }
      files.append((name, Array(text.utf8)))
    }
  }

  /// A name that no other copy has, in a folder of its own if need be.
  private static func free(_ name: String, _ taken: Set<String>) -> String {
    var (candidate, number) = (name, 2)
    while taken.contains(candidate) {
      candidate = "\(number)/\(name)"
      number += 1
    }
    return candidate
  }

  /// The text with a reference written anew; nil when it does not stand there as it reads.
  private static func replacing(_ reference: FileReference, in text: String, by path: String) -> String? {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let index = reference.place.line - 1
    guard lines.indices.contains(index) else { return nil }
    let scalars = lines[index].unicodeScalars
    guard
      let start = scalars.index(
        scalars.startIndex, offsetBy: reference.place.column - 1, limitedBy: scalars.endIndex),
      let place = lines[index].range(of: reference.text, range: start..<lines[index].endIndex)
    else { return nil }
    // What stands before it may only be a quotation mark; the new text needs none that the old one did not.
    let before = lines[index][start..<place.lowerBound]
    guard ["", "'", "\""].contains(before) else { return nil }
    let isPlain = path.allSatisfy { $0.isLetter || $0.isNumber || "/._-+".contains($0) }
    guard isPlain || before == "\"" && !path.contains("\"") && !path.contains("\\") else {
      guard before.isEmpty, !path.contains("'") else { return nil }
      lines[index].replaceSubrange(place, with: "'\(path)'")
      return lines.joined(separator: "\n")
    }
    lines[index].replaceSubrange(place, with: path)
    return lines.joined(separator: "\n")
  }
}
