/// A field of a table in a text file.
struct TableField {
  /// The text, without quotes and the blanks around it.
  var text: ArraySlice<UInt8>
  /// Byte of the file where it starts.
  var start: Int
  /// Whether it was written in quotes.
  var isQuoted = false

  /// The text as Unicode; bytes that are not UTF-8 are taken as Latin-1, which old spreadsheets write.
  var string: String {
    String(validating: text, as: UTF8.self)
      ?? String(String.UnicodeScalarView(text.map { Unicode.Scalar($0) }))
  }

  /// The text for a message.
  var excerpt: String {
    let shown = string
    return shown.count > 20 ? shown.prefix(20) + "…" : shown
  }
}

/// Something in a text file that cannot be read, with its place.
struct TableFault: Error {
  /// From 1; the column in characters.
  var line, column: Int
  /// What is wrong.
  var reason: String
}

/// The records of a text file: RFC 4180 with `,`, `;`, tabs or runs of spaces between the fields, line ends of any
/// system, a byte-order mark, `#` comments, and the line `sep=;` that Excel understands.
struct DelimitedText {
  /// Most fields of a record, a hundred times what a network takes.
  static let maximumFields = 1 << 20
  /// Between two fields; a space stands for a run of them.
  let separator: UInt8
  /// The first comment before the first record, without its `#`; NumPy and R write the columns' names there.
  private(set) var comment: ArraySlice<UInt8>?
  private let bytes: [UInt8]
  private var position: Int
  /// Line of `position`, and the byte it starts at.
  private var line = 1
  private var lineStart = 0
  /// Line of the record that was read last, and the byte it starts at.
  private(set) var recordLine = 1
  private var recordLineStart = 0

  private static let (lineFeed, carriageReturn, quote) = (UInt8(10), UInt8(13), UInt8(34))
  private static let (space, tab, hash) = (UInt8(32), UInt8(9), UInt8(35))

  /// Looks at the first line for the separator.
  /// - Throws: ``TableFault`` for UTF-16 and for NUL bytes, which no table in text has.
  init(_ bytes: [UInt8]) throws(TableFault) {
    self.bytes = bytes
    position = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
    lineStart = position
    if bytes.starts(with: [0xff, 0xfe]) || bytes.starts(with: [0xfe, 0xff]) {
      throw TableFault(line: 1, column: 1, reason: "the text is UTF-16; save it as UTF-8")
    }
    if let index = bytes.firstIndex(of: 0) {
      let before = bytes[..<index]
      let start = (before.lastIndex(of: Self.lineFeed) ?? -1) + 1
      throw TableFault(
        line: before.count { $0 == Self.lineFeed } + 1, column: index - start + 1,
        reason: "a NUL byte, which no text has")
    }
    var at = position
    // Over blank lines and comments to the first record.
    while at < bytes.count, [Self.lineFeed, Self.carriageReturn, Self.space, Self.hash].contains(bytes[at]) {
      if bytes[at] == Self.hash { while at < bytes.count, bytes[at] != Self.lineFeed { at += 1 } }
      at += 1
    }
    let first = bytes[min(at, bytes.count)...].prefix { $0 != Self.lineFeed && $0 != Self.carriageReturn }
    if first.count == 5, first.starts(with: Array("sep=".utf8)), let written = first.last {
      separator = written
      position = first.endIndex
      return
    }
    var isQuoted = false
    var found: Set<UInt8> = []
    for byte in first {
      if byte == Self.quote { isQuoted.toggle() } else if !isQuoted { found.insert(byte) }
    }
    separator =
      [Self.tab, UInt8(ascii: ";"), UInt8(ascii: ","), Self.space].first(where: found.contains)
      ?? UInt8(ascii: ",")
  }

  /// Whether numbers may be written with a comma.
  var allowsDecimalComma: Bool { separator != UInt8(ascii: ",") }

  /// The place of a field of the record that was read last.
  func fault(_ field: TableField, _ reason: String) -> TableFault {
    // A field in quotes may hold line ends, so that the record has several lines.
    let before = bytes[recordLineStart..<field.start]
    let lines = before.count { $0 == Self.lineFeed }
    let start = before.lastIndex(of: Self.lineFeed).map { $0 + 1 } ?? recordLineStart
    return TableFault(
      line: recordLine + lines, column: Self.characters(bytes[start..<field.start]) + 1, reason: reason)
  }

  /// Characters of UTF-8: bytes that do not continue one.
  private static func characters(_ bytes: ArraySlice<UInt8>) -> Int { bytes.count { $0 & 0xc0 != 0x80 } }

