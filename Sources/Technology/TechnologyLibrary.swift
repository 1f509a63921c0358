import Diagnostics
import Foundation
import Specification

/// The technologies and parts that come with the program, and the user's own: by path, or by name from folders.
///
/// ```swift
/// let library = TechnologyLibrary()
/// for entry in library.list(.technologies) { print(entry.name, entry.summary) }
/// let technology = try library.load("mine.yaml", relativeTo: "specs")
/// ```
///
/// A name stands for a file of the library or of one of the user's folders, which have the same sub-folders; a text with a
/// "/" or the ending `.yaml` is a path. A file may extend others, by name or path. The keys
/// `process`, `device`, `neuron` and `peripherals` of a technology file hold a name, a path relative to that
/// file, or the part itself.
package struct TechnologyLibrary: Sendable {
  /// The folders of the library.
  package enum Kind: String, Sendable, CaseIterable {
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
    package var singular: String {
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
  package struct Entry: Sendable, Equatable, Encodable {
    /// Name to load it by.
    package var name: String
    /// One sentence.
    package var summary: String
  }

  /// A technology with what was read to make it.
  package struct Loaded: Sendable {
    /// The technology, valid in itself.
    package var technology: Technology
    /// Messages that are not errors.
    package var warnings: [Diagnostic]
    /// The technology's own file first, then its parts' and the list of sources.
    package var inputFiles: [SourceFile]
    /// Where these files, and what names the technology, name others by path.
    package var references: [FileReference]
  }

  /// The folder with a sub-folder of each kind, `sources.yaml` and `scaling.yaml`.
  let root: String
  /// The user's folders with the same sub-folders and `sources.yaml`.
  let folders: [LibraryFolder]

  /// The library that comes with the program, with the user's folders.
  /// - Parameters:
  ///   - folders: named by a spec or on the command line.
  ///   - environment: names more, see ``LibraryFolder``.
  package init(
    folders: [Located<String>] = [],
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) {
    // A build without its resources cannot run at all, and Bundle.module says so.
    root = Bundle.module.bundleURL.appendingPathComponent("Library").path
    self.folders = LibraryFolder.all(named: folders, environment: environment)
  }

  /// The library for a spec.
  package init(for spec: ChipSpec) { self.init(folders: spec.library) }

  /// Where the user's folders may have lists of sources.
  package var ownSources: [String] { folders.map { "\($0.path)/sources.yaml" } }

  /// The name of a file of the library, `devices/ideal.yaml`; nil for any other file.
  package func libraryName(ofFile path: String) -> String? {
    path.hasPrefix(root + "/") ? String(path.dropFirst(root.count + 1)) : nil
  }

  // MARK: Lists

  /// The names of a kind, in order.
  package func names(_ kind: Kind) -> [String] {
    Set(([root] + folders.map(\.path)).flatMap { LibraryFolder.names(kind, in: $0) }).sorted()
  }

  /// The files of a name, that of the library first: one, unless a folder of the user's has the name again.
  func paths(_ kind: Kind, _ name: String) -> [String] {
    ([root] + folders.map(\.path)).filter { LibraryFolder.names(kind, in: $0).contains(name) }
      .map { "\($0)/\(kind.rawValue)/\(name).yaml" }
  }

  /// What is wrong with the user's folders as they are, whatever is taken from them.
  package var diagnostics: [Diagnostic] {
    folders.flatMap(\.diagnostics)
      + Kind.allCases.flatMap { kind in
        names(kind).compactMap { Self.ambiguity(kind, $0, paths(kind, $0), at: nil) }
      }.map {
        var warning = $0
        warning.severity = .warning
        return warning
      }
  }

  /// The message about a name with several files; nil when it has one.
  static func ambiguity(
    _ kind: Kind, _ name: String, _ paths: [String], at place: SourceLocation?
  ) -> Diagnostic? {
    guard paths.count > 1, let first = paths.last else { return nil }
    return Diagnostic(
      .error, "GD0331",
      "the \(kind.singular) '\(name)' is in \(paths.count) folders; a name must mean one file: rename "
        + "'\(first)', or name it by its path", at: place)
  }

  /// The names of a kind with their summaries, in order.
  package func list(_ kind: Kind) -> [Entry] {
    names(kind).map { name in
      var collector = DiagnosticCollector()
      let node = paths(kind, name).first.flatMap { try? SourceFile.read($0) }.flatMap {
        try? YAMLNode.parse($0, collector: &collector)
      }
      if case .scalar(let summary, _)? = node?["summary"]?.content {
        return Entry(name: name, summary: summary)
      }
      return Entry(name: name, summary: "")
    }
  }

  /// The references that constants of the library cite, by key.
  package func sources() throws(DiagnosticsError) -> [String: String] {
    var session = LibrarySession(self)
    let list = session.librarySources()
    try session.throwErrors()
    return list.references
  }

  /// The JSON Schema of the files of a kind, for editors.
  ///
  /// A file with `extends` may leave out what the files it extends have.
  package static func jsonSchema(_ kind: Kind) -> JSONValue {
    let shape = shape(kind)
    return [
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "title": .string("Grenadyn \(kind.singular)"),
      "description": .string("A \(kind.singular) of the technology library; read by grenadyn."),
      "type": "object",
      "if": ["required": ["extends"]],
      "then": ["$ref": "#/$defs/extending"],
      "else": ["$ref": "#/$defs/whole"],
      "$defs": [
        "whole": shape.extensible(by: kind.singular).jsonSchema(),
        "extending": shape.overlay.extensible(by: kind.singular).jsonSchema(),
      ],
    ]
  }

  /// A commented file of a kind with an example of every key, to be filled in.
  package static func starter(_ kind: Kind) -> String {
    StarterFile(kind: kind, shape: shape(kind)).text
  }

  /// The text of a file of the library or of the user's, to be copied and edited.
  /// - Parameter kind: tells parts of one name apart; nil = the only one of the name.
  /// - Throws: `GD0301` for a name that nothing has, `GD0334` for one that several kinds have.
  package func text(
    _ name: String, kind: Kind? = nil, relativeTo directory: String = ""
  ) throws(DiagnosticsError) -> String {
    let path: String
    if Self.isPath(name) {
      path = FilePath.join(directory, name)
    } else {
      let kinds = (kind.map { [$0] } ?? Kind.allCases).filter { names($0).contains(name) }
      guard let only = kinds.first else { throw DiagnosticsError([unknown(name, kind)]) }
      guard kinds.count == 1 else {
        throw DiagnosticsError([
          Diagnostic(
            .error, "GD0334",
            "'\(name)' is the name of a \(kinds.map(\.singular).joined(separator: ", a ")); say which is meant",
            suggestion: "--kind \(only.singular)")
        ])
      }
      let paths = paths(only, name)
      if let diagnostic = Self.ambiguity(only, name, paths, at: nil) {
        throw DiagnosticsError([diagnostic])
      }
      path = paths[0]
    }
    do { return try SourceFile.read(path).text } catch { throw DiagnosticsError([error]) }
  }

  /// The message about a name that nothing has.
  private func unknown(_ name: String, _ kind: Kind?) -> Diagnostic {
    let known = kind.map(names) ?? Set(Kind.allCases.flatMap(names)).sorted()
    return Diagnostic(
      .error, "GD0301",
      "\(kind.map { "no \($0.singular)" } ?? "nothing in the library") is named '\(name.prefix(80))'; the names are "
        + Spelling.list(known, near: name, all: "grenadyn list \(kind?.rawValue ?? "KIND")"),
      suggestion: Spelling.closest(to: name, among: known))
  }

  /// The keys of the files of a kind.
  static func shape(_ kind: Kind) -> Shape {
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
  package func load(
    _ name: String, relativeTo directory: String = "", at place: SourceLocation? = nil
  ) throws(DiagnosticsError) -> Technology {
    try read(name, relativeTo: directory, at: place).technology
  }

  /// A technology by the name or path that a file holds; a path is relative to that file.
  package func load(_ reference: Located<String>) throws(DiagnosticsError) -> Loaded {
    try read(
      reference.value, relativeTo: FilePath.directory(of: reference.location.file), at: reference.location)
  }

  /// A technology by name or path, with the warnings about it and the files it was made of.
  package func read(
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
  package func process(
    _ name: String, relativeTo directory: String = "", at place: SourceLocation? = nil
  ) throws(DiagnosticsError) -> Process {
    try one(.processes, name, directory, place) { Process.schema(name: $0, $1) }
  }

  /// A synapse device by name or path.
  package func device(
    _ name: String, relativeTo directory: String = "", at place: SourceLocation? = nil
  ) throws(DiagnosticsError) -> SynapseDevice {
    try one(.devices, name, directory, place) { SynapseDevice.schema(name: $0, $1) }
  }

  /// A neuron circuit by name or path.
  package func neuron(
    _ name: String, relativeTo directory: String = "", at place: SourceLocation? = nil
  ) throws(DiagnosticsError) -> NeuronCircuit {
    try one(.neurons, name, directory, place) { NeuronCircuit.schema(name: $0, $1) }
  }

  /// The circuits around the arrays by name or path.
  package func peripherals(
    _ name: String, relativeTo directory: String = "", at place: SourceLocation? = nil
  ) throws(DiagnosticsError) -> Peripherals {
    var session = LibrarySession(self)
    let part = session.peripherals(name, from: directory, at: place)
    return try session.finished(part)
  }

  /// A component by name or path.
  package func component(
    _ name: String, relativeTo directory: String = "", at place: SourceLocation? = nil
  ) throws(DiagnosticsError) -> Component {
    var session = LibrarySession(self)
    let part = session.component(name, from: directory, at: place)
    return try session.finished(part)
  }

  /// A published chip, by the path of its description.
  package func macro(_ path: String, relativeTo directory: String = "") throws(DiagnosticsError) -> Macro {
    var session = LibrarySession(self)
    let macro = session.macro(path, from: directory)
    return try session.finished(macro)
  }

  /// Whether a file looks like the description of a published chip.
  package static func isMacro(path: String) -> Bool {
    var collector = DiagnosticCollector()
    guard isPath(path), let source = try? SourceFile.read(path),
      let node = try? YAMLNode.parse(source, collector: &collector)
    else { return false }
    return node["macro"] != nil
  }

  /// The JSON Schema of descriptions of published chips, for editors.
  package static func macroJSONSchema() -> JSONValue {
    MacroDraft.schema(name: "", ConstantSchemas(sources: SourceList())).shape.jsonSchema()
  }

  /// The tables by which components scale to other nodes.
  package func scaling() throws(DiagnosticsError) -> TechnologyScaling {
    var session = LibrarySession(self)
    let tables = session.technologyScaling()
    return try session.finished(tables)
  }

  /// What is known of a technology or part, by name or path.
  package func describe(
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
  package func describe(_ name: String, relativeTo directory: String = "") throws(DiagnosticsError)
    -> [Description]
  {
    if Self.isPath(name) {
      return [try describe(kind(of: FilePath.join(directory, name)), name, relativeTo: directory)]
    }
    var found: [Description] = []
    for kind in Kind.allCases where names(kind).contains(name) { found.append(try describe(kind, name)) }
    if found.isEmpty { throw DiagnosticsError([unknown(name, nil)]) }
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
      let fields = Self.shape(kind).fields ?? []
      // Of a file that has little but what it extends, that counts.
      let extends = node["extends"].map { base in
        if case .scalar(let name, _) = base.content { names(kind).contains(name) } else { false }
      }
      return 2 * fields.count { $0.key != "summary" && keys.contains($0.key) } + (extends == true ? 1 : 0)
    }
    // The first of the best, and technologies come first.
    return Kind.allCases.reversed().max { matches($0) < matches($1) } ?? .technologies
  }

  /// Whether a text is a path and not a name.
  static func isPath(_ text: String) -> Bool {
    text.contains("/") || text.hasSuffix(".yaml") || text.hasSuffix(".yml")
  }

  /// The file of a name of the library.
  func path(_ kind: Kind, _ name: String) -> String { "\(root)/\(kind.rawValue)/\(name).yaml" }
}
