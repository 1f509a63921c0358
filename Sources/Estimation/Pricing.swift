import Diagnostics
import Quantities
import Specification
import Technology

/// What components cost at one corner and temperature.
struct Pricing: Sendable {
  let technology: Technology
  let conditions: Estimate.Conditions
  /// Rate and resolution of the converters.
  private let bits: [ComponentRole: Int]
  private let rates: [ComponentRole: Frequency]
  /// Supplies other than the process's own.
  private let supplies: [ComponentRole: Voltage]
  /// Whether nothing has a price because everything is ideal.
  let isIdeal: Bool
  private var prices: [ComponentRole: ComponentCost] = [:]

  /// Looks up the components of some roles.
  /// - Throws: GD1000 for every role that the technology names no component for, and what components throw.
  init(
    _ technology: Technology, _ conditions: Estimate.Conditions, roles: [ComponentRole],
    bits: [ComponentRole: Int], rates: [ComponentRole: Frequency], at location: SourceLocation?
  ) throws(DiagnosticsError) {
    (self.technology, self.conditions, self.bits, self.rates) = (technology, conditions, bits, rates)
    // Write drivers stand between lines and the higher of the two write voltages.
    let pulses = technology.device.variability.pulses
    let writes = [pulses?.setPulse, pulses?.resetPulse].compactMap { $0.map { abs($0.voltage.value.si) } }
    supplies = writes.max().map { [.writeDriver: Voltage(si: $0)] } ?? [:]
    isIdeal = Self.isIdeal(technology)
    guard !isIdeal else { return }
    var found: [Diagnostic] = []
    if conditions.corner != .typical, technology.process.corners == nil {
      found.append(
        Diagnostic(
          .error, "GD1002",
          "process '\(technology.process.name)' does not state its corners, so there is no \(conditions.corner.rawValue) "
            + "one", at: location, advice: "estimate: { corner: typical } needs none"))
    }
    for role in roles {
      guard let component = technology.peripherals.components[role] else {
        found.append(
          Diagnostic(
            .error, "GD1000",
            "nothing prices the \(role.rawValue) of this chip: peripherals '\(technology.peripherals.name)' name no "
              + "component for it", at: location,
            advice: "components: { \(role.rawValue): NAME } in the peripherals file"))
        continue
      }
      do throws(Diagnostic) {
        prices[role] = try component.cost(
          at: technology.process, supply: supplies[role] ?? supply, bits: bits[role], rate: rates[role])
      } catch {
        found.append(error)
      }
    }
    guard found.isEmpty else { throw DiagnosticsError(found) }
  }

  /// Whether a technology has no size and no price, as the library's `ideal`.
  static func isIdeal(_ technology: Technology) -> Bool {
    let peripherals = technology.peripherals
    return peripherals.components.isEmpty && peripherals.driverArea.value == .zero
      && peripherals.senseArea.value == .zero && peripherals.nudgeArea.value == .zero
  }

  private var factors: ProcessCorners.Factors? { technology.process.corners?[conditions.corner] }
  /// The corner's supply.
  var supply: Voltage { (factors?.supply.value.si ?? 1) * technology.process.supply.value }
  /// Delay of circuits over the nominal one.
  var delay: Double { factors?.delay.value.si ?? 1 }
  /// Resistance of wires over the nominal one.
  var wireResistance: Double { factors?.wireResistance.value.si ?? 1 }
  /// Leakage over the stated one.
  var leakage: Double {
    technology.process.corners?.leakageFactor(conditions.corner, at: conditions.temperature) ?? 1
  }

  /// Grounds of the corner's factors that a figure depends on.
  func cornerGrounds(_ keys: [(String, KeyPath<ProcessCorners.Factors, Cited<Ratio>>)]) -> [Ground] {
    guard let factors else { return [] }
    return keys.map { Ground("corner-\($0.0)", factors[keyPath: $0.1]) }
  }

  /// The cost of a role that was looked up; nothing on an ideal technology.
  subscript(role: ComponentRole) -> ComponentCost? { prices[role] }

  /// Name of a role's component.
  func name(_ role: ComponentRole) -> String {
    technology.peripherals.components[role]?.name ?? "ideal"
  }

  /// A role's component with the figure of one of them: "amplifier-130 (1270 um^2)".
  private func unit<D>(_ role: ComponentRole, _ figure: (ComponentCost) -> Quantity<D>) -> String {
    name(role) + (prices[role].map { " (\(figure($0).formatted(digits: 3)))" } ?? "")
  }

  /// Warnings of the components.
  var warnings: [Diagnostic] { ComponentRole.allCases.flatMap { prices[$0]?.warnings ?? [] } }

  // MARK: Lines of a bill

  /// Area of some components.
  func area(_ id: String, _ title: String, _ role: ComponentRole, _ count: Double, of what: Ground)
    -> Cost<AreaDimension>
  {
    line(id, title, role, count, "\(Self.text(count)) × area of \(unit(role) { $0.area })", [what], "area") {
      $0.area
    }
  }

