import Estimation
import Learning
import Mapping
import Quantities
import Specification
import Verification

/// The figures of a design, from as many stages as were run, each id once.
package struct DesignFigures: Sendable, Hashable, Codable {
  /// In the order of the stages.
  package private(set) var figures: [DesignFigure] = []

  /// No figures.
  package init() {}

  /// Some figures.
  package init(_ figures: [DesignFigure]) { for figure in figures { add(figure) } }

  /// The figure of an id.
  package subscript(id: String) -> DesignFigure? { figures.first { $0.id == id } }

  /// Adds a figure, or replaces the one of its id.
  package mutating func add(_ figure: DesignFigure) {
    if let index = figures.firstIndex(where: { $0.id == figure.id }) {
      figures[index] = figure
    } else {
      figures.append(figure)
    }
  }

  /// Adds figures.
  package mutating func add(_ others: [DesignFigure]) { for figure in others { add(figure) } }
}

extension DesignFigure {
  /// Figures of a mapped chip.
  package static func figures(of chip: Chip) -> [DesignFigure] {
    let boundary = chip.floorplan.boundary
    return [
      DesignFigure("devices", "Synapse devices", Double(chip.deviceCount), unit: "", better: .lower),
      DesignFigure("tiles", "Crossbar tiles", Double(chip.tileCount), unit: "", better: .lower),
      DesignFigure(
        "utilization", "Share of the tiles' cells that hold a device", chip.utilization, better: .higher),
      DesignFigure("core-width", "Width of the core", boundary.width, better: .lower),
      DesignFigure("core-height", "Height of the core", boundary.height, better: .lower),
      DesignFigure("core-area", "Area of the core's floorplan", boundary.area, better: .lower),
      DesignFigure(
        "trunk-length", "Length of the wires between tiles and circuits",
        chip.floorplan.totalTrunkLength(of: chip.blocks), better: .lower),
    ]
  }

  /// Figures of an estimate.
  package static func figures(of estimate: Estimate) -> [DesignFigure] {
    [
      DesignFigure(.area, estimate.area.amount, better: .lower),
      DesignFigure(.coreUtilization, Ratio(si: estimate.utilization), better: .higher),
      DesignFigure(.energyPerInference, estimate.energyPerInference.amount, better: .lower),
      DesignFigure(.latencyPerInference, estimate.latencyPerInference.amount, better: .lower),
      DesignFigure(.energyPerTrainingExample, estimate.energyPerTrainingExample.amount, better: .lower),
      DesignFigure(.latencyPerTrainingExample, estimate.latencyPerTrainingExample.amount, better: .lower),
      DesignFigure(.leakage, estimate.leakage.amount, better: .lower),
    ]
      + (estimate.area["pads"]?.count.map {
        [DesignFigure("pads", "Pads", $0, unit: "", better: .lower)]
      } ?? [])
  }

  /// Figures of a training in software.
  package static func figures(of training: TrainingSummary) -> [DesignFigure] {
    let metric = training.usedMetric
    return [
      DesignFigure(
        id("software-accuracy", metric), "\(metric.name.capitalizedFirst) of the network in software",
        training.testAccuracy, better: .higher)
    ]
  }

  /// The id of a score: that of an accuracy, or the same of an R².
  static func id(_ accuracy: String, _ metric: Metric) -> String {
    metric == .accuracy ? accuracy : accuracy.replacing("accuracy", with: metric.rawValue)
  }

  /// Figures of the first prediction.
  package static func figures(of prediction: PredictionSummary) -> [DesignFigure] {
    let (accuracy, metric) = (prediction.accuracy, prediction.usedMetric)
    return [
      DesignFigure(
        id("accuracy", metric), "Mean \(metric.name) of the chips", accuracy.mean, better: .higher,
        low: accuracy.meanLow,
        high: accuracy.meanHigh)
    ]
      + (accuracy.p5.map {
        [
          DesignFigure(
            id("accuracy-p5", metric), "\(metric.name.capitalizedFirst) that 95 % of the chips reach", $0,
            better: .higher)
        ]
      } ?? [])
      + (accuracy.yield.map {
        [
          DesignFigure(
            "yield", "Share of the chips that pass", $0, better: .higher, low: accuracy.yieldLow,
            high: accuracy.yieldHigh)
        ]
      } ?? [])
  }

  /// A figure of an estimate.
  private init<D>(_ name: FigureName, _ quantity: Quantity<D>, better: Better) {
    self.init(name.rawValue, name.title.capitalizedFirst, quantity, better: better)
  }

  /// A quantity as a figure.
  init<D>(_ id: String, _ title: String, _ quantity: Quantity<D>, better: Better) {
    self.init(id, title, quantity.si, unit: D.unit, better: better)
  }

  /// The value with its unit and, where chance leaves it one, its interval, for people: "96.4 % (96.1 % to 96.7 %)".
  package var text: String {
    let value = Self.text(value, unit: unit)
    guard let low, let high else { return value }
    return "\(value) (\(Self.text(low, unit: unit)) to \(Self.text(high, unit: unit)))"
  }

  /// A number of SI units, for people: "1.2 mm^2", "42", "5 %".
  package static func text(_ value: Double, unit: String, digits: Int = 4) -> String {
    let dimensions: [any Dimension.Type] = [
      AreaDimension.self, LengthDimension.self, EnergyDimension.self, DurationDimension.self,
      PowerDimension.self, VoltageDimension.self, CurrentDimension.self,
    ]
    func text<D: Dimension>(_ dimension: D.Type) -> String {
      Quantity<D>(si: value).formatted(digits: digits).withGroupedNumbers
    }
    if unit == "1" { return Figure.percent(value) }
    guard let dimension = dimensions.first(where: { $0.unit == unit }) else {
      return Ratio(si: value).formatted(digits: max(digits, unit.isEmpty ? 12 : 0)).withGroupedNumbers
        + (unit.isEmpty ? "" : " \(unit)")
    }
    return text(dimension)
  }
}

extension String {
  /// With a capital at its start.
  var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
