import Datasets
import Designs
import Specification

/// `data.json`: how raw data become what a chip sees, and what its outputs mean.
package struct DataSummary: Codable, Sendable, Equatable {
  /// The file in an output folder.
  static let fileName = "data.json"

  /// How raw values become those of 0…1: (raw − low)/(high − low), cut off at 0 and 1.
  package struct Scale: Codable, Sendable, Equatable {
    /// How it was found: min-max, standard, whole, none.
    package var kind: String
    /// Raw values that become 0 and 1: one for all columns, or one a column.
    package var low, high: [Double]
  }

  /// A value that samples are answered with: low + (o/y + 1)/2 · (high − low) for an output of o volts, y being
  /// `network.output.target`.
  package struct Answer: Codable, Sendable, Equatable {
    /// Its name.
    package var name: String
    /// What −y and y mean.
    package var low, high: Double
  }

  /// Name of the data set.
  package var dataSet: String
  /// Sizes of a sample.
  package var shape: [Int]
  /// Names of the columns, in the order of the inputs; nil: they have none.
  package var columns: [String]?
  /// How raw values become those of 0…1.
  package var scale: Scale
  /// Mean and standard deviation by which values of 0…1 are normalized, one a channel; nil: they are not.
  package var mean, deviation: [Double]?
  /// Names of the classes in the order of the outputs; none of values.
  package var classes: [String]
  /// How output voltages become answers; nil: targets are classes.
  package var targets: [Answer]?
  /// How the rows of a chip are driven; nil: there is no chip.
  package var drive: InputDrive?

  /// What is known of data for a network of so many classes.
  package init(_ data: Dataset, classes: Int) {
    (dataSet, shape, columns) = (data.name, data.shape, data.columns)
    scale = Scale(kind: data.scaling.kind.rawValue, low: data.scaling.low, high: data.scaling.high)
    (mean, deviation) = (data.train.normalization?.mean, data.train.normalization?.deviation)
    if data.train.targets.kind == .vector {
      self.classes = []
      targets = data.answerNames.enumerated().map {
        Answer(name: $1, low: data.raw(-1, target: $0), high: data.raw(1, target: $0))
      }
      return
    }
    self.classes = (0..<classes).map { index in
      data.classNames.flatMap { $0.indices.contains(index) ? $0[index] : nil } ?? "\(index)"
    }
  }

  /// The same with how a network's hardware is driven.
  package init(_ data: Dataset, network: some FamilyNetwork) {
    self.init(data, classes: network.classCount)
    drive = network.drive
  }
}
