import Diagnostics

/// Bounds that keep the work for any file, however hostile, under a second and some tens of megabytes.
package struct YAMLLimits: Sendable {
  /// Bytes of a file.
  package var bytes = 4 << 20
  /// Collections inside each other.
  package var depth = 64
  /// Scalars and collections, each counted as often as aliases repeat it.
  package var nodes = 200_000
  /// Bytes of one scalar.
  package var scalar = 1 << 20
  /// Bytes of all scalars, each counted as often as aliases repeat it.
  package var text = 8 << 20

  /// The limits for specs and libraries.
  package init() {}
}

extension YAMLNode {
  /// Parses a YAML file of one document.
  ///
  /// Resolves anchors, aliases and merge keys (`<<`). Duplicate keys are reported to `collector` and the first
  /// one is kept, so that the rest of the file is checked too; everything else that is wrong ends the parse.
  /// - Throws: the diagnostic, with a code `GD0103`…`GD0113`.
  package static func parse(
    _ source: SourceFile, limits: YAMLLimits = YAMLLimits(), collector: inout DiagnosticCollector
  ) throws(Diagnostic) -> YAMLNode {
    guard source.bytes.count <= limits.bytes else {
      throw Diagnostic(
        .error, "GD0102", "\(source.bytes.count) bytes are too many; at most \(limits.bytes) are read",
        at: SourceLocation(file: source.path, line: 1, column: 1))
    }
    let bytes = try YAMLText.checked(source)
    guard let reader = YAMLEventReader(bytes) else {
      throw Diagnostic(.error, "GD0104", "no memory is left to parse '\(source.path)'")
    }
    var parser = YAMLParser(file: source.path, bytes: bytes, limits: limits, reader: reader)
    let root = try parser.document()
    for diagnostic in parser.duplicates { collector.append(diagnostic) }
    return root
  }

  /// Parses a short text that is part of the program, such as a default; nil if it is malformed.
  static func literal(_ text: String) -> YAMLNode? {
    var collector = DiagnosticCollector()
    let source = SourceFile(path: "default", bytes: Array(text.utf8))
    return try? parse(source, collector: &collector)
  }
}

/// Builds the tree from libyaml's events.
struct YAMLParser: ~Copyable {
  /// A node with what it costs to repeat it.
  private struct Anchor {
    var node: YAMLNode
    /// Nodes in it and bytes of their text, aliases counted in full.
    var size: Int
    var bytes: Int
    /// Collections inside each other.
    var height: Int
    var location: SourceLocation
  }
  /// A node being built: the tree, its size, the bytes of its text and its height.
  private typealias Built = (node: YAMLNode, size: Int, bytes: Int, height: Int)

  private let file: String
  private let bytes: ArraySlice<UInt8>
  private let limits: YAMLLimits
  private var reader: YAMLEventReader
  private var anchors: [String: Anchor] = [:]
  /// Anchors of collections that are not closed yet, to tell a recursive alias from an unknown one.
  private var open: [String: SourceLocation] = [:]
  private var (totalNodes, totalBytes) = (0, 0)
  private(set) var duplicates: [Diagnostic] = []

  init(file: String, bytes: ArraySlice<UInt8>, limits: YAMLLimits, reader: consuming YAMLEventReader) {
    (self.file, self.bytes, self.limits) = (file, bytes, limits)
    self.reader = reader
  }

  /// The one document of the stream.
  mutating func document() throws(Diagnostic) -> YAMLNode {
    _ = try next()  // stream start
    let first = try next()
    guard case .documentStart = first.kind else {
      throw Diagnostic(
        .error, "GD0107", "the file has no content", at: SourceLocation(file: file, line: 1, column: 1))
    }
    let root = try node(try next(), depth: 0, key: nil).node
    _ = try next()  // document end
    let after = try next()
    if case .documentStart = after.kind {
      throw fail("GD0106", "a second document starts here; a file holds one", after)
    }
    return root
  }

