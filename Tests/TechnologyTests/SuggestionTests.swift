import Diagnostics
import Foundation
import Hopfield
import Testing

@testable import Specification
@testable import Technology

/// Every suggestion ("write: …"), put where its diagnostic points, is accepted: faults of all sorts are put into every field of
/// every kind of file, and what is suggested is pasted.
@Suite struct SuggestionTests {
  /// A kind of file: what its keys are, and what is wrong with a text.
  struct FileKind: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var shape: Shape
    var diagnostics: @Sendable (String) -> [Diagnostic]

    /// A kind that a schema decodes.
    init<Value>(_ name: String, _ schema: Schema<Value>) {
      (testDescription, shape) = (name, schema.shape)
      diagnostics = { text in
        do throws(DiagnosticsError) {
          return try schema.decode(SourceFile(path: "file.yaml", bytes: Array(text.utf8))).warnings
        } catch {
          return error.diagnostics
        }
      }
    }
  }

  private static let constants: ConstantSchemas = {
    var session = LibrarySession(TechnologyLibrary())
    return ConstantSchemas(sources: session.librarySources())
  }()

  static let kinds: [FileKind] = [
    FileKind("spec", ChipSpec.schema), FileKind("hopfield", HopfieldSpec.schema),
    FileKind("device", SynapseDevice.schema(name: "x", constants)),
    FileKind("neuron", NeuronCircuit.schema(name: "x", constants)),
    FileKind("process", Process.schema(name: "x", constants)),
    FileKind("peripherals", PeripheralsDraft.schema(name: "x", constants)),
    FileKind("component", Component.schema(name: "x", constants, nil)),
    FileKind("technology", TechnologyDraft.schema(name: "x", constants)),
    FileKind("macro", MacroDraft.schema(name: "x", constants)),
  ]

  private static let isLong = ProcessInfo.processInfo.environment["GRENADYN_LONG_TESTS"] != nil

  @Test(arguments: kinds) func examplesAreRight(_ kind: FileKind) throws {
    // Of a whole file made of examples nothing is wrong, so no example of a missing key is.
    let text = Self.text(try #require(YAMLNode.literal(kind.shape.example)))
    #expect(kind.diagnostics(text).map(\.message) == [], "\(text)")
  }

  @Test(arguments: kinds) func everySuggestionIsAccepted(_ kind: FileKind) throws {
    let base = try #require(YAMLNode.literal(kind.shape.example))
    var faults = Faults()
    faults.visit(kind.shape, at: [], in: base)
    var pasted: Set<String> = []
    // A run of minutes looks at all values; otherwise at every so many of them.
    let values = Set(faults.values.map(Self.text)).sorted()
    let step = Self.isLong ? 1 : max(1, values.count / 100)
    let texts = Set(faults.keys.map(Self.text)).union(
      stride(from: 0, to: values.count, by: step).map { values[$0] })
    for text in texts {
      pasted.formUnion(Self.paste(allOf: kind.diagnostics(text), text, kind))
    }
    // A missing key, a misspelt one, a missing origin: what every kind can have.
    #expect(pasted.isSuperset(of: ["GD0202", "GD0203"]), "\(pasted)")
  }

  static let files: [(kind: String, file: String)] = [
    ("neuron", "neurons/active-rectifier"), ("peripherals", "peripherals/cmos130"),
    ("component", "components/adc-survey"), ("component", "components/dff-sky130"),
    ("device", "devices/leti-hfo2"), ("device", "devices/pcm-gst"), ("process", "processes/sky130"),
  ]

  @Test(arguments: isLong ? files : Array(files.prefix(4)))
  func suggestionsForFilesOfTheLibrary(_ name: String, _ file: String) throws {
    let kind = try #require(Self.kinds.first { $0.testDescription == name })
    let source = try SourceFile.read("\(TechnologyLibrary().root)/\(file).yaml")
    var collector = DiagnosticCollector()
    let base = try YAMLNode.parse(source, collector: &collector)
    #expect(kind.diagnostics(Self.text(base)) == [])
    for path in Faults.keys(of: base) {
      for fault in [base.removing(path), base.renaming(path)] {
        _ = Self.paste(allOf: kind.diagnostics(Self.text(fault)), Self.text(fault), kind)
      }
    }
  }

  // MARK: Pasting

  /// Values that are right in themselves need not agree with those of other keys.
  private static let ofTwoKeys: Set<String> = [
    "GD0220", "GD0221", "GD0227", "GD0231", "GD0240", "GD0241", "GD0255", "GD0256", "GD0304", "GD0305",
    "GD0310", "GD0324",
    "GD0325",
    "GD0383",
  ]

  /// Pastes every suggestion into the text, one at a time, and looks what the file is like then.
  /// - Returns: the codes whose suggestions were pasted.
  private static func paste(
    allOf found: [Diagnostic], _ text: String, _ kind: FileKind
  ) -> [String] {
    func same(_ a: Diagnostic, _ b: Diagnostic) -> Bool { a.code == b.code && a.message == b.message }
    return found.compactMap { diagnostic in
      guard let suggestion = diagnostic.suggestion, let place = diagnostic.location else { return nil }
      guard let (mended, range) = pasted(suggestion, at: place, in: text) else {
        Issue.record("'\(suggestion)' cannot be pasted at \(place.line):\(place.column) of\n\(text)")
        return nil
      }
      let left = kind.diagnostics(mended)
      let stays = left.count { same($0, diagnostic) } >= found.count { same($0, diagnostic) }
      #expect(!stays, "'\(suggestion)' does not mend '\(diagnostic.message)' of\n\(text)\n->\n\(mended)")
      let new = left.filter { other in
        guard let at = other.location, !ofTwoKeys.contains(other.code) else { return false }
        return at.line == range.line && range.columns.contains(at.column)
          && !found.contains { same($0, other) }
      }
      #expect(
        new.map(\.message) == [],
        "after '\(suggestion)' for '\(diagnostic.message)' of\n\(text)\n->\n\(mended)")
      return diagnostic.code
    }
  }

  /// The text with a suggestion in it, and where it then stands; nil when there is no place for it.
  private static func pasted(
    _ suggestion: String, at place: Diagnostics.SourceLocation, in text: String
  ) -> (String, range: (line: Int, columns: ClosedRange<Int>))? {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { Array($0.unicodeScalars) }
    let line = place.line - 1
    guard lines.indices.contains(line) else { return nil }
    func joined() -> String {
      lines.map { String(String.UnicodeScalarView($0)) }.joined(separator: "\n")
    }
    let new = Array(suggestion.unicodeScalars)
    let isEntry = suggestion.wholeMatch(of: /[a-zA-Z][a-zA-Z0-9-]*: .*/) != nil
    if isEntry, place.column == 1 {
      lines.insert(new, at: 0)
      return (joined(), (1, 1...max(1, new.count)))
    }
    let start = place.column - 1
    if isEntry {
      guard lines[line].indices.contains(start), lines[line][start] == "{" else { return nil }
      let isEmpty = lines[line][(start + 1)...].first { $0 != " " } == "}"
      lines[line].insert(
        contentsOf: Array(" ".unicodeScalars) + new + (isEmpty ? " " : ", ").unicodeScalars, at: start + 1)
      return (joined(), (place.line, place.column...place.column + new.count + 2))
    }
    // Nothing stands where a value is missing: it goes behind the colon.
    let isMissing = start >= lines[line].count || start > 0 && lines[line][start - 1] == ":"
    let end = isMissing ? min(start, lines[line].count) : min(start + place.length, lines[line].count)
    lines[line].replaceSubrange(
      min(start, lines[line].count)..<end, with: (isMissing ? " " : "").unicodeScalars + new)
    return (joined(), (place.line, place.column...place.column + new.count))
  }

  /// A document with a line a key and everything below it on the line.
  private static func text(_ node: YAMLNode) -> String {
    guard case .mapping(let entries) = node.content else { return node.flow + "\n" }
    return entries.map { "\($0.key): \($0.value.flow)\n" }.joined()
  }
}

