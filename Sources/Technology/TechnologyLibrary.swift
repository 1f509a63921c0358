import Diagnostics
import Foundation
import Specification

/// The technologies and parts that come with the program, and the user's own by path.
///
/// ```swift
/// let library = TechnologyLibrary()
/// for entry in library.list(.technologies) { print(entry.name, entry.summary) }
/// let technology = try library.load("mine.yaml", relativeTo: "specs")
/// ```
///
/// A name stands for a file of the library; a text with a "/" or the ending `.yaml` is a path. The keys
/// `process`, `device`, `neuron` and `peripherals` of a technology file hold a name, a path relative to that
/// file, or the part itself.
public struct TechnologyLibrary: Sendable {
  /// The folders of the library.
  public enum Kind: String, Sendable, CaseIterable {
    /// Combinations of the four parts.
    case technologies
    /// CMOS processes.
    case processes
    /// Synapse devices.
    case devices
    /// Neuron circuits.
    case neurons
    /// Drivers, sense and nudge circuits.
    case peripherals
    /// Circuits with a price, of which estimates are made.
    case components

    /// The word for one of them, which is also its key in a technology file.
    public var singular: String {
      switch self {
      case .technologies: "technology"
      case .processes: "process"
      case .devices: "device"
      case .neurons: "neuron"
      case .peripherals: "peripherals"
      case .components: "component"
      }
    }
  }

  /// A line of a list.
  public struct Entry: Sendable, Equatable, Encodable {
    /// Name to load it by.
    public var name: String
    /// One sentence.
    public var summary: String
  }

  /// A technology with what was read to make it.
  public struct Loaded: Sendable {
    /// The technology, valid in itself.
    public var technology: Technology
    /// Messages that are not errors.
    public var warnings: [Diagnostic]
    /// The technology's own file first, then its parts' and the list of sources.
    public var inputFiles: [SourceFile]
    /// Where these files, and what names the technology, name others by path.
    public var references: [FileReference]
  }

  /// The folder with a sub-folder of each kind, `sources.yaml` and `scaling.yaml`.
  let root: String

  /// The library that comes with the program.
  public init() {
    // A build without its resources cannot run at all, and Bundle.module says so.
    root = Bundle.module.bundleURL.appendingPathComponent("Library").path
  }

  /// A library in another folder.
  init(root: String) { self.root = root }

  /// The name of a file of the library, `devices/ideal.yaml`; nil for any other file.
  public func libraryName(ofFile path: String) -> String? {
    path.hasPrefix(root + "/") ? String(path.dropFirst(root.count + 1)) : nil
  }

  // MARK: Lists