  private mutating func node(
    _ event: YAMLEvent, depth: Int, key: SourceLocation?
  ) throws(Diagnostic) -> Built {
    try count(1, bytes: 0, event)
    if let tag = event.tag, tag != "!" {
      throw fail("GD0111", "the tag '\(tag.excerpt)' is not supported; leave it out", event)
    }
    let built: Built
    switch event.kind {
    case .alias(let name): return try alias(name, event, depth: depth)
    case .scalar(let text, let isPlain):
      let bytes = text.utf8.count
      try count(0, bytes: bytes, event)
      built = (
        YAMLNode(.scalar(try checked(text, event), isPlain: isPlain), at: location(event)), 1, bytes, 0
      )
    case .sequenceStart(let isFlow):
      try enter(event, depth)
      built = try sequence(event, isFlow: isFlow, depth: depth, key: key)
    case .mappingStart(let isFlow):
      try enter(event, depth)
      built = try mapping(event, isFlow: isFlow, depth: depth, key: key)
    default: throw fail("GD0104", "the document ends too early", event)
    }
    if let name = event.anchor {
      open[name] = nil
      anchors[name] = Anchor(
        node: built.node, size: built.size, bytes: built.bytes, height: built.height,
        location: built.node.location)
    }
    return built
  }

  private mutating func enter(_ event: YAMLEvent, _ depth: Int) throws(Diagnostic) {
    guard depth < limits.depth else { throw tooDeep(event) }
    if let name = event.anchor {
      anchors[name] = nil
      open[name] = location(event)
    }
  }

  private mutating func alias(_ name: String, _ event: YAMLEvent, depth: Int) throws(Diagnostic) -> Built {
    if let start = open[name] {
      throw fail(
        "GD0109", "the alias '*\(name.excerpt)' stands inside the node it repeats", event,
        notes: [.init("the node starts here", at: start)])
    }
    guard let anchor = anchors[name] else {
      let names = Array(anchors.keys)
      throw fail(
        "GD0109", "the alias '*\(name.excerpt)' has no anchor '&\(name.excerpt)' before it", event,
        suggestion: Spelling.closest(to: name, among: names).map { "*\($0)" })
    }
    guard depth + anchor.height <= limits.depth else { throw tooDeep(event) }
    try count(anchor.size - 1, bytes: anchor.bytes, event)
    return (anchor.node, anchor.size, anchor.bytes, anchor.height)
  }

  private mutating func sequence(
    _ start: YAMLEvent, isFlow: Bool, depth: Int, key: SourceLocation?
  ) throws(Diagnostic) -> Built {
    var items: [YAMLNode] = []
    var (size, bytes, height) = (1, 0, 0)
    while true {
      let event = try next()
      if case .sequenceEnd = event.kind {
        let place = isFlow ? location(start, to: event) : key ?? location(start)
        return (YAMLNode(.sequence(items), at: place), size, bytes, height + 1)
      }
      let item = try node(event, depth: depth + 1, key: nil)
      items.append(item.node)
      size += item.size
      bytes += item.bytes
      height = max(height, item.height)
    }
  }

  private mutating func mapping(
    _ start: YAMLEvent, isFlow: Bool, depth: Int, key outer: SourceLocation?
  ) throws(Diagnostic) -> Built {
    var entries: [YAMLNode.Entry] = []
    var places: [String: SourceLocation] = [:]
    var merged: [YAMLNode.Entry] = []
    var (size, bytes, height) = (1, 0, 0)
    while true {
      let event = try next()
      if case .mappingEnd = event.kind {
        for entry in merged where places[entry.key] == nil {
          places[entry.key] = entry.keyLocation
          entries.append(entry)
        }
        let place =
          isFlow ? location(start, to: event) : outer ?? entries.first?.keyLocation ?? location(start)
        return (YAMLNode(.mapping(entries), at: place), size, bytes, height + 1)
      }
      let key = try node(event, depth: depth + 1, key: nil)
      guard case .scalar(let name, let isPlain) = key.node.content else {
        throw fail("GD0112", "a key must be plain text, not \(key.node.described)", event)
      }
      let keyLocation = location(event)
      let value = try node(try next(), depth: depth + 1, key: keyLocation)
      size += key.size + value.size
      bytes += key.bytes + value.bytes
      height = max(height, value.height)
      if name == "<<", isPlain {
        merged += try mergeable(value.node)
      } else if let first = places[name] {
        duplicate(name, at: keyLocation, first: first)
      } else {
        places[name] = keyLocation
        entries.append(.init(key: name, keyLocation: keyLocation, value: value.node))
      }
    }
  }

