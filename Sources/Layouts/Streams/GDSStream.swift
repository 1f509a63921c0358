import Diagnostics
import Technology

/// Writes a layout as a GDSII stream, cell by cell, with arrays by reference: the same layout gives the same bytes, since
/// its times are fixed.
package struct GDSStream {
  /// Kinds of records with the kind of their data.
  private enum Record: UInt16 {
    case header = 0x0002
    case beginLibrary = 0x0102
    case libraryName = 0x0206
    case units = 0x0305
    case endLibrary = 0x0400
    case beginCell = 0x0502
    case cellName = 0x0606
    case endCell = 0x0700
    case boundary = 0x0800
    case path = 0x0900
    case reference = 0x0A00
    case array = 0x0B00
    case text = 0x0C00
    case layer = 0x0D02
    case datatype = 0x0E02
    case width = 0x0F03
    case points = 0x1003
    case endElement = 0x1100
    case referencedCell = 0x1206
    case columnsAndRows = 0x1302
    case textType = 0x1602
    case string = 0x1906
  }

  private let layout: Layout
  private let layers: [String: DrawnLayer]
  private var bytes: [UInt8] = []

  /// The stream of a layout.
  package init(_ layout: Layout) {
    self.layout = layout
    layers = Dictionary(uniqueKeysWithValues: layout.rules.layers.map { ($0.name, $0) })
  }

  /// The whole stream in memory.
  package static func bytes(of layout: Layout) throws(Diagnostic) -> [UInt8] {
    var stream = GDSStream(layout)
    var all: [UInt8] = []
    try stream.write { all += $0 }
    return all
  }

  /// Writes the stream; a cell is handed on as soon as it is complete.
  /// - Parameter sink: takes the bytes, a piece at a time.
  /// - Throws: `GD1203` for what a stream cannot hold.
  package mutating func write(to sink: ([UInt8]) -> Void) throws(Diagnostic) {
    record(.header, [600])
    record(.beginLibrary, Self.time)
    record(.libraryName, "grenadyn")
    bytes += [0, 20, 0x03, 0x05] + Self.real(1e-3) + Self.real(LayoutRules.unit)
    for cell in layout.cells {
      try write(cell)
      sink(bytes)
      bytes.removeAll(keepingCapacity: true)
    }
    record(.endLibrary)
    sink(bytes)
    bytes = []
  }

  private mutating func write(_ cell: Cell) throws(Diagnostic) {
    record(.beginCell, Self.time)
    record(.cellName, cell.name)
    for drawn in cell.shapes { try write(drawn) }
    for pin in cell.pins {
      let layer = try layer(pin.layer)
      if let datatype = layer.pin {
        record(.boundary)
        element(layer.number, .datatype, datatype)
        try points(Self.outline(pin.box))
        record(.endElement)
      }
      try write(pin.name, on: layer, at: pin.box.center)
    }
    for label in cell.labels { try write(label.text, on: try layer(label.layer), at: label.place) }
    for reference in cell.references { try write(reference) }
    record(.endCell)
  }

  private mutating func write(_ drawn: Drawn) throws(Diagnostic) {
    let layer = try layer(drawn.layer)
    switch drawn.shape {
    case .box(let box):
      record(.boundary)
      element(layer.number, .datatype, layer.datatype)
      try points(Self.outline(box))
    case .polygon(let corners):
      record(.boundary)
      element(layer.number, .datatype, layer.datatype)
      try points(corners + corners.prefix(1))
    case .path(let line, let width):
      record(.path)
      element(layer.number, .datatype, layer.datatype)
      try record(.width, coordinates: [width])
      try points(line)
    }
    record(.endElement)
  }

  private mutating func write(_ text: String, on layer: DrawnLayer, at place: Spot) throws(Diagnostic) {
    guard let label = layer.label else { return }
    record(.text)
    element(layer.number, .textType, label)
    try points([place])
    record(.string, text)
    record(.endElement)
  }

  private mutating func write(_ reference: Reference) throws(Diagnostic) {
    // The numbers of rows and columns are of 15 bits: larger arrays are written in pieces.
    guard reference.columns <= Self.largestCount, reference.rows <= Self.largestCount else {
      for part in reference.parts(of: Self.largestCount) { try write(part) }
      return
    }
    let isArray = reference.count > 1
    record(isArray ? .array : .reference)
    record(.referencedCell, reference.cell)
    if isArray {
      record(.columnsAndRows, [reference.columns, reference.rows])
      let (origin, pitch) = (reference.origin, reference.pitch)
      try points([
        origin, origin + Spot(reference.columns * pitch.x, 0), origin + Spot(0, reference.rows * pitch.y),
      ])
    } else {
      try points([reference.origin])
    }
    record(.endElement)
  }

  /// Largest number of rows or columns of an array.
  static let largestCount = 32767

  private func layer(_ name: String) throws(Diagnostic) -> DrawnLayer {
    guard let layer = layers[name] else {
      throw Diagnostic(
        .error, "GD1203", "the layer '\(name)' has no number in the design rules of \(layout.rules.name)")
    }
    return layer
  }

  private static func outline(_ box: Box) -> [Spot] {
    [
      Spot(box.left, box.bottom), Spot(box.left, box.top), Spot(box.right, box.top),
      Spot(box.right, box.bottom),
      Spot(box.left, box.bottom),
    ]
  }

  // MARK: Records

  private mutating func element(_ layer: Int, _ kind: Record, _ datatype: Int) {
    record(.layer, [layer])
    record(kind, [datatype])
  }

  private mutating func head(_ record: Record, _ count: Int) {
    append16(4 + count)
    append16(Int(record.rawValue))
  }

  private mutating func record(_ kind: Record, _ words: [Int] = []) {
    head(kind, 2 * words.count)
    for word in words { append16(word) }
  }

  /// Texts have an even number of bytes.
  private mutating func record(_ kind: Record, _ text: String) {
    var text = Array(text.utf8)
    if text.count % 2 == 1 { text.append(0) }
    head(kind, text.count)
    bytes += text
  }

  private mutating func points(_ points: [Spot]) throws(Diagnostic) {
    try record(.points, coordinates: points.flatMap { [$0.x, $0.y] })
  }

  private mutating func record(_ kind: Record, coordinates: [Int]) throws(Diagnostic) {
    // A record has a length of 16 bits.
    guard coordinates.count <= 2 * 8191 else {
      throw Diagnostic(
        .error, "GD1203",
        "an outline of \(coordinates.count / 2) points is longer than a stream can hold, 8191")
    }
    head(kind, 4 * coordinates.count)
    for value in coordinates {
      guard let word = Int32(exactly: value) else {
        throw Diagnostic(
          .error, "GD1203",
          "a coordinate of \(value) nm is beyond what a stream can hold, \(Int32.max) nm (2.1 m)")
      }
      let bits = UInt32(bitPattern: word)
      append16(Int(bits >> 16))
      append16(Int(bits & 0xFFFF))
    }
  }

  private mutating func append16(_ value: Int) {
    bytes.append(UInt8(truncatingIfNeeded: value >> 8))
    bytes.append(UInt8(truncatingIfNeeded: value))
  }

  /// The first of January 2000, twice: when it was made is no part of a layout.
  private static let time = [2000, 1, 1, 0, 0, 0, 2000, 1, 1, 0, 0, 0]

  /// A number with an exponent to the base 16 and 56 bits of mantissa, as GDSII has them.
  static func real(_ value: Double) -> [UInt8] {
    guard value != 0 else { return [UInt8](repeating: 0, count: 8) }
    var (mantissa, exponent) = (abs(value), 64)
    while mantissa >= 1 { (mantissa, exponent) = (mantissa / 16, exponent + 1) }
    while mantissa < 1.0 / 16 { (mantissa, exponent) = (mantissa * 16, exponent - 1) }
    let bits = UInt64((mantissa * 0x1p56).rounded())
    let first = UInt8(exponent) | (value < 0 ? 0x80 : 0)
    return [first] + (0..<7).map { UInt8(truncatingIfNeeded: bits >> UInt64(48 - 8 * $0)) }
  }
}

extension Reference {
  /// The same copies in arrays of at most so many rows and columns.
  fileprivate func parts(of size: Int) -> [Reference] {
    stride(from: 0, to: rows, by: size).flatMap { row in
      stride(from: 0, to: columns, by: size).map { column in
        Reference(
          cell, at: origin + Spot(column * pitch.x, row * pitch.y), columns: min(size, columns - column),
          rows: min(size, rows - row), pitch: pitch)
      }
    }
  }
}
