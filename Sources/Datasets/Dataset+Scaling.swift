import Diagnostics
import Quantities
import Specification

extension Dataset {
  /// Columns from which whole numbers of 0 to 255 are taken for the pixels of an image.
  private static let leastPixels = 64
  /// Factor between the spans of two columns that one scale for both leaves the smaller one flat.
  private static let widestSpans = 100.0

  /// Scales raw values by the training samples, and warns of columns that look odd.
  mutating func scale(for request: DataRequest, _ found: inout [Diagnostic]) {
    if let shape = request.inputShape, self.shape.count == 1, shape.count > 1,
      shape.reduce(1, *) == self.shape[0]
    {
      self.shape = shape
    }
    guard isRaw, train.count > 0 else { return }
    isRaw = false
    let raw = (train: train.stored, test: test.stored)
    let statistics = ColumnStatistics(raw.train, columns: train.valueCount)
    let isImage = shape.count > 1 || (statistics.areBytes && train.valueCount >= Self.leastPixels)
    scaling = scaling(request.scale?.value, statistics, isImage: isImage)
    if !isImage { inspect(statistics, raw.train, request) }
    if hasOwnTest { compare(raw.train, raw.test) }
    if scaling.kind == .none, !request.allowsAnyValue, let fault = outside(statistics, raw.test, request) {
      return found.append(fault)
    }
    guard scaling.kind != .none else { return }
    train.scale(by: scaling)
    test.scale(by: scaling)
    validation?.scale(by: scaling)
  }

  /// The scale that is asked for; without one: 0 to 1 for values that lie there, one for all pixels of images, and
  /// one a column of other tables.
  private func scaling(
    _ spec: ScaleSpec?, _ statistics: ColumnStatistics, isImage: Bool
  ) -> ValueScaling {
    switch spec {
    case .measured(let kind): ValueScaling(kind, statistics)
    case .range(let low, let high): ValueScaling(.whole, low: low, high: high)
    case nil where statistics.lowest >= 0 && statistics.highest <= 1: .unit
    case nil: ValueScaling(isImage ? .whole : .minMax, statistics)
    }
  }

  /// A value that a row cannot be driven to.
  private func outside(
    _ statistics: ColumnStatistics, _ test: [Double], _ request: DataRequest
  ) -> Diagnostic? {
    let bounds = 0.0...1.0
    func fault(_ value: Double, _ column: Int, _ part: String) -> Diagnostic {
      Diagnostic(
        .error, "GD0615",
        "data set '\(name)' has a \(part) value \(value) in \(self.name(ofColumn: column)), and no scale puts it between 0 V "
          + "and the full scale: expected values of 0 to 1", at: request.scale?.location ?? location,
        suggestion: "scale: min-max")
    }
    for c in statistics.low.indices {
      for value in [statistics.low[c], statistics.high[c]] where !bounds.contains(value) {
        return fault(value, c, "training")
      }
    }
    return test.firstIndex { !bounds.contains($0) }.map { fault(test[$0], $0 % train.valueCount, "test") }
  }

  /// What a column is called in messages.
  private func name(ofColumn column: Int) -> String {
    columns.map { "column '\($0[column].prefix(40))'" } ?? "column \(column + 1)"
  }

  private func list(_ columns: [Int]) -> String {
    columns.prefix(4).map(name(ofColumn:)).joined(separator: ", ") + (columns.count > 4 ? ", …" : "")
  }

  /// Constant and equal columns, and spans that one scale cannot serve.
  private mutating func inspect(_ statistics: ColumnStatistics, _ values: [Double], _ request: DataRequest) {
    func warn(_ code: String, _ text: String, suggestion: String? = nil, at place: SourceLocation? = nil) {
      warnings.append(
        Diagnostic(
          .warning, code, "data set '\(name)': \(text)", at: place ?? location, suggestion: suggestion))
    }
    let columns = train.valueCount
    let spans = zip(statistics.low, statistics.high).map { 0.5 * $1 - 0.5 * $0 }
    let constant = spans.indices.filter { spans[$0] == 0 }
    if !constant.isEmpty, train.count > 1, constant.count < columns {
      warn(
        "GD0618",
        "\(list(constant)) \(constant.count == 1 ? "has" : "have") the same value in all \(train.count) training samples "
          + "and \(constant.count == 1 ? "tells" : "tell") nothing; \(constant.count == 1 ? "it costs a row" : "they cost rows") of the "
          + "chip",
        suggestion: self.columns.map { names in
          "ignore: [\(constant.prefix(8).map { names[$0] }.joined(separator: ", "))]"
        })
    }
    var first: [UInt64: Int] = [:]
    var pairs: [(Int, Int)] = []
    for c in 0..<columns where spans[c] > 0 && train.count > 2 {
      var hash: UInt64 = 0xcbf2_9ce4_8422_2325
      for row in 0..<train.count { hash = (hash ^ values[row * columns + c].bitPattern) &* 0x100_0000_01b3 }
      if let other = first[hash],
        (0..<train.count).allSatisfy({ values[$0 * columns + c] == values[$0 * columns + other] })
      {
        pairs.append((other, c))
      } else {
        first[hash] = c
      }
    }
    if let pair = pairs.first {
      warn(
        "GD0619",
        "\(name(ofColumn: pair.0)) and \(name(ofColumn: pair.1)) are equal in all training samples"
          + (pairs.count > 1 ? ", and \(pairs.count - 1) more pairs" : ""),
        suggestion: self.columns.map { "ignore: [\($0[pair.1])]" })
    }
    let known = spans.indices.filter { spans[$0] > 0 }
    if scaling.low.count == 1, let widest = known.max(by: { spans[$0] < spans[$1] }),
      let narrowest = known.min(by: { spans[$0] < spans[$1] }),
      spans[widest] > Self.widestSpans * spans[narrowest]
    {
      func text(_ c: Int) -> String {
        "\(name(ofColumn: c)) (\(statistics.low[c]) to \(statistics.high[c]))"
      }
      let flat = known.count { spans[widest] > Self.widestSpans * spans[$0] }
      warn(
        "GD0616",
        "one scale for all columns, but \(text(widest)) spans \(Int(min(spans[widest] / spans[narrowest], 1e9))) times "
          + "\(text(narrowest)): \(flat) of \(columns) columns hardly move their rows",
        suggestion: "scale: min-max",
        at: request.scale?.location)
    }
  }