  /// The entries a merge key brings in; of a list, earlier mappings come first and so win.
  private func mergeable(_ node: YAMLNode) throws(Diagnostic) -> [YAMLNode.Entry] {
    func entries(_ node: YAMLNode) throws(Diagnostic) -> [YAMLNode.Entry] {
      if case .mapping(let entries) = node.content { return entries }
      throw Diagnostic(
        .error, "GD0113", "'<<' takes a mapping or a list of mappings, not \(node.described)",
        at: node.location)
    }
    guard case .sequence(let items) = node.content else { return try entries(node) }
    var result: [YAMLNode.Entry] = []
    for item in items { result += try entries(item) }
    return result
  }

  private mutating func duplicate(_ name: String, at place: SourceLocation, first: SourceLocation) {
    guard duplicates.count < DiagnosticCollector.limit else { return }
    duplicates.append(
      Diagnostic(
        .error, "GD0110",
        "the key '\(name.excerpt)' is already set at line \(first.line), column \(first.column)",
        at: place, notes: [.init("first set here", at: first)]))
  }

  private mutating func count(_ nodes: Int, bytes: Int, _ event: YAMLEvent) throws(Diagnostic) {
    totalNodes += nodes
    totalBytes += bytes
    if totalNodes > limits.nodes {
      throw fail("GD0108", "more than \(limits.nodes) values, aliases counted in full", event)
    }
    if totalBytes > limits.text {
      throw fail("GD0108", "more than \(limits.text) bytes of text, aliases counted in full", event)
    }
  }

  private func checked(_ text: String, _ event: YAMLEvent) throws(Diagnostic) -> String {
    guard text.utf8.count <= limits.scalar else {
      throw fail(
        "GD0108", "a text of \(text.utf8.count) bytes; a single value may have at most \(limits.scalar)",
        event)
    }
    // Bytes of the file are already checked; an escape in quoted text can still make any character.
    if !text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) {
      for scalar in text.unicodeScalars {
        if let name = YAMLText.forbidden(scalar) {
          throw fail("GD0103", "\(name) is not allowed in a value", event)
        }
      }
    }
    return text
  }

  private func tooDeep(_ event: YAMLEvent) -> Diagnostic {
    fail("GD0108", "more than \(limits.depth) collections inside each other", event)
  }

  private func location(_ event: YAMLEvent, to last: YAMLEvent? = nil) -> SourceLocation {
    let end = (last ?? event).end
    let oneLine = end.line == event.start.line
    return SourceLocation(
      file: file, line: event.start.line + 1, column: event.start.column + 1,
      length: oneLine ? end.column - event.start.column : 1)
  }

  private func fail(
    _ code: String, _ message: String, _ event: YAMLEvent, suggestion: String? = nil,
    notes: [Diagnostic.Note] = []
  ) -> Diagnostic {
    Diagnostic(.error, code, message, at: location(event), suggestion: suggestion, notes: notes)
  }

  private mutating func next() throws(Diagnostic) -> YAMLEvent {
    do {
      return try reader.next()
    } catch {
      throw syntaxError(error)
    }
  }

  private func syntaxError(_ problem: YAMLEventReader.Problem) -> Diagnostic {
    func place(_ mark: (line: Int, column: Int), column: Int? = nil) -> SourceLocation {
      SourceLocation(file: file, line: mark.line + 1, column: column ?? mark.column + 1)
    }
    if let column = YAMLText.lineHasTabIndent(bytes, line: problem.place.line + 1) {
      return Diagnostic(
        .error, "GD0105", "a tab indents this line; YAML is indented with spaces",
        at: place(problem.place, column: column))
    }
    let notes = problem.context.map { [Diagnostic.Note($0.message, at: place($0.place))] } ?? []
    return Diagnostic(
      .error, "GD0104", "malformed YAML: \(Self.explained(problem.message))", at: place(problem.place),
      notes: notes)
  }

  /// libyaml's words, with the usual cause where there is one.
  private static func explained(_ problem: String) -> String {
    switch problem {
    case "mapping values are not allowed in this context":
      "a second ':' on the line; quote the text, or check the indentation of the line above"
    case "did not find expected key": "a key was expected; is the line indented as the one above it?"
    case "did not find expected <document start>":
      "the line is indented less than the first one, or follows its end"
    case "could not find expected ':'": "':' was expected behind the key"
    case "did not find expected ',' or ']'": "',' or ']' was expected"
    case "did not find expected ',' or '}'": "',' or '}' was expected"
    case "did not find expected '-' indicator": "'- ' was expected; is the line indented as the one above it?"
    case "found unexpected end of stream": "the file ends inside a quoted text"
    case "found character that cannot start any token":
      "this character cannot start a value; quote the text"
    default: problem
    }
  }
}
