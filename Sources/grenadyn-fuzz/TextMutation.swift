/// Mutations of text in lines that keep most of its structure: lines, words and numbers are the units.
///
/// What it does follows from the seed alone.
struct TextMutation {
  private var state: UInt64
  private let words: [[UInt8]]

  /// Mutations of a seed, which put in words of a list.
  init(seed: UInt64, words: [[UInt8]]) { (state, self.words) = (seed &* 2 &+ 1, words) }

  /// The bytes with one to four changes.
  mutating func mutated(_ bytes: [UInt8]) -> [UInt8] {
    var result = bytes
    for _ in 0...next(3) { change(&result) }
    return result
  }

  private mutating func change(_ bytes: inout [UInt8]) {
    switch next(10) {
    case 0: replaceNumber(&bytes)
    case 1: replaceWord(&bytes)
    case 2: moveLines(&bytes)
    case 3: bytes.removeSubrange(lineRange(bytes))
    case 4:
      // A line twice, or what belongs to one key under another.
      let line = Array(bytes[lineRange(bytes)])
      bytes.insert(contentsOf: line, at: lineRange(bytes).lowerBound)
    case 5: indent(&bytes)
    case 6: bytes.insert(contentsOf: word(), at: next(bytes.count))
    case 7:
      let start = next(bytes.count)
      bytes.removeSubrange(start..<min(bytes.count, start + 1 + next(40)))
    case 8: if !bytes.isEmpty { bytes[next(bytes.count - 1)] = UInt8(truncatingIfNeeded: next(255)) }
    default: bytes.removeSubrange(next(bytes.count)...)
    }
  }

  private mutating func replaceNumber(_ bytes: inout [UInt8]) {
    let digits = bytes.indices.filter { (0x30...0x39).contains(bytes[$0]) }
    guard !digits.isEmpty else { return }
    var (start, end) = (digits[next(digits.count - 1)], 0)
    end = start + 1
    func isNumber(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) || byte == UInt8(ascii: ".") }
    while start > 0, isNumber(bytes[start - 1]) { start -= 1 }
    while end < bytes.count, isNumber(bytes[end]) { end += 1 }
    let numbers = FuzzDictionary.numbers
    bytes.replaceSubrange(start..<end, with: Array(numbers[next(numbers.count - 1)].utf8))
  }

  private mutating func replaceWord(_ bytes: inout [UInt8]) {
    func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) || byte == UInt8(ascii: "-") }
    let letters = bytes.indices.filter { isLetter(bytes[$0]) }
    guard !letters.isEmpty else { return }
    let place = letters[next(letters.count - 1)]
    var (start, end) = (place, place + 1)
    while start > 0, isLetter(bytes[start - 1]) { start -= 1 }
    while end < bytes.count, isLetter(bytes[end]) { end += 1 }
    bytes.replaceSubrange(start..<end, with: word())
  }

  private mutating func moveLines(_ bytes: inout [UInt8]) {
    let range = lineRange(bytes)
    let line = Array(bytes[range])
    bytes.removeSubrange(range)
    bytes.insert(contentsOf: line, at: lineRange(bytes).lowerBound)
  }

  private mutating func indent(_ bytes: inout [UInt8]) {
    let start = lineRange(bytes).lowerBound
    if next(1) == 0 {
      bytes.insert(contentsOf: [0x20, 0x20], at: start)
    } else {
      let end = bytes[start...].prefix(2).prefix { $0 == 0x20 }.endIndex
      bytes.removeSubrange(start..<end)
    }
  }

  /// A line with its end.
  private mutating func lineRange(_ bytes: [UInt8]) -> Range<Int> {
    let place = next(bytes.count)
    let start = bytes[..<place].lastIndex(of: 10).map { $0 + 1 } ?? 0
    let end = bytes[place...].firstIndex(of: 10).map { $0 + 1 } ?? bytes.count
    return start..<end
  }

  private mutating func word() -> [UInt8] { words.isEmpty ? [] : words[next(words.count - 1)] }

  /// A number from 0 to a bound, which belongs to it.
  private mutating func next(_ most: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(most + 1))
  }
}
