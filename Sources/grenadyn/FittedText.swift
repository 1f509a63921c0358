extension String {
  /// The text with lines of at most a width: longer ones go on below the beginning of their last column. Columns are
  /// parted by two spaces or more. A word that is longer than its column stays whole: it may be a path to be copied.
  func fitted(to width: Int) -> String {
    split(separator: "\n", omittingEmptySubsequences: false)
      .flatMap { FittedLine(Array($0), width: width).lines }.joined(separator: "\n")
  }
}

/// A line of a table or of prose, cut into lines of a width.
private struct FittedLine {
  /// A last column of less room goes below the others, as far to the right as this.
  private static let (leastRoom, hanging) = (24, 4)
  private let characters: [Character]
  private let width: Int

  init(_ characters: [Character], width: Int) { (self.characters, self.width) = (characters, width) }

  var lines: [String] {
    guard characters.count > width else { return [String(characters)] }
    let column = lastColumn
    guard column > indent, width - column < Self.leastRoom else { return wrapped(below: column) }
    let head = Self.trimmed(characters[..<column])
    let below = min(indent + Self.hanging, width / 2)
    let tail = [Character](repeating: " ", count: below) + characters[column...]
    return FittedLine(head, width: width).lines + FittedLine(tail, width: width).wrapped(below: below)
  }

  private var indent: Int { characters.prefix { $0 == " " }.count }

  /// Where the last column begins.
  private var lastColumn: Int {
    characters.indices.dropFirst(2).last {
      characters[$0] != " " && characters[$0 - 1] == " " && characters[$0 - 2] == " "
    } ?? indent
  }

  /// The last column as lines, the first of which has the others on its left.
  private func wrapped(below column: Int) -> [String] {
    var lines = [characters[..<column]]
    for word in characters[column...].split(separator: " ") {
      let last = lines[lines.count - 1]
      if last.count == column {
        lines[lines.count - 1] += word
      } else if last.count + 1 + word.count <= width {
        lines[lines.count - 1] += [" "] + word
      } else {
        lines.append([Character](repeating: " ", count: column) + word)
      }
    }
    return lines.map { String(Self.trimmed($0)) }
  }

  private static func trimmed(_ line: ArraySlice<Character>) -> [Character] {
    Array(line.prefix((line.lastIndex { $0 != " " } ?? line.startIndex - 1) + 1 - line.startIndex))
  }
}
