import Diagnostics
import Foundation
import Quantities
import Technology

/// Our estimates of published chips beside what was measured.
public struct SiliconTable: Sendable, Equatable, Encodable {
  /// One figure of one chip.
  public struct Row: Sendable, Equatable, Encodable {
    /// The chip's name.
    public var chip: String
    /// The operating point; "core" for an area.
    public var point: String
    /// Which figure: `tops`, `tops-per-watt`, `energy.word-lines`, `area`.
    public var figure: String
    /// Unit of the values: `TOPS/W`, `fJ/op`, `mm^2`.
    public var unit: String
    /// As published.
    public var published: Double
    /// As estimated.
    public var estimated: Double
    /// Ends of our error bar.
    public var low, high: Double
    /// Estimated over published.
    public var ratio: Double
    /// Key of the source of the published value.
    public var source: String
    /// Why we are off by more than a factor of two; nil if we are not.
    public var reason: String?
    /// What of the chip's description was taken from the very figure, so that meeting it proves little; nil for an
    /// independent figure.
    public var caveat: String?

    /// Whether the estimate lies within a factor of two.
    public var isClose: Bool { (0.5...2).contains(ratio) }
  }

  /// By chip, in the order asked for.
  public var rows: [Row]

  /// Estimates chips at all of their operating points.
  /// - Throws: what a component says about its price.
  public init(_ macros: [Macro]) throws(Diagnostic) {
    rows = []
    for macro in macros { rows += try Self.rows(macro) }
  }

  /// Chips with the number of their independent figures, those of them within a factor of two, and the geometric mean of
  /// their ratios.
  public var summary: [(chip: String, figures: Int, close: Int, meanRatio: Double)] {
    var chips: [String] = []
    for row in rows where !chips.contains(row.chip) { chips.append(row.chip) }
    return chips.map { chip in
      let own = rows.filter { $0.chip == chip && $0.caveat == nil }
      let mean = exp(own.reduce(0) { $0 + log($1.ratio) } / Double(own.count))
      return (chip, own.count, own.count { $0.isClose }, mean)
    }
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
        rows.append(
          Row(
            chip: macro.name, point: title ?? point.title, figure: figure, unit: unit, published: value,
            estimated: ours.amount, low: ours.low, high: ours.high, ratio: ratio, source: source,
            reason: (0.5...2).contains(ratio) ? nil : note(macro.reasons), caveat: macro.caveats[figure]))
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