  /// Warns of a test part that is scaled unlike the training part: bytes here, 0 to 1 there.
  private mutating func compare(_ train: [Double], _ test: [Double]) {
    let columns = self.train.valueCount
    guard !test.isEmpty, columns > 0 else { return }
    /// Mean and deviation of what the rows would carry.
    func moments(_ values: [Double]) -> (mean: Double, deviation: Double) {
      var (mean, sum) = (0.0, 0.0)
      for (index, value) in values.enumerated() {
        let position = scaling.position(value, column: index % columns)
        let step = position - mean
        mean += step / Double(index + 1)
        sum += step * (position - mean)
      }
      return (mean, (sum / Double(values.count)).squareRoot())
    }
    let (a, b) = (moments(train), moments(test))
    let isAlike =
      a.deviation == 0
      || ((0.2...5).contains(b.deviation / a.deviation)
        && abs(a.mean - b.mean) <= 3 * max(a.deviation, b.deviation))
    guard !isAlike else { return }
    func text(_ values: [Double]) -> String {
      let mean = Ratio(si: values.reduce(0) { $0 + $1 / Double(values.count) }).formatted(digits: 3)
      return "\(values.min() ?? 0) to \(values.max() ?? 0), \(mean) in the mean"
    }
    warnings.append(
      Diagnostic(
        .warning, "GD0617",
        "data set '\(name)': the test samples are scaled unlike the training samples: \(text(test)), there \(text(train)); "
          + "the scale of the training samples serves both", at: location))
  }
}

extension Dataset {
  /// Warns of classes and values that nothing can be learned from.
  mutating func inspectClasses(_ request: DataRequest) {
    guard train.count > 0 else { return }
    func warn(_ code: String, _ text: String, at place: SourceLocation? = nil, suggestion: String? = nil) {
      warnings.append(
        Diagnostic(
          .warning, code, "data set '\(name)': \(text)", at: place ?? location, suggestion: suggestion))
    }
    if train.isAllZero {
      warn("GD0620", "all values of all \(train.count) training samples are 0: nothing reaches the network")
    }
    guard train.targets.kind == .label else { return }
    let present = Set(train.labels)
    if present.count == 1, let only = present.first {
      warn(
        "GD0621",
        "all \(train.count) training samples are of class \(className(only)): there is nothing to tell apart")
    }
    guard let classes = request.classes, classes.value <= Labels.maximum + 1 else { return }
    let largest = [train, test].flatMap(\.labels).max() ?? 0
    let count = max(largest + 1, classNames?.count ?? 0)
    if count < classes.value, present.count > 1 {
      warn(
        "GD0623",
        "the network has \(classes.value) classes, the data \(count): no sample is of class \(count)"
          + (classes.value > count + 1 ? " to \(classes.value - 1)" : ""), at: classes.location,
        suggestion: "classes: \(count)")
    }
    let absent = (0..<min(count, classes.value)).filter { !present.contains($0) }
    if !absent.isEmpty, present.count > 1 {
      warn(
        "GD0622",
        "class\(absent.count == 1 ? "" : "es") \(absent.prefix(8).map(className).joined(separator: ", "))"
          + "\(absent.count > 8 ? ", …" : "") \(absent.count == 1 ? "has" : "have") no training sample")
    }
  }

  /// What a class is called.
  package func className(_ index: Int) -> String {
    classNames.flatMap { $0.indices.contains(index) ? String($0[index].prefix(40)) : nil } ?? "\(index)"
  }
}
