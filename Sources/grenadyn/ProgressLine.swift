import Foundation

/// Where the progress of something long is shown.
protocol ProgressDisplay {
  /// Leaves a line that is still being drawn.
  func endLine()
}

/// The line of a terminal on which progress is drawn over and over; elsewhere, lines one below the other.
final class ProgressLine {
  private static let barWidth = 10
  /// Whether lines can be drawn anew.
  let isInteractive = Terminal.isInteractive
  private var isOpen = false

  /// How often it is worth drawing.
  var interval: Duration { isInteractive ? .milliseconds(100) : .seconds(30) }

  /// A time of two units: "3 h 12 min".
  static func time(_ seconds: Double) -> String {
    guard seconds < 1e9 else { return "years" }
    let whole = Int(seconds.rounded(.up))
    if whole < 60 { return "\(whole) s" }
    if whole < 3600 { return "\(whole / 60) min \(whole % 60) s" }
    return "\(whole / 3600) h \(whole % 3600 / 60) min"
  }

  /// A bar that is filled to a share.
  func bar(_ share: Double) -> String {
    let filled = Int((Double(Self.barWidth) * share).rounded())
    let (full, empty) = (
      String(repeating: "█", count: filled), String(repeating: "░", count: Self.barWidth - filled)
    )
    return Terminal.isColoured ? "\u{1B}[36m\(full)\u{1B}[2m\(empty)\u{1B}[0m" : full + empty
  }

  /// Draws over the last line of a terminal, cut to its width; elsewhere prints a line.
  func draw(_ text: String, isLast: Bool) {
    guard isInteractive else { return Terminal.draw("  " + text + "\n") }
    var line = ""
    var columns = 2
    var isEscape = false
    for character in text {
      if character == "\u{1B}" { isEscape = true }
      if !isEscape {
        if columns + 1 >= Terminal.width { continue }
        columns += 1
      }
      line.append(character)
      if isEscape, character == "m" { isEscape = false }
    }
    Terminal.draw("\r\u{1B}[K  \(line)" + (isLast ? "\n" : ""))
    isOpen = !isLast
  }

  /// Takes a line away that is still being drawn.
  func clear() {
    if isOpen { Terminal.draw("\r\u{1B}[K") }
    isOpen = false
  }

  /// Leaves a line that is still being drawn.
  func end() {
    if isOpen { Terminal.note("") }
    isOpen = false
  }
}
