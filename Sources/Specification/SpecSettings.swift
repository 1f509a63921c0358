import Diagnostics

/// Keys of a spec that are set from outside of its files, as `--set network.bias="0.5 V"` and `--library parts` do: after all
/// files are merged and before anything is checked, so that every check sees them.
package struct SpecSettings: Sendable, Hashable {
  /// `KEY=VALUE` each: keys with dots between them, `network.hidden[0].units=12`; the value is YAML. Of two of one key the later
  /// one counts.
  package var texts: [String]
  /// Folders of technologies and parts, beside those of the spec's own `library:`.
  package var libraries: [String]

  /// Some settings.
  package init(_ texts: [String] = [], libraries: [String] = []) {
    (self.texts, self.libraries) = (texts, libraries)
  }

  /// Whether there are none.
  package var isEmpty: Bool { texts.isEmpty && libraries.isEmpty }

  /// Settings are of specs: a folder was made with those of its own.
  /// - Throws: `GD0295` when there are some.
  package func checkNone(of folder: String) throws(Diagnostic) {
    guard !isEmpty else { return }
    throw Diagnostic(
      .error, "GD0295",
      "'\(folder)' is a finished output folder, whose spec cannot be changed by --set or --library",
      advice: "name the spec, or make the output anew with these settings")
  }

  /// The name of the "file" that a value stands in, for messages: `--set network.bias`.
  package static func file(_ key: Substring) -> String { "\(option) \(key)" }

  /// The option.
  package static let option = "--set"

  /// The texts that messages point into: the value of each setting, and all settings, a line each.
  package var sources: [SourceFile] {
    texts.compactMap { text in
      Self.split(text).map { SourceFile(path: Self.file($0.key), bytes: Array($0.value.utf8)) }
    } + [SourceFile(path: Self.option, bytes: Array(texts.joined(separator: "\n").utf8))]
  }

  /// Key and value of a setting; nil without a "=".
  static func split(_ text: String) -> (key: Substring, value: Substring)? {
    guard let equals = text.firstIndex(of: "=") else { return nil }
    return (text[..<equals], text[text.index(after: equals)...])
  }
}

/// A step of a setting's key, with the column where it is written.
private struct SettingStep {
  var name: String
  var column: Int
}

extension SpecTree {
  /// Sets keys of the merged mapping.
  mutating func set(_ settings: SpecSettings) {
    for (index, text) in settings.texts.enumerated() { set(text, line: index + 1) }
    libraries = settings.libraries
  }

  /// The merged mapping with the folders that are set from outside, as a spec with chips has them.
  var rootWithLibraries: YAMLNode? {
    guard !libraries.isEmpty, let root else { return root }
    let place = SourceLocation(file: "--library", line: 1, column: 1)
    var folders: [YAMLNode] =
      switch root["library"]?.content {
      case .sequence(let items): items
      case .scalar?: root["library"].map { $0.isNull ? [] : [$0] } ?? []
      default: []
      }
    folders += libraries.map { YAMLNode(.scalar($0, isPlain: false), at: place) }
    return root.replacing("library", with: YAMLNode(.sequence(folders), at: place), keyAt: place)
  }

