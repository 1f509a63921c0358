import Diagnostics
import Foundation
import Quantities
import Specification

/// The successive-approximation converter of DNN+NeuroSim V1.4 (SarADC.cpp), a fit to circuit simulations by node.
///
/// With b bits: P = c₁ b + c₀ + k exp(−m log₁₀ R′), where R′ = R · 0.5 V / V_read for a column of resistance R, in
/// latency (b + 1) ns; E = P (b + 1) ns; A = A_n (269 + 109 (b − 1)) + A_p (209 + 73 (b − 1)) transistor cells. Between
/// the fitted nodes P is interpolated in the logarithms.
///
/// These fits lie far below every converter that was ever published; a cost under the survey's best says so (`GD0323`).
struct FittedSARLaw: ComponentLaw {
  static let name = "sar-fit"
  var nodes: Cited<[Length]>
  /// c₁ by node.
  var slope: Cited<[Power]>
  /// c₀ by node.
  var offset: Cited<[Power]>
  /// k by node.
  var column: Cited<[Power]>
  /// m by node.
  var exponent: Cited<[Ratio]>
  /// V_read by node.
  var readVoltage: Cited<[Voltage]>
  /// R.
  var columnResistance: Cited<Resistance>
  /// A_n and A_p over the node squared.
  var transistorArea: Cited<Ratio>
  var leakage: Cited<Power>
  /// Least energy of a published converter of 5 to 9 bits.
  var surveyBest: Cited<[Energy]>

  static func schema(_ constants: ConstantSchemas) -> Schema<any ComponentLaw> {
    let count = 1...32
    return Schema<FittedSARLaw>.object(
      "sar fit",
      Field("nodes", constants.list(of: LengthDimension.self, count: count), "Fitted nodes, largest first."),
      Field("slope", constants.list(of: PowerDimension.self, count: count), "c1, power a bit, by node."),
      Field("offset", constants.list(of: PowerDimension.self, count: count), "c0, power, by node."),
      Field("column", constants.list(of: PowerDimension.self, count: count), "k, power, by node."),
      Field("exponent", constants.list(of: RatioDimension.self, count: count), "m by node."),
      Field(
        "read-voltage", constants.list(of: VoltageDimension.self, count: count),
        "Read voltage the fit is converted from, by node."),
      Field(
        "column-resistance", constants.constant(ResistanceDimension.self, in: .positive),
        "Resistance of the column that is read."),
      Field(
        "transistor-area", constants.constant(RatioDimension.self, in: .positive),
        "Area of a transistor's cell over the node squared."),
      Field(
        "leakage", constants.constant(PowerDimension.self, in: .nonNegative), "Power while it does nothing."),
      Field(
        "survey-best", constants.list(of: EnergyDimension.self, count: 5...5),
        "Least energy a conversion of any published converter of 5, 6, 7, 8, 9 bits.")
    ) {
      FittedSARLaw(
        nodes: $0, slope: $1, offset: $2, column: $3, exponent: $4, readVoltage: $5, columnResistance: $6,
        transistorArea: $7, leakage: $8, surveyBest: $9)
    }.validated { law, check in
      for (key, count) in [
        ("slope", law.slope.value.count), ("offset", law.offset.value.count),
        ("column", law.column.value.count), ("exponent", law.exponent.value.count),
        ("read-voltage", law.readVoltage.value.count),
      ] where count != law.nodes.value.count {
        check.error(
          "GD0324", "\(count) values for \(law.nodes.value.count) nodes", at: key, "values")
      }
      if !law.nodes.value.isDescending {
        check.error("GD0324", "the nodes must go from the largest to the smallest", at: "nodes", "values")
      }
    }.map { $0 }
  }

  var facts: [Description.Fact] {
    [
      .init("nodes", nodes), .init("slope", slope), .init("offset", offset), .init("column", column),
      .init("exponent", exponent), .init("read-voltage", readVoltage),
      .init("column-resistance", columnResistance), .init("transistor-area", transistorArea),
      .init("leakage", leakage), .init("survey-best", surveyBest),
    ]
  }
  var isScaled: Bool { false }

  func cost(_ request: ComponentRequest) throws(Diagnostic) -> ComponentCost {
    let bits = try request.requiredBits(in: 1...12)
    let b = Double(bits)
    let nodes = nodes.value
    guard let first = nodes.first, let last = nodes.last, request.node <= first, request.node >= last,
      let below = nodes.firstIndex(where: { $0 <= request.node })
    else {
      throw Diagnostic(
        .error, "GD0322",
        "component '\(request.name)' is known from \(nodes.last ?? .zero) to \(nodes.first ?? .zero), not at "
          + "\(request.node)")
    }
    var power = self.power(bits: b, below)
    if nodes[below] != request.node {
      let share = log(nodes[below - 1] / request.node) / log(nodes[below - 1] / nodes[below])
      power = exp((1 - share) * log(self.power(bits: b, below - 1)) + share * log(power))
    }
    let latency = TimeSpan(si: (b + 1) * 1e-9)
    let energy = Power(si: power) * latency
    let cells = 269 + 109 * (b - 1) + 209 + 73 * (b - 1)
    var warnings: [Diagnostic] = []
    if (5...9).contains(bits), energy < surveyBest.value[bits - 5] {
      warnings.append(
        Diagnostic(
          .warning, "GD0323",
          "component '\(request.name)' converts \(bits) bits with \(energy.formatted(digits: 3)), less than any "
            + "published converter: the best of the survey needs \(surveyBest.value[bits - 5])",
          advice: "use a component of the law 'adc-survey'"))
    }
    return ComponentCost(
      area: Area(si: cells * transistorArea.value.si * request.node.si * request.node.si), energy: energy,
      latency: latency, leakage: leakage.value, activePower: .zero, uncertainty: 1,
      grounds: [
        .init("energy", slope), .init("area", transistorArea), .init("column-resistance", columnResistance),
        .init("leakage", leakage),
      ], warnings: warnings)
  }

  /// Watts at a fitted node.
  private func power(bits: Double, _ index: Int) -> Double {
    let resistance = columnResistance.value.si * 0.5 / readVoltage.value[index].si
    return slope.value[index].si * bits + offset.value[index].si
      + column.value[index].si * exp(-exponent.value[index].si * log10(resistance))
  }
}
