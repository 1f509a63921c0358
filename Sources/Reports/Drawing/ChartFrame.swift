/// The frame of a chart with two axes.
struct ChartFrame {
  private static let (left, right, top) = (56.0, 396.0, 44.0)
  private let bottom: Double
  let x, y: ChartAxis

  /// A frame around some values.
  /// - Parameters:
  ///   - isCount: whether y counts from 0 in whole steps.
  ///   - isOrdinal: whether x is the number of something, in whole steps.
  init(
    x: [Double], y: [Double], isLogarithmicWished: Bool = false, isCount: Bool = false,
    isOrdinal: Bool = false, bottom: Double = 200
  ) {
    self.bottom = bottom
    self.x = ChartAxis(
      x, from: Self.left, to: Self.right, isZeroBased: isLogarithmicWished, step: isOrdinal ? 1 : 0)
    self.y = ChartAxis(
      isCount ? y + [0] : y, from: bottom, to: Self.top, isZeroBased: isCount, step: isCount ? 1 : 0)
  }

  /// Grid, ticks, frame and titles.
  func elements(x xTitle: String, y yTitle: String, tick: (Double) -> String = Drawing.number) -> [String] {
    var lines = [Drawing.label(Self.left, 18, yTitle)]
    for value in y.ticks {
      lines.append(across("grid", y.place(value)))
      lines.append(Drawing.label(Self.left - 6, y.place(value) + 4, Drawing.number(value), anchor: "end"))
    }
    for value in x.ticks {
      lines.append(Drawing.label(x.place(value), bottom + 18, tick(value), anchor: "middle"))
    }
    lines.append(
      Drawing.label(
        (Self.left + Self.right) / 2, bottom + 40, xTitle + (x.isLogarithmic ? ", logarithmic" : ""),
        anchor: "middle"))
    lines.append(
      Drawing.rectangle("frame", Self.left, Self.top, Self.right - Self.left, bottom - Self.top))
    return lines
  }

  /// The names of the curves, in a row above the frame.
  func legend(_ names: [String]) -> [String] {
    guard names.count > 1 else { return [] }
    return names.enumerated().flatMap { index, name in
      let x = Self.right - 190 + 100 * Double(index)
      return [
        "<path class=\"\(Drawing.style(index))\" d=\"M\(Drawing.number(x)) 34h24\"/>",
        Drawing.label(x + 30, 38, name),
      ]
    }
  }

  /// A line across at an x or at a y, when it is inside.
  func limit(x value: Double) -> [String] {
    let place = x.place(value)
    guard (Self.left...Self.right).contains(place) else { return [] }
    return [
      "<path class=\"limit\" d=\"M\(Drawing.number(place)) \(Drawing.number(Self.top))V\(Drawing.number(bottom))\"/>"
    ]
  }
  func limit(y value: Double) -> [String] {
    let place = y.place(value)
    return (Self.top...bottom).contains(place) ? [across("limit", place)] : []
  }

  private func across(_ kind: String, _ place: Double) -> String {
    "<path class=\"\(kind)\" d=\"M\(Drawing.number(Self.left)) \(Drawing.number(place))H\(Drawing.number(Self.right))\"/>"
  }
}