  /// The names of a kind, in order.
  public func names(_ kind: Kind) -> [String] {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: "\(root)/\(kind.rawValue)")) ?? []
    return files.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
  }

  /// The names of a kind with their summaries, in order.
  public func list(_ kind: Kind) -> [Entry] {
    names(kind).map { name in
      var collector = DiagnosticCollector()
      let node = (try? SourceFile.read(path(kind, name))).flatMap {
        try? YAMLNode.parse($0, collector: &collector)
      }
      if case .scalar(let summary, _)? = node?["summary"]?.content {
        return Entry(name: name, summary: summary)
      }
      return Entry(name: name, summary: "")
    }
  }

  /// The references that constants of the library cite, by key.
  public func sources() throws(DiagnosticsError) -> [String: String] {
    var session = LibrarySession(self)
    let list = session.librarySources()
    try session.throwErrors()
    return list.references
  }

  /// The JSON Schema of the files of a kind, for editors.
  public static func jsonSchema(_ kind: Kind) -> JSONValue { shape(kind).jsonSchema() }

  /// The keys of the files of a kind.
  private static func shape(_ kind: Kind) -> Shape {
    let constants = ConstantSchemas(sources: SourceList())
    return switch kind {
    case .technologies: TechnologyDraft.schema(name: "", constants).shape
    case .processes: Process.schema(name: "", constants).shape
    case .devices: SynapseDevice.schema(name: "", constants).shape
    case .neurons: NeuronCircuit.schema(name: "", constants).shape
    case .peripherals: PeripheralsDraft.schema(name: "", constants).shape
    case .components: Component.schema(name: "", constants, nil).shape
    }
  }

  // MARK: Loading

  /// A technology by name or path.
  /// - Parameters:
  ///   - directory: where a relative path starts from; "" is the working directory.
  ///   - place: where the name is written, for the message about one that is not known.
  /// - Throws: all errors of all files, by place.
  public func load(
    _ name: String, relativeTo directory: String = "", at place: SourceLocation? = nil
  ) throws(DiagnosticsError) -> Technology {
    try read(name, relativeTo: directory, at: place).technology
  }

  /// A technology by the name or path that a file holds; a path is relative to that file.
  public func load(_ reference: Located<String>) throws(DiagnosticsError) -> Loaded {
    try read(
      reference.value, relativeTo: FilePath.directory(of: reference.location.file), at: reference.location)
  }

  /// A technology by name or path, with the warnings about it and the files it was made of.
  public func read(
    _ name: String, relativeTo directory: String = "", at place: SourceLocation? = nil
  ) throws(DiagnosticsError) -> Loaded {
    var session = LibrarySession(self)
    let technology = session.technology(name, from: directory, at: place)
    try session.throwErrors()
    guard let technology else { throw DiagnosticsError(session.collector.sorted()) }
    return Loaded(
      technology: technology, warnings: session.collector.sorted(), inputFiles: session.files,
      references: session.references)
  }

  /// A process by name or path.
  public func process(
    _ name: String, relativeTo directory: String = "", at place: SourceLocation? = nil
  ) throws(DiagnosticsError) -> Process {
    try one(.processes, name, directory, place) { Process.schema(name: $0, $1) }
  }

  /// A synapse device by name or path.
  public func device(
    _ name: String, relativeTo directory: String = "", at place: SourceLocation? = nil
  ) throws(DiagnosticsError) -> SynapseDevice {
    try one(.devices, name, directory, place) { SynapseDevice.schema(name: $0, $1) }
  }

  /// A neuron circuit by name or path.
  public func neuron(
    _ name: String, relativeTo directory: String = "", at place: SourceLocation? = nil
  ) throws(DiagnosticsError) -> NeuronCircuit {
    try one(.neurons, name, directory, place) { NeuronCircuit.schema(name: $0, $1) }
  }

  /// The circuits around the arrays by name or path.
  public func peripherals(
    _ name: String, relativeTo directory: String = "", at place: SourceLocation? = nil
  ) throws(DiagnosticsError) -> Peripherals {
    var session = LibrarySession(self)
    let part = session.peripherals(name, from: directory, at: place)
    return try session.finished(part)
  }

  /// A component by name or path.
  public func component(
    _ name: String, relativeTo directory: String = "", at place: SourceLocation? = nil
  ) throws(DiagnosticsError) -> Component {
    var session = LibrarySession(self)
    let part = session.component(name, from: directory, at: place)
    return try session.finished(part)
  }

  /// A published chip, by the path of its description.
  public func macro(_ path: String, relativeTo directory: String = "") throws(DiagnosticsError) -> Macro {
    var session = LibrarySession(self)
    let macro = session.macro(path, from: directory)
    return try session.finished(macro)
  }

  /// Whether a file looks like the description of a published chip.
  public static func isMacro(path: String) -> Bool {
    var collector = DiagnosticCollector()
    guard isPath(path), let source = try? SourceFile.read(path),
      let node = try? YAMLNode.parse(source, collector: &collector)
    else { return false }
    return node["macro"] != nil
  }

  /// The JSON Schema of descriptions of published chips, for editors.
  public static func macroJSONSchema() -> JSONValue {
    MacroDraft.schema(name: "", ConstantSchemas(sources: SourceList())).shape.jsonSchema()
  }

  /// The tables by which components scale to other nodes.
  public func scaling() throws(DiagnosticsError) -> TechnologyScaling {
    var session = LibrarySession(self)
    let tables = session.technologyScaling()
    return try session.finished(tables)
  }

  /// What is known of a technology or part, by name or path.
  public func describe(
    _ kind: Kind, _ name: String, relativeTo directory: String = ""
  ) throws(DiagnosticsError) -> Description {
    switch kind {
    case .technologies: try load(name, relativeTo: directory).described()
    case .processes: try process(name, relativeTo: directory).described()
    case .devices: try device(name, relativeTo: directory).described()
    case .neurons: try neuron(name, relativeTo: directory).described()
    case .peripherals: try peripherals(name, relativeTo: directory).described()
    case .components: try component(name, relativeTo: directory).described()
    }
  }

  /// What is known of every technology and part of a name, or of the one file of a path.
  /// - Throws: `GD0301` for a name that nothing has, or the errors of the file.
  public func describe(_ name: String, relativeTo directory: String = "") throws(DiagnosticsError)
    -> [Description]
  {
    if Self.isPath(name) {
      return [try describe(kind(of: FilePath.join(directory, name)), name, relativeTo: directory)]
    }
    var found: [Description] = []
    for kind in Kind.allCases where names(kind).contains(name) { found.append(try describe(kind, name)) }
    if found.isEmpty {
      let known = Set(Kind.allCases.flatMap(names)).sorted()
      throw DiagnosticsError([
        Diagnostic(
          .error, "GD0301",
          "nothing in the library is named '\(name.prefix(80))'; the names are \(known.joined(separator: ", "))",
          suggestion: Spelling.closest(to: name, among: known))
      ])
    }
    return found
  }

  private func one<Part: Sendable>(
    _ kind: Kind, _ name: String, _ directory: String, _ place: SourceLocation?,
    _ schema: (String, ConstantSchemas) -> Schema<Part>
  ) throws(DiagnosticsError) -> Part {
    var session = LibrarySession(self)
    let part = session.part(kind, name, from: directory, at: place, schema)
    return try session.finished(part)
  }

  /// What a file describes, told from the keys it has; a technology if it cannot be told.
  private func kind(of path: String) -> Kind {
    var collector = DiagnosticCollector()
    guard let source = try? SourceFile.read(path),
      let node = try? YAMLNode.parse(source, collector: &collector), case .mapping(let entries) = node.content
    else { return .technologies }
    let keys = Set(entries.map(\.key))
    func matches(_ kind: Kind) -> Int {
      guard case .object(_, let fields) = Self.shape(kind) else { return 0 }
      return fields.count { keys.contains($0.key) }
    }
    // The first of the best, and technologies come first.
    return Kind.allCases.reversed().max { matches($0) < matches($1) } ?? .technologies
  }

  /// Whether a text is a path and not a name.
  static func isPath(_ text: String) -> Bool {
    text.contains("/") || text.hasSuffix(".yaml") || text.hasSuffix(".yml")
  }

  /// The file of a name.
  func path(_ kind: Kind, _ name: String) -> String { "\(root)/\(kind.rawValue)/\(name).yaml" }
}
