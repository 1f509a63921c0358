import Diagnostics

/// A part of a YAML document with the place it was written at: scalar, sequence or mapping.
///
/// Anchors, aliases and merge keys are already resolved; an aliased node keeps the place of its anchor. The
/// location of a block collection under a key is that of the key, since that is what a reader looks for.
package struct YAMLNode: Sendable, Hashable {
  /// A key with its value.
  package struct Entry: Sendable, Hashable {
    /// The key's text.
    package var key: String
    /// Where the key stands.
    package var keyLocation: SourceLocation
    /// What the key maps to.
    package var value: YAMLNode

    /// Makes an entry.
    package init(key: String, keyLocation: SourceLocation, value: YAMLNode) {
      (self.key, self.keyLocation, self.value) = (key, keyLocation, value)
    }
  }

  /// The three kinds of node.
  package enum Content: Sendable, Hashable {
    /// Text; plain text may mean a number, a boolean or null, quoted text never does.
    case scalar(String, isPlain: Bool)
    /// A list.
    case sequence([YAMLNode])
    /// Entries in the order they are written, each key once.
    case mapping([Entry])
  }

  /// What it is.
  package var content: Content
  /// Where it stands.
  package var location: SourceLocation

  /// Makes a node.
  package init(_ content: Content, at location: SourceLocation) {
    (self.content, self.location) = (content, location)
  }

  /// The value of a key; nil if this is no mapping or the key is missing.
  package subscript(key: String) -> YAMLNode? {
    guard case .mapping(let entries) = content else { return nil }
    return entries.first { $0.key == key }?.value
  }

  /// The node that keys lead to, or the last one on the way that exists.
  package func nearest(_ path: [String]) -> YAMLNode {
    var node = self
    for key in path {
      if let index = Int(key), case .sequence(let items) = node.content, items.indices.contains(index) {
        node = items[index]
      } else if let next = node[key] {
        node = next
      } else {
        break
      }
    }
    return node
  }

  /// Whether it is a plain `null` or `~`, or nothing at all behind a key.
  package var isNull: Bool {
    if case .scalar(let text, isPlain: true) = content {
      return text.isEmpty || text == "null" || text == "~"
    }
    return false
  }

  /// What it is, in words for a message: "a list", "the text 'abc'".
  package var described: String {
    switch content {
    case .scalar("", isPlain: true): "no value"
    case .scalar(let text, let isPlain):
      isPlain ? "'\(text.excerpt)'" : "the quoted text \"\(text.excerpt)\""
    case .sequence(let items): items.isEmpty ? "an empty list" : "a list"
    case .mapping(let entries): entries.isEmpty ? "an empty mapping" : "a mapping"
    }
  }

  /// The same content with every location replaced; used for defaults, which stand nowhere.
  func moved(to location: SourceLocation) -> YAMLNode {
    switch content {
    case .scalar: YAMLNode(content, at: location)
    case .sequence(let items): YAMLNode(.sequence(items.map { $0.moved(to: location) }), at: location)
    case .mapping(let entries):
      YAMLNode(
        .mapping(
          entries.map { Entry(key: $0.key, keyLocation: location, value: $0.value.moved(to: location)) }),
        at: location)
    }
  }
}

extension StringProtocol {
  /// At most 40 characters on one line, for messages about input of any size.
  var excerpt: String {
    // Counted in scalars: one grapheme can hold a megabyte of combining marks.
    var line = String.UnicodeScalarView()
    for scalar in unicodeScalars.prefix(40) {
      line.append(scalar.properties.isWhitespace ? " " : scalar)
    }
    return unicodeScalars.dropFirst(40).isEmpty ? String(line) : String(line) + "…"
  }
}
