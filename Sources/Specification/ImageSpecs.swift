/// Which training images are mirrored at random.
package enum Flip: String, Sendable, CaseIterable {
  /// None.
  case none
  /// A random half of them, left to right.
  case horizontal
}

/// `data.augment:` — random changes of the training images, anew in every epoch.
package struct AugmentSpec: Sendable, Equatable {
  /// Most pixels an image is shifted, in either direction of both axes; what comes in is 0.
  package var shift: Int
  /// Whether images are mirrored.
  package var flip: Flip

  /// Makes a description.
  package init(shift: Int = 0, flip: Flip = .none) { (self.shift, self.flip) = (shift, flip) }
}

/// `data.normalize:` — values become (value − mean) / deviation.
package struct NormalizeSpec: Sendable, Equatable {
  /// Means: one for all channels, or one a channel.
  package var mean: [Double]
  /// Standard deviations: one for all channels, or one a channel.
  package var deviation: [Double]

  /// Makes a description.
  package init(mean: [Double], deviation: [Double]) { (self.mean, self.deviation) = (mean, deviation) }
}

extension AugmentSpec {
  static var schema: Schema<AugmentSpec> {
    Schema<AugmentSpec>.object(
      "augment",
      Field(
        "shift", .integer(in: 0...1000), "Most pixels an image is shifted along each axis; 0 comes in.",
        default: "0"),
      Field("flip", .choice(), "Whether a random half of the images is mirrored.", default: "none")
    ) { AugmentSpec(shift: $0, flip: $1) }
  }

  var node: YAMLNode { .map([("shift", .plain("\(shift)")), ("flip", .text(flip.rawValue))]) }
}

extension NormalizeSpec {
  static var schema: Schema<NormalizeSpec> {
    Schema<NormalizeSpec>.object(
      "normalize",
      Field(
        "mean", .oneOrList(of: .number(in: .closed(0...1)), count: 1...65_536),
        "Mean of the values (0 to 1): one for all channels, or one a channel.", example: "[0.49, 0.48, 0.45]"),
      Field(
        "deviation", .oneOrList(of: .number(in: .positive(upTo: 1000)), count: 1...65_536),
        "Their standard deviation: one for all channels, or one a channel.", example: "[0.25, 0.24, 0.26]")
    ) { NormalizeSpec(mean: $0, deviation: $1) }
    .validated { normalize, check in
      let (means, deviations) = (normalize.mean.count, normalize.deviation.count)
      if means != 1, deviations != 1, means != deviations {
        check.error(
          "GD0229",
          "\(deviations) deviations for \(means) means; write one for all channels or one a channel",
          at: "deviation")
      }
    }
  }

  var node: YAMLNode {
    func numbers(_ values: [Double]) -> YAMLNode {
      values.count == 1 ? .number(values[0]) : .list(values.map { .number($0) })
    }
    return .map([("mean", numbers(mean)), ("deviation", numbers(deviation))])
  }
}
