import Diagnostics
import Foundation
import Quantities
import Technology

/// Our estimates of published chips beside what was measured.
package struct SiliconTable: Sendable, Equatable, Encodable {
  /// One figure of one chip.
  package struct Row: Sendable, Equatable, Encodable {
    /// The chip's name.
    package var chip: String
    /// The operating point; "core" for an area.
    package var point: String
    /// Which figure: `tops`, `tops-per-watt`, `energy.word-lines`, `area`.
    package var figure: String
    /// Unit of the values: `TOPS/W`, `fJ/op`, `mm^2`.
    package var unit: String
    /// As published.
    package var published: Double
    /// As estimated.
    package var estimated: Double
    /// Ends of our error bar.
    package var low, high: Double
    /// Estimated over published.
    package var ratio: Double
    /// Key of the source of the published value.
    package var source: String
    /// Why we are off by more than a factor of two; nil if we are not.
    package var reason: String?
    /// The datum that it is, as CHIP/FIGURE: figures of one datum, at other operating points or of other chips of the same
    /// cores, are one fact.
    package var datum: String
    /// Keys of the chip's description that were chosen to meet the figure, so that meeting it proves nothing; nil for none.
    package var fitted: String?

    /// Whether the estimate lies within a factor of two.
    package var isClose: Bool { (0.5...2).contains(ratio) }
  }

  /// A datum that nothing of the descriptions was fitted to.
  package struct Fact: Sendable, Equatable, Encodable {
    /// CHIP/FIGURE.
    package var datum: String
    /// The chip and the figure that it is first met at.
    package var chip, figure: String
    /// Published figures that are this datum.
    package var figures: Int
    /// Estimated over published: the geometric mean over the operating points of the first of its figures.
    package var ratio: Double

    /// Whether the estimate lies within a factor of two.
    package var isClose: Bool { (0.5...2).contains(ratio) }
  }

  /// An input of a chip's description that was chosen to meet its figures.
  package struct Fitted: Sendable, Equatable, Encodable {
    /// The chip.
    package var chip: String
    /// The input and the figures.
    package var input: FittedInput
  }

  /// By chip, in the order asked for.
  package var rows: [Row]
  /// What the rows say that is independent, in their order.
  package var facts: [Fact]
  /// By chip.
  package var fitted: [Fitted]

  /// Estimates chips at all of their operating points.
  /// - Throws: what a component says about its price.
  package init(_ macros: [Macro]) throws(Diagnostic) {
    var rows: [Row] = []
    for macro in macros { rows += try Self.rows(macro) }
    self.rows = rows
    facts = Self.facts(rows)
    fitted = macros.flatMap { macro in macro.fitted.map { Fitted(chip: macro.name, input: $0) } }
  }

  /// A chip with the number of its figures, of those that inputs were fitted to, of the facts that are first met at it and of
  /// those of them within a factor of two, and the geometric mean of the facts' ratios; nil without a fact.
  package struct ChipSummary: Sendable, Equatable {
    /// The chip's name.
    package var chip: String
    /// Counts.
    package var figures, fitted, facts, close: Int
    /// Geometric mean of estimated over published.
    package var meanRatio: Double?
  }

  /// By chip.
  package var summary: [ChipSummary] {
    var chips: [String] = []
    for row in rows where !chips.contains(row.chip) { chips.append(row.chip) }
    return chips.map { chip in
      let (own, facts) = (rows.filter { $0.chip == chip }, facts.filter { $0.chip == chip })
      return ChipSummary(
        chip: chip, figures: own.count, fitted: own.count { $0.fitted != nil }, facts: facts.count,
        close: facts.count { $0.isClose }, meanRatio: Self.geometricMean(facts.map(\.ratio)))
    }
  }

  private static func facts(_ rows: [Row]) -> [Fact] {
    // A datum that any of its figures was used to fit is none.
    let fitted = Set(rows.filter { $0.fitted != nil }.map(\.datum))
    var facts: [Fact] = []
    for row in rows where !fitted.contains(row.datum) && !facts.contains(where: { $0.datum == row.datum }) {
      let same = rows.filter { $0.datum == row.datum }
      let ratios = same.filter { $0.chip == row.chip && $0.figure == row.figure }.map(\.ratio)
      guard let ratio = geometricMean(ratios) else { continue }
      facts.append(
        Fact(datum: row.datum, chip: row.chip, figure: row.figure, figures: same.count, ratio: ratio))
    }
    return facts
  }

  private static func geometricMean(_ ratios: [Double]) -> Double? {
    ratios.isEmpty ? nil : exp(ratios.reduce(0) { $0 + log($1) } / Double(ratios.count))
  }

  private static func rows(_ macro: Macro) throws(Diagnostic) -> [Row] {
    var rows: [Row] = []
    for (index, point) in macro.points.enumerated() {
      let estimate = try MacroEstimate(macro, at: point)
      func add<D: Quantities.Dimension>(
        _ figure: String, _ unit: String, _ published: Cited<Quantity<D>>?, scale: Double = 1,
        _ ours: (amount: Double, low: Double, high: Double), at title: String? = nil
      ) {
        guard let published else { return }
        let value = published.value.si * scale
        let ratio = ours.amount / value
        var source = ""
        if case .citation(let key, _) = published.provenance { source = key }
        // A figure's own reason, or that of what it is a part of.
        func note(_ notes: [String: String]) -> String? {
          notes[figure] ?? notes[String(figure.prefix { $0 != "." })]
        }
        let datum = macro.sharedData[figure] ?? figure
        let fits = macro.fitted.filter { $0.figures.contains(figure) }.map(\.input)
        rows.append(
          Row(
            chip: macro.name, point: title ?? point.title, figure: figure, unit: unit, published: value,
            estimated: ours.amount, low: ours.low, high: ours.high, ratio: ratio, source: source,
            reason: (0.5...2).contains(ratio) ? nil : note(macro.reasons),
            datum: datum.contains("/") ? datum : "\(macro.name)/\(datum)",
            fitted: fits.isEmpty ? nil : fits.joined(separator: ", ")))
      }
      if index == 0 {
        let square = 1e6
        add("area", "mm^2", macro.area.core, scale: square, estimate.area.bar(square), at: "core")
        for name in macro.area.parts.keys.sorted() {
          guard let part = estimate.area[name] else { continue }
          add("area.\(name)", "mm^2", macro.area.parts[name], scale: square, part.bar(square), at: "core")
        }
      }
      let operations = estimate.operations
      let throughput = estimate.teraOperationsPerSecond
      let efficiency = estimate.energy.bar(1)
      let area = estimate.area.bar(1e6)
      add("tops", "TOPS", point.throughput, (throughput, throughput, throughput))
      add(
        "tops-per-watt", "TOPS/W", point.efficiency,
        (
          operations / efficiency.amount / 1e12, operations / efficiency.high / 1e12,
          operations / efficiency.low / 1e12
        ))
      let density = throughput / estimate.cores
      add(
        "tops-per-mm2", "TOPS/mm^2", point.density,
        (density / area.amount, density / area.high, density / area.low))
      add("latency", "ns", point.latency, scale: 1e9, estimate.latency.bar(1e9))
      for group in point.energyParts.keys.sorted() {
        guard let part = estimate.energy[group] else { continue }
        add("energy.\(group)", "fJ/op", point.energyParts[group], scale: 1e15, part.bar(1e15 / operations))
      }
    }
    return rows
  }
}

extension Cost {
  /// Amount and error bar, times a factor.
  fileprivate func bar(_ scale: Double) -> (amount: Double, low: Double, high: Double) {
    (amount.si * scale, low.si * scale, high.si * scale)
  }
}