/// Documents with one fault each.
private struct Faults {
  /// With a key that is missing or misspelt.
  private(set) var keys: [YAMLNode] = []
  /// With a wrong value.
  private(set) var values: [YAMLNode] = []
  /// Constants that have had every fault: all are made by the same schema, so the rest get the faults of their own value.
  private var constants = 0

  private static let anyKind = ["[1]", "{}", "3", "abc", "\"3\"", "1e3"]
  private static let quantities = [
    "3 V", "3 us", "0 V", "-2 V", "500 ppm",
  ]

  /// Faults in a part of a document that is there.
  mutating func visit(_ shape: Shape, at path: [String], in document: YAMLNode) {
    switch shape {
    case .object(_, let fields): visit(fields, at: path, in: document)
    case .oneKey(let object, let keys):
      constants += 1
      let fields = object.fields ?? []
      visit(constants > 3 ? Array(fields.prefix(1)) : fields, at: path, in: document)
      self.keys.append(keys.reduce(document) { $0.removing(path + [$1]) })
      values.append(keys.reduce(document) { $0.setting(path + [$1], to: "SKY130_RCXX") })
    case .anyOf(let shapes):
      for one in shapes {
        if case .null = one { continue }
        visit(one, at: path, in: document.setting(path, to: one.example))
      }
    case .list(let item, _):
      values.append(document.setting(path, to: item.example))
      visit(item, at: path + ["0"], in: document.setting(path, to: shape.example))
    case .map(let item, _):
      let key = "GD0505"
      visit(item, at: path + [key], in: document.setting(path, to: "{ \(key): \(item.example) }"))
    case .choice(let words):
      for word in words.prefix(2) {
        values.append(document.setting(path, to: word + "x"))
        values.append(document.setting(path, to: String(word.dropLast())))
      }
    case .quantity(_, _, let example, _):
      let number = String(example.prefix { !$0.isLetter && $0 != "%" && $0 != " " })
      for text in Self.quantities + [number, "-" + example, example.lowercased(), "1000000" + example] {
        values.append(document.setting(path, to: text))
      }
    default: break
    }
    for text in Self.anyKind { values.append(document.setting(path, to: text)) }
    values.append(document.setting(path, to: ""))
  }