  /// Energy of some actions of components.
  func energy(_ id: String, _ title: String, _ role: ComponentRole, _ count: Double, of what: Ground)
    -> Cost<EnergyDimension>
  {
    line(
      id, title, role, count, "\(Self.text(count)) × energy of \(unit(role) { $0.energy })",
      [what] + cornerGrounds([("supply", \.supply)]), "energy"
    ) { $0.energy }
  }

  /// Energy of components that are switched on for a time.
  func biasEnergy(
    _ id: String, _ title: String, _ role: ComponentRole, _ count: Double, for time: TimeSpan, of what: Ground
  ) -> Cost<EnergyDimension> {
    line(
      id, title, role, count,
      "\(Self.text(count)) × active power of \(unit(role) { $0.activePower }) × \(time.formatted(digits: 3))",
      [what] + cornerGrounds([("supply", \.supply)]), "active-power"
    ) {
      $0.activePower * time
    }
  }

  /// Duration of some actions of a component, one after the other.
  func duration(_ id: String, _ title: String, _ role: ComponentRole, _ count: Double, of what: Ground)
    -> Cost<DurationDimension>
  {
    line(
      id, title, role, count,
      "\(Self.text(count)) × latency of \(unit(role) { $0.latency }) × \(Self.text(delay))",
      [what] + cornerGrounds([("delay", \.delay)]), "latency"
    ) { delay * $0.latency }
  }

  /// A time of amplifiers at the typical corner, as the corner has it.
  func amplifierTime(
    _ id: String, _ title: String, _ time: TimeSpan, formula: String, grounds: [Ground]
  ) -> Cost<DurationDimension> {
    let price = prices[.amplifier]
    let figures: Set = ["gain-bandwidth", "slew-rate", "output-resistance", "uncertainty", "scaling"]
    return .part(
      id, title, delay * time, uncertainty: price?.uncertainty ?? 1,
      formula: "\(formula) × \(Self.text(delay)) by \(name(.amplifier))",
      grounds: grounds + cornerGrounds([("delay", \.delay)])
        + (price?.grounds ?? []).filter { figures.contains($0.figure) }.map { Ground($0) })
  }

  /// Leakage of some components.
  func leak(_ id: String, _ title: String, _ role: ComponentRole, _ count: Double, of what: Ground)
    -> Cost<PowerDimension>
  {
    line(
      id, title, role, count,
      "\(Self.text(count)) × leakage of \(unit(role) { $0.leakage }) × \(Self.text(leakage)) at \(conditions.temperature) "
        + "(\(conditions.corner.rawValue))",
      [what] + cornerGrounds([("leakage", \.leakage)]), "leakage"
    ) { leakage * $0.leakage }
  }

  private func line<D: Dimension>(
    _ id: String, _ title: String, _ role: ComponentRole, _ count: Double, _ formula: String,
    _ grounds: [Ground],
    _ wanted: String, _ figure: (ComponentCost) -> Quantity<D>
  ) -> Cost<D> {
    guard let price = prices[role] else {
      return .part(
        id, title, .zero, count: count, formula: formula,
        grounds: grounds + [Ground(.assumption, figure: "price", "ideal by definition")])
    }
    return .part(
      id, title, count * figure(price), uncertainty: price.uncertainty, count: count, formula: formula,
      grounds: grounds
        + price.grounds.filter {
          $0.figure == wanted
            || !Self.figures.contains($0.figure)
              && ($0.figure != "leakage-scaling" || wanted == "leakage")
        }.map { Ground($0) })
  }

  /// Figures of a component, of which a line shows the grounds of its own only.
  private static let figures: Set = [
    "area", "energy", "latency", "leakage", "active-power", "gain-bandwidth", "slew-rate",
    "output-resistance",
  ]

  /// A number with three digits.
  static func text(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e9 ? "\(Int(value))" : Ratio(si: value).formatted(digits: 3)
  }
}

extension Ground {
  /// The origin of a constant.
  init<Value>(_ figure: String, _ constant: Cited<Value>) {
    self.init(figure, constant.provenance, constant.note)
  }

  /// The origin of a component's figure.
  init(_ ground: ComponentCost.Ground) { self.init(ground.figure, ground.provenance, ground.note) }

  private init(_ figure: String, _ provenance: Provenance, _ note: String?) {
    switch provenance {
    case .citation(let key, let reference):
      self.init(
        .citation, figure: figure, "[\(key)] \(reference)" + (note.map { "; \($0)" } ?? ""),
        citation: .init(key: key, reference: reference, note: note))
    case .assumption(let text):
      self.init(.assumption, figure: figure, text + (note.map { "; \($0)" } ?? ""))
    }
  }

  /// Something that was counted or measured on the mapped chip.
  static func chip(_ figure: String, _ text: String) -> Ground { Ground(.chip, figure: figure, text) }
  /// Something that was simulated.
  static func simulation(_ figure: String, _ text: String) -> Ground {
    Ground(.simulation, figure: figure, text)
  }
  /// Something that was assumed.
  static func assumption(_ figure: String, _ text: String) -> Ground {
    Ground(.assumption, figure: figure, text)
  }
}
