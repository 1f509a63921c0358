import Diagnostics
import Foundation
import Quantities
import Specification

/// A converter as good as the best of the published ADC survey, by resolution, rate and node.
///
/// The regression of T. Andrulis et al. (hwcomponents-adc) on B. Murmann's ADC performance survey, in pJ and µm² with
/// the node N in nm and the rate f in Hz:
/// FOM = min(a₀ + a₁ ln f, b₀ + b₁ ⌈ENOB⌉), SNDR = 6.02 ENOB + 1.76,
/// E = ½ 10^((SNDR − FOM)/10) exp(c₀ + c₁ ln N + c₂ ln ENOB),
/// A = exp(k₀ + k₁ ln N + k₂ ln f + k₃ ln E).
/// The nominal bits stand for the effective ones; fewer than 4 cost as much as 4, since the regression rises again below
/// (ENOB^c₂ outgrows 2^ENOB) and the survey has few such converters. The supply is that of the converters of the survey.
struct SurveyConverterLaw: ComponentLaw {
  static let name = "adc-survey"
  /// a₀, a₁: best figure of merit at a rate, dB.
  var meritByRate: Cited<[Ratio]>
  /// b₀, b₁: best figure of merit at a resolution, dB.
  var meritByBits: Cited<[Ratio]>
  /// c₀, c₁, c₂.
  var energy: Cited<[Ratio]>
  /// k₀, k₁, k₂, k₃.
  var area: Cited<[Ratio]>
  var leakage: Cited<Power>

  static func schema(_ constants: ConstantSchemas) -> Schema<any ComponentLaw> {
    .object(
      "adc survey",
      Field(
        "merit-by-rate", constants.list(of: RatioDimension.self, count: 2...2),
        "a0, a1 of the figure of merit a0 + a1 ln f, in dB."),
      Field(
        "merit-by-bits", constants.list(of: RatioDimension.self, count: 2...2),
        "b0, b1 of the figure of merit b0 + b1 ENOB, in dB."),
      Field(
        "energy", constants.list(of: RatioDimension.self, count: 3...3),
        "c0, c1, c2 of the factor exp(c0 + c1 ln node + c2 ln ENOB), energy in pJ, node in nm."),
      Field(
        "area", constants.list(of: RatioDimension.self, count: 4...4),
        "k0, k1, k2, k3 of exp(k0 + k1 ln node + k2 ln f + k3 ln energy), area in um^2."),
      Field(
        "leakage", constants.constant(PowerDimension.self, in: .nonNegative), "Power while it does nothing.")
    ) { Self(meritByRate: $0, meritByBits: $1, energy: $2, area: $3, leakage: $4) }
  }

  var facts: [Description.Fact] {
    [
      .init("merit-by-rate", meritByRate), .init("merit-by-bits", meritByBits), .init("energy", energy),
      .init("area", area), .init("leakage", leakage),
    ]
  }
  var isScaled: Bool { false }

  func cost(_ request: ComponentRequest) throws(Diagnostic) -> ComponentCost {
    let bits = max(4, Double(try request.requiredBits(in: 1...16)))
    let rate = try request.requiredRate()
    let (a, b) = (meritByRate.value.map(\.si), meritByBits.value.map(\.si))
    let (c, k) = (energy.value.map(\.si), area.value.map(\.si))
    let merit = min(a[0] + a[1] * log(rate.si), b[0] + b[1] * bits)
    let noise = 6.02 * bits + 1.76
    let node = log(request.node.si * 1e9)
    let picojoules = 0.5 * pow(10, (noise - merit) / 10) * exp(c[0] + c[1] * node + c[2] * log(bits))
    let squareMicrometres = exp(k[0] + k[1] * node + k[2] * log(rate.si) + k[3] * log(picojoules))
    return ComponentCost(
      area: Area(si: squareMicrometres * 1e-12), energy: Energy(si: picojoules * 1e-12),
      latency: TimeSpan(si: 1 / rate.si), leakage: leakage.value, activePower: .zero, uncertainty: 1,
      grounds: [.init("energy", energy), .init("area", area), .init("leakage", leakage)], warnings: [])
  }
}