  private mutating func visit(_ fields: [FieldShape], at path: [String], in document: YAMLNode) {
    for field in fields where field.key != "extends" {
      let place = path + [field.key]
      let whole = document[at: place] == nil ? document.setting(place, to: field.example) : document
      keys += [whole.removing(place), whole.renaming(place)]
      visit(field.shape, at: place, in: whole)
    }
  }

  /// The paths of all keys of a document.
  static func keys(of node: YAMLNode, below path: [String] = []) -> [[String]] {
    switch node.content {
    case .mapping(let entries):
      entries.flatMap { [path + [$0.key]] + keys(of: $0.value, below: path + [$0.key]) }
    case .sequence(let items): items.enumerated().flatMap { keys(of: $1, below: path + ["\($0)"]) }
    case .scalar: []
    }
  }
}

extension YAMLNode {
  /// The node on one line.
  fileprivate var flow: String {
    switch content {
    case .scalar(let text, isPlain: true): text
    case .scalar(let text, isPlain: false): "\"\(text.replacingOccurrences(of: "\"", with: "\\\""))\""
    case .sequence(let items): "[" + items.map(\.flow).joined(separator: ", ") + "]"
    case .mapping(let entries):
      entries.isEmpty
        ? "{}" : "{ " + entries.map { "\($0.key): \($0.value.flow)" }.joined(separator: ", ") + " }"
    }
  }

  fileprivate subscript(at path: [String]) -> YAMLNode? {
    path.reduce(self) { node, key in
      if case .sequence(let items)? = node?.content, let index = Int(key) { return items[index] }
      return node?[key]
    }
  }

  fileprivate func setting(_ path: [String], to text: String) -> YAMLNode {
    let value = text.isEmpty ? YAMLNode(.scalar("", isPlain: true), at: location) : YAMLNode.literal(text)
    return changing(path[...]) { _ in value }
  }

  fileprivate func removing(_ path: [String]) -> YAMLNode { changing(path[...]) { _ in nil } }

  /// With a letter too many in a key.
  fileprivate func renaming(_ path: [String]) -> YAMLNode {
    guard let key = path.last, Int(key) == nil, let value = self[at: path] else { return self }
    return changing(path.dropLast()) { mapping in
      guard let mapping, case .mapping(let entries) = mapping.content else { return mapping }
      return YAMLNode(
        .mapping(
          entries.map {
            $0.key == key ? .init(key: key + "x", keyLocation: $0.keyLocation, value: value) : $0
          }), at: mapping.location)
    }
  }

  private func changing(_ path: ArraySlice<String>, _ change: (YAMLNode?) -> YAMLNode?) -> YAMLNode {
    guard let key = path.first else { return change(self) ?? self }
    var node = self
    switch content {
    case .sequence(var items):
      guard let index = Int(key), items.indices.contains(index) else { return self }
      items[index] = items[index].changing(path.dropFirst(), change)
      node.content = .sequence(items)
    case .mapping(var entries):
      let index = entries.firstIndex { $0.key == key }
      let old = index.map { entries[$0].value }
      let new =
        path.count == 1
        ? change(old)
        : (old ?? YAMLNode(.mapping([]), at: location)).changing(path.dropFirst(), change)
      if let new {
        let entry = Entry(key: key, keyLocation: location, value: new)
        if let index { entries[index] = entry } else { entries.append(entry) }
      } else if let index {
        entries.remove(at: index)
      }
      node.content = .mapping(entries)
    case .scalar: break
    }
    return node
  }
}