  /// Reads the next record that is not blank.
  /// - Parameter fields: replaced; the memory is used again.
  /// - Returns: false at the end.
  /// - Throws: ``TableFault`` for quotes that do not end or are followed by text.
  mutating func next(into fields: inout [TableField]) throws(TableFault) -> Bool {
    while true {
      fields.removeAll(keepingCapacity: true)
      guard skipBlankLines() else { return false }
      (recordLine, recordLineStart) = (line, lineStart)
      while try field(into: &fields) {
        // Before a gigabyte of separators becomes as many fields.
        guard fields.count < Self.maximumFields else {
          throw TableFault(
            line: recordLine, column: 1, reason: "the line has more than \(Self.maximumFields) fields")
        }
      }
      // Spaces at the end of a line are no empty field.
      if separator == Self.space, fields.count > 1, fields[fields.count - 1].text.isEmpty {
        fields.removeLast()
      }
      return true
    }
  }

  /// The fields of a comment.
  func fields(of comment: ArraySlice<UInt8>) -> [TableField] {
    guard var inner = try? DelimitedText(Array(comment)) else { return [] }
    var fields: [TableField] = []
    _ = try? inner.next(into: &fields)
    return fields
  }

  private mutating func skipBlankLines() -> Bool {
    while position < bytes.count {
      var end = position
      while end < bytes.count, bytes[end] == Self.space || (bytes[end] == Self.tab && separator != Self.tab) {
        end += 1
      }
      guard end < bytes.count else { return false }
      switch bytes[end] {
      case Self.lineFeed, Self.carriageReturn:
        position = end
        endLine()
      case Self.hash:
        let text = bytes[(end + 1)...].prefix { $0 != Self.lineFeed && $0 != Self.carriageReturn }
        if comment == nil { comment = text }
        position = text.endIndex
        if position < bytes.count { endLine() }
      default:
        if separator == Self.space { position = end }
        return true
      }
    }
    return false
  }

  /// Steps over a line end.
  private mutating func endLine() {
    if bytes[position] == Self.carriageReturn, position + 1 < bytes.count,
      bytes[position + 1] == Self.lineFeed
    {
      position += 1
    }
    position += 1
    line += 1
    lineStart = position
  }

  /// Reads a field and what ends it.
  /// - Returns: whether another one follows in the record.
  private mutating func field(into fields: inout [TableField]) throws(TableFault) -> Bool {
    while position < bytes.count, isBlank(bytes[position]) { position += 1 }
    let start = position
    if position < bytes.count, bytes[position] == Self.quote {
      fields.append(TableField(text: try quoted(), start: start, isQuoted: true))
      while position < bytes.count, isBlank(bytes[position]) { position += 1 }
      guard position == bytes.count || isEnd(bytes[position]) else {
        let place = TableField(text: [], start: position)
        throw fault(place, "text after a closing quote; a quote inside quotes is written twice")
      }
    } else {
      while position < bytes.count, !isEnd(bytes[position]) { position += 1 }
      var end = position
      while end > start, isBlank(bytes[end - 1]) || bytes[end - 1] == Self.space { end -= 1 }
      fields.append(TableField(text: bytes[start..<end], start: start))
    }
    guard position < bytes.count else { return false }
    if bytes[position] == separator {
      position += 1
      if separator == Self.space {
        while position < bytes.count, bytes[position] == Self.space { position += 1 }
      }
      return true
    }
    endLine()
    return false
  }

  /// The text between quotes; the position is behind them.
  private mutating func quoted() throws(TableFault) -> ArraySlice<UInt8> {
    let start = position + 1
    var copy: [UInt8]?
    var at = start
    while at < bytes.count {
      if bytes[at] == Self.quote {
        guard at + 1 < bytes.count, bytes[at + 1] == Self.quote else { break }
        copy = copy ?? Array(bytes[start..<at])
        at += 1
      } else if bytes[at] == Self.lineFeed {
        line += 1
        lineStart = at + 1
      }
      copy?.append(bytes[at])
      at += 1
    }
    guard at < bytes.count else {
      throw fault(TableField(text: [], start: start - 1), "a quote that does not end")
    }
    position = at + 1
    return copy.map { $0[...] } ?? bytes[start..<at]
  }

  private func isBlank(_ byte: UInt8) -> Bool {
    (byte == Self.space || byte == Self.tab) && byte != separator
  }

  private func isEnd(_ byte: UInt8) -> Bool {
    byte == separator || byte == Self.lineFeed || byte == Self.carriageReturn
  }
}