  private mutating func set(_ text: String, line: Int) {
    let whole = SourceLocation(
      file: SpecSettings.option, line: line, column: 1, length: text.unicodeScalars.count)
    func fail(_ code: String, _ message: String, _ place: SourceLocation) {
      collector.append(Diagnostic(.error, code, message, at: place))
    }
    let usage = "expected KEY=VALUE, as network.bias=\"0.5 V\" or network.hidden[0].units=12"
    guard let (key, value) = SpecSettings.split(text), let steps = Self.steps(key) else {
      return fail("GD0291", "'\(text.excerpt)' sets no key; \(usage)", whole)
    }
    guard steps[0].name != "extends" else {
      return fail(
        "GD0291", "extends cannot be set: the files are merged before the settings are looked at", whole)
    }
    guard value.contains(where: { $0 != " " }) else {
      return fail("GD0291", "'\(text.excerpt)' has no value (null leaves a key out); \(usage)", whole)
    }
    let source = SourceFile(path: SpecSettings.file(key), bytes: Array(value.utf8))
    let node: YAMLNode
    do { node = try YAMLNode.parse(source, collector: &collector) } catch {
      var error = error
      // What is missing at the end of a text stands for the parser on the line behind it.
      if let place = error.location, place.line > 1, !value.contains("\n") {
        error.location = SourceLocation(
          file: place.file, line: 1, column: value.unicodeScalars.count + 1)
      }
      collector.append(error)
      return
    }
    guard let root else { return }
    switch root.setting(steps[...], to: node, line: line) {
    case .success(let changed): self.root = changed
    case .failure(let error): collector.append(error)
    }
  }

  /// The steps of a key: names with dots between them and indices, "a.b[0].c" or "a.b.0.c"; nil for what is none.
  private static func steps(_ key: Substring) -> [SettingStep]? {
    var steps: [SettingStep] = []
    var column = 1
    for part in key.split(separator: ".", omittingEmptySubsequences: false) {
      let pieces = part.split(separator: "[", omittingEmptySubsequences: false)
      var place = column
      for (index, piece) in pieces.enumerated() {
        guard index == 0 || piece.last == "]" && Int(piece.dropLast()) != nil else { return nil }
        let name = index == 0 ? piece : piece.dropLast()
        guard !name.isEmpty, !name.contains(where: { $0.isWhitespace || $0 == "]" }) else { return nil }
        steps.append(SettingStep(name: String(name), column: place))
        place += piece.unicodeScalars.count + 1
      }
      column += part.unicodeScalars.count + 1
    }
    return steps.isEmpty || Int(steps[0].name) != nil ? nil : steps
  }
}

extension YAMLNode {
  /// A mapping with another value of a key, or with the key at its end.
  fileprivate func replacing(_ key: String, with value: YAMLNode, keyAt place: SourceLocation) -> YAMLNode {
    guard case .mapping(var entries) = content else { return self }
    let entry = Entry(key: key, keyLocation: place, value: value)
    if let index = entries.firstIndex(where: { $0.key == key }) {
      entries[index] = entry
    } else {
      entries.append(entry)
    }
    return YAMLNode(.mapping(entries), at: location)
  }

  /// The node with a value at the end of some steps; mappings that are not there are made.
  fileprivate func setting(
    _ steps: ArraySlice<SettingStep>, to value: YAMLNode, line: Int
  ) -> Result<YAMLNode, Diagnostic> {
    guard let step = steps.first else { return .success(value) }
    let place = SourceLocation(
      file: SpecSettings.option, line: line, column: step.column, length: step.name.unicodeScalars.count)
    func fail(_ code: String, _ message: String) -> Result<YAMLNode, Diagnostic> {
      .failure(Diagnostic(.error, code, message, at: place))
    }
    switch content {
    case .mapping:
      let inner = self[step.name] ?? YAMLNode(.mapping([]), at: value.location)
      return inner.setting(steps.dropFirst(), to: value, line: line).map {
        replacing(step.name, with: $0, keyAt: place)
      }
    case .sequence(var items):
      guard let index = Int(step.name), items.indices.contains(index) else {
        return fail(
          "GD0292",
          "there is no item '\(step.name.excerpt)'; the list has \(items.count) items, counted from 0")
      }
      return items[index].setting(steps.dropFirst(), to: value, line: line).map {
        items[index] = $0
        return YAMLNode(.sequence(items), at: location)
      }
    case .scalar where isNull:
      return YAMLNode(.mapping([]), at: location).setting(steps, to: value, line: line)
    case .scalar:
      return fail("GD0293", "'\(step.name.excerpt)' would be a key of \(described), which has none")
    }
  }
}
