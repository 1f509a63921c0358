import Diagnostics
import Specification

/// The reading of a technology with its parts: gathers messages and files.
struct LibrarySession {
  let library: TechnologyLibrary
  var collector = DiagnosticCollector()
  private(set) var files: [SourceFile] = []
  /// Where files name others by path.
  private(set) var references: [FileReference] = []
  /// The library's list of sources, once it was read.
  private var known: SourceList?
  /// The library's tables of technology scaling, once they were read.
  private var tables: TechnologyScaling?

  init(_ library: TechnologyLibrary) {
    self.library = library
    for diagnostic in library.folders.flatMap(\.diagnostics) { collector.append(diagnostic) }
  }

  /// Throws if an error was found.
  func throwErrors() throws(DiagnosticsError) {
    if collector.hasErrors { throw DiagnosticsError(collector.sorted()) }
  }

  /// A part that was read, or the errors that kept it from being read.
  func finished<Part>(_ part: Part?) throws(DiagnosticsError) -> Part {
    try throwErrors()
    guard let part else { throw DiagnosticsError(collector.sorted()) }
    return part
  }

  /// The library's own list of sources.
  mutating func librarySources() -> SourceList {
    if let known { return known }
    var list = SourceList()
    if let (node, parsed) = parse("\(library.root)/sources.yaml", at: nil) {
      var context = parsed
      if let entries = SourceList.schema.decode(node, &context) { list.add(entries, &context) }
      take(context)
    }
    for folder in library.folders {
      let path = "\(folder.path)/sources.yaml"
      guard FilePath.exists(path), let (node, parsed) = parse(path, at: folder.place) else { continue }
      var context = parsed
      if let entries = SourceList.schema.decode(node, &context) { list.add(entries, &context) }
      take(context)
    }
    known = list
    return list
  }

  /// A part by name or path; nil after errors.
  mutating func part<Part: Sendable>(
    _ kind: TechnologyLibrary.Kind, _ name: String, from directory: String, at place: SourceLocation?,
    _ schema: (String, ConstantSchemas) -> Schema<Part>
  ) -> Part? {
    open(kind, name, from: directory, at: place).flatMap { opened in
      var context = opened.context
      let value = schema(opened.name, opened.constants).decode(opened.node, &context)
      take(context)
      return value
    }
  }

  /// The library's tables of technology scaling; nil after errors.
  mutating func technologyScaling() -> TechnologyScaling? {
    if let tables { return tables }
    guard let (node, parsed) = parse("\(library.root)/scaling.yaml", at: nil) else { return nil }
    var context = parsed
    tables = TechnologyScaling.schema(ConstantSchemas(sources: librarySources())).decode(node, &context)
    take(context)
    return tables
  }

  /// A component by name or path; nil after errors.
  mutating func component(_ name: String, from directory: String, at place: SourceLocation?) -> Component? {
    guard let scaling = technologyScaling() else { return nil }
    return part(.components, name, from: directory, at: place) { Component.schema(name: $0, $1, scaling) }
  }

  /// Peripherals by name or path, with their components; nil after errors.
  mutating func peripherals(_ name: String, from directory: String, at place: SourceLocation?)
    -> Peripherals?
  {
    part(.peripherals, name, from: directory, at: place) { PeripheralsDraft.schema(name: $0, $1) }
      .flatMap { complete($0) }
  }

  /// A macro by path, with its components; nil after errors.
  mutating func macro(_ path: String, from directory: String) -> Macro? {
    guard let opened = open(file: FilePath.join(directory, path), nil, at: nil) else { return nil }
    var context = opened.context
    let draft = MacroDraft.schema(name: opened.name, opened.constants).decode(opened.node, &context)
    take(context)
    guard let draft else { return nil }
    var macro = draft.macro
    for (circuit, reference) in draft.circuits {
      let folder = FilePath.directory(of: reference.location.file)
      guard let component = component(reference.value, from: folder, at: reference.location) else { continue }
      macro.circuits.append(
        MacroCircuit(
          name: circuit.name, group: circuit.group, component: component, count: circuit.count,
          action: circuit.action))
    }
    return macro.circuits.count == draft.circuits.count ? macro : nil
  }

  /// Design rules by path; nil after errors.
  mutating func layoutRules(_ path: String) -> LayoutRules? {
    guard let opened = open(file: path, nil, at: nil) else { return nil }
    var context = opened.context
    let rules = LayoutRules.schema(name: opened.name, opened.constants).decode(opened.node, &context)
    take(context)
    return rules
  }

  /// Looks the components of peripherals up; nil after errors.
  private mutating func complete(_ draft: PeripheralsDraft) -> Peripherals? {
    var result = draft.peripherals
    // In the order of the roles, so that errors come in a fixed order.
    for role in ComponentRole.allCases {
      guard let reference = draft.components[role] else { continue }
      let directory = FilePath.directory(of: reference.location.file)
      guard let component = component(reference.value, from: directory, at: reference.location) else {
        continue
      }
      result.components[role] = component
    }
    return result.components.count == draft.components.count ? result : nil
  }

