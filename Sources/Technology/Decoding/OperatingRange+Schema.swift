import Quantities
import Specification

extension OperatingRange {
  /// The keys of the range.
  static func schema(_ constants: ConstantSchemas) -> Schema<OperatingRange> {
    let temperature = constants.constant(TemperatureDimension.self, in: .positive)
    return Schema<OperatingRange>.object(
      "operation",
      Field("lowest-temperature", temperature, "Coldest chip at work."),
      Field("highest-temperature", temperature, "Hottest chip at work."),
      Field("highest-storage-temperature", temperature, "Hottest place to keep a finished chip at."),
      Field(
        "highest-clock", constants.constant(FrequencyDimension.self, in: .positive),
        "Fastest clock of a controller.")
    ) {
      OperatingRange(lowestTemperature: $0, highestTemperature: $1, highestStorage: $2, highestClock: $3)
    }
    .validated { range, check in
      for (key, lower, upper) in [
        ("highest-temperature", range.lowestTemperature, range.highestTemperature),
        ("highest-storage-temperature", range.highestTemperature, range.highestStorage),
      ] where upper.value < lower.value {
        check.error("GD0383", "\(upper.value) is below \(lower.value)", at: key, "value")
      }
    }
  }
}
