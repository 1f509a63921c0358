import Diagnostics
import Quantities
import Specification
import Technology

// Temperatures, clocks and voltages that a chip of the technology cannot have.
extension ResistiveNetwork {
  /// What of a spec the technology's process is not made for, errors and warnings.
  static func operationDiagnostics(_ spec: ChipSpec, _ technology: Technology) -> [Diagnostic] {
    headroomDiagnostics(spec.network, technology.process)
      + (technology.process.operation.map {
        temperatureDiagnostics(spec, technology.process, $0) + clockDiagnostics(spec, technology.process, $0)
      } ?? [])
  }

  /// Looks at a spec whose temperature or clock was changed.
  /// - Throws: GD0380 to GD0382.
  package static func checkOperation(spec: ChipSpec, technology: Technology) throws(DiagnosticsError) {
    let errors = operationDiagnostics(spec, technology).filter { $0.severity == .error }
    guard errors.isEmpty else { throw DiagnosticsError(errors) }
  }

  private static func temperatureDiagnostics(
    _ spec: ChipSpec, _ process: Process, _ range: OperatingRange
  ) -> [Diagnostic] {
    var found: [Diagnostic] = []
    let (lowest, highest) = (range.lowestTemperature, range.highestTemperature)
    let chip = spec.estimate.temperature
    if chip.value < lowest.value || chip.value > highest.value {
      let limit = chip.value < lowest.value ? lowest : highest
      found.append(
        Diagnostic(
          .error, "GD0380",
          "a chip at \(celsius(chip.value)): circuits of process '\(process.name)' work from \(celsius(lowest.value)) to "
            + "\(celsius(highest.value)) (\(limit.origin))", at: chip.location,
          suggestion: "temperature: \(celsius(limit.value))"))
    }
    let age = spec.prediction.age
    let replaced = spec.prediction.imperfections[.temperature]
    let kept = [
      age.value.temperature.map { Located($0, at: age.location) },
      replaced.map { Located(Temperature(si: $0.value), at: $0.location) },
    ].compactMap { $0 }
    for place in kept where place.value > highest.value {
      let isTooHot = place.value > range.highestStorage.value
      let limit = isTooHot ? range.highestStorage : highest
      found.append(
        Diagnostic(
          isTooHot ? .error : .warning, "GD0380",
          "chips kept at \(celsius(place.value)): "
            + (isTooHot ? "a finished chip stands at most " : "a bake, not a place of work, which ends at ")
            + "\(celsius(limit.value)) (\(limit.origin))", at: place.location))
    }
    return found
  }

  private static func clockDiagnostics(
    _ spec: ChipSpec, _ process: Process, _ range: OperatingRange
  ) -> [Diagnostic] {
    let limit = range.highestClock
    return [(spec.estimate.clock, "clock"), (spec.estimate.conversionRate, "conversion-rate")].compactMap {
      frequency, key in
      guard frequency.value > limit.value else { return nil }
      return Diagnostic(
        .error, "GD0381",
        "\(key) \(frequency.value): circuits of process '\(process.name)' are clocked at \(limit.value) at most "
          + "(\(limit.origin))", at: frequency.location, suggestion: "\(key): \(limit.value)")
    }
  }

  /// Rows and outputs swing to both sides of the middle of the supply.
  private static func headroomDiagnostics(_ network: NetworkSpec, _ process: Process) -> [Diagnostic] {
    let supply = process.supply
    // In the slow corner there is less of it.
    let least = supply.value * min(1, process.corners?.slow.supply.value.si ?? 1)
    let target = Located(network.output.target, at: network.output.classes.location)
    let swings: [(Located<Voltage>?, String, String)] = [
      (network.input.fullScale, "full-scale", "input rows"), (network.bias, "bias", "bias rows"),
      (target, "target", "outputs"),
    ]
    return swings.compactMap { voltage, key, what in
      guard let voltage, 2 * voltage.value > least else { return nil }
      let isError = 2 * voltage.value > supply.value
      let half = (isError ? supply.value : least) / 2
      return Diagnostic(
        isError ? .error : .warning, "GD0382",
        "\(what) of ±\(voltage.value) swing by \(2 * voltage.value); the supply of process '\(process.name)' is "
          + "\(supply.value)" + (isError ? "" : ", \(least) in its slow corner")
          + ": \(half) to either side of its middle (\(supply.origin))", at: voltage.location,
        suggestion: "\(key): \(half.formatted(digits: 2))")
    }
  }

  private static func celsius(_ temperature: Temperature) -> String {
    "\(Ratio(si: temperature.si - 273.15).formatted(digits: 6)) °C"
  }
}