  /// A technology by name or path, with its parts; nil after errors.
  mutating func technology(_ name: String, from directory: String, at place: SourceLocation?) -> Technology? {
    guard let opened = open(.technologies, name, from: directory, at: place) else { return nil }
    var context = opened.context
    let draft = TechnologyDraft.schema(name: opened.name, opened.constants).decode(opened.node, &context)
    take(context)
    // Parts are looked up even if the file has errors, so that theirs are shown in the same run.
    let process = named(.processes, in: opened.node) { Process.schema(name: $0, $1) } ?? draft?.process.inline
    let device =
      named(.devices, in: opened.node) { SynapseDevice.schema(name: $0, $1) } ?? draft?.device.inline
    let neuron =
      named(.neurons, in: opened.node) { NeuronCircuit.schema(name: $0, $1) } ?? draft?.neuron.inline
    let peripherals =
      (named(.peripherals, in: opened.node) { PeripheralsDraft.schema(name: $0, $1) }
      ?? draft?.peripherals.inline).flatMap { complete($0) }
    guard let draft, let process, let device, let neuron, let peripherals else { return nil }
    let technology = Technology(
      name: opened.name, summary: draft.summary, process: process, device: device, neuron: neuron,
      peripherals: peripherals)
    for diagnostic in technology.diagnostics(at: opened.node) { collector.append(diagnostic) }
    return technology
  }

  /// The part that a technology file names; nil if it holds the part itself, or after an error.
  private mutating func named<Part: Sendable>(
    _ kind: TechnologyLibrary.Kind, in technology: YAMLNode,
    _ schema: (String, ConstantSchemas) -> Schema<Part>
  ) -> Part? {
    var trial = DecodingContext()
    guard let node = technology[kind.singular],
      let name = Schema<String>.line(example: "").decode(node, &trial)
    else { return nil }
    return part(kind, name, from: FilePath.directory(of: node.location.file), at: node.location, schema)
  }

  /// A file of a kind that was found and parsed.
  private struct Opened {
    var name: String
    var node: YAMLNode
    var context: DecodingContext
    var constants: ConstantSchemas
  }

  private mutating func open(
    _ kind: TechnologyLibrary.Kind, _ name: String, from directory: String, at place: SourceLocation?
  ) -> Opened? {
    let path: String
    if TechnologyLibrary.isPath(name) {
      path = FilePath.join(directory, name)
      if let place { references.append(FileReference(place: place, text: name, path: path)) }
    } else {
      switch library.file(kind, name, at: place) {
      case .success(let file):
        path = file
        if let place, library.libraryName(ofFile: file) == nil {
          references.append(FileReference(place: place, text: name, path: file))
        }
      case .failure(let error):
        collector.append(error)
        return nil
      }
    }
    return open(file: path, kind, at: place)
  }

  /// - Parameter kind: of the file, by whose names it may extend others; nil for one that extends paths only.
  private mutating func open(
    file path: String, _ kind: TechnologyLibrary.Kind?, at place: SourceLocation?
  ) -> Opened? {
    let name = Self.stem(path)
    // A part is named after its file, and netlists, reports and messages show the name.
    guard !name.unicodeScalars.contains(where: \.isTerminalControl) else {
      collector.append(
        Diagnostic(
          .error, "GD0360",
          "the file name '\(name.prefix(80))' has a line break or another control character; a part is named after its "
            + "file", at: place))
      return nil
    }
    guard let (node, parsed) = parse(path, kind, at: place) else { return nil }
    var context = parsed
    let sources = librarySources().extended(by: node, &context)
    return Opened(
      name: name, node: node, context: context, constants: ConstantSchemas(sources: sources))
  }

  private mutating func take(_ context: DecodingContext) {
    for diagnostic in context.collector.diagnostics { collector.append(diagnostic) }
  }

  /// The tree of a file, with a context that holds what the parser found; nil after an error.
  private mutating func parse(
    _ path: String, _ kind: TechnologyLibrary.Kind? = nil, at place: SourceLocation?
  ) -> (YAMLNode, DecodingContext)? {
    let source: SourceFile
    do { source = try SourceFile.read(path, at: place) } catch {
      collector.append(error)
      return nil
    }
    var tree = SpecTree(source, rules: library.rules(kind))
    if kind == .technologies {
      for part in TechnologyLibrary.Kind.parts { tree.expand(part.singular, rules: library.rules(part)) }
    }
    for file in tree.files where !files.contains(where: { $0.path == file.path }) { files.append(file) }
    for reference in tree.references where !references.contains(reference) { references.append(reference) }
    guard let root = tree.root else {
      for diagnostic in tree.collector.diagnostics { collector.append(diagnostic) }
      return nil
    }
    var context = DecodingContext()
    context.collector = tree.collector
    return (root, context)
  }

  /// The file's name without folder and ending.
  private static func stem(_ path: String) -> String {
    let file = path.split(separator: "/").last.map(String.init) ?? path
    for ending in [".yaml", ".yml"] where file.hasSuffix(ending) {
      return String(file.dropLast(ending.count))
    }
    return file
  }
}

extension SourceList {
  /// The list with the entries of a part's own `sources:`; what is malformed there is reported when the part
  /// is decoded.
  func extended(by node: YAMLNode, _ context: inout DecodingContext) -> SourceList {
    guard let own = node["sources"] else { return self }
    var trial = DecodingContext()
    guard let entries = SourceList.schema.decode(own, &trial) else { return self }
    var list = self
    list.add(entries, &context)
    return list
  }
}
