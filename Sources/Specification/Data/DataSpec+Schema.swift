import Quantities

extension DataSpec {
  /// `data:`
  static var schema: Schema<DataSpec> {
    Schema<DataSpec>.object(
      "data",
      Field("set", .registered("digits"), "A registered data set or file format."),
      Field.optional("path", .path, "Folder or file, for the formats that take one. Relative to this file."),
      Field.optional(
        "test-path", .path,
        "File of the test samples, for csv and npy; without it a share is kept for the test."),
      Field.optional(
        "label", .located(.string(example: "species")),
        "Column of a table with the classes: its name, first or last; without it the one named label, class or "
          + "target, else the last."),
      Field.optional(
        "targets", .located(.oneOrList(of: .string(example: "price"), count: 1...1000)),
        "Columns of a table with the values that samples are answered with (output: { values: 1 }), by name, or first or "
          + "last; without it one value is taken from where label would be, and more from the last columns.",
        example: "[price]"),
      Field.optional(
        "target-scale", .located(ScaleSpec.schema),
        "How raw target values become those of -1 to 1, by the training samples, as scale does for 0 to 1; without it "
          + "min-max, column by column.", example: "min-max"),
      Field.optional(
        "header", .located(.choice()),
        "Whether the first line of a table has the columns' names; without it as the line looks.",
        example: "present"),
      Field.optional(
        "ignore", .located(.oneOrList(of: .string(example: "Id"), count: 1...100_000)),
        "Columns of a table that are left out, by name.", example: "[Id]"),
      Field.optional(
        "scale", .located(ScaleSpec.schema),
        "How raw values become those of 0 to 1, by the training samples: min-max or standard (column by column), "
          + "whole (one range for all), none, or a range for all.", example: "min-max"),
      Field(
        "test-fraction", .located(.quantity(RatioDimension.self, in: .between(0, 1))),
        "Share kept for the test, for sets without a test part of their own.", default: "20 %"),
      Field.optional(
        "validation-fraction", .located(.quantity(RatioDimension.self, in: .between(0, 1))),
        "Share of the training samples that is kept from training, to choose settings by its error.",
        example: "10 %"),
      Field.optional(
        "train-limit", .integer(in: 1...1_000_000_000), "Use only the first so many training samples.",
        example: "1000"),
      Field.optional(
        "test-limit", .integer(in: 1...1_000_000_000), "Use only the first so many test samples.",
        example: "500"),
      Field.optional(
        "augment", .located(AugmentSpec.schema),
        "Random changes of the training images, anew in every epoch.",
        example: "{ shift: 2, flip: horizontal }"),
      Field.optional(
        "normalize", .located(NormalizeSpec.schema),
        "Values become (value − mean) / deviation, for networks whose inputs may be negative.")
    ) {
      set, path, testPath, label, targets, targetScale, header, ignore, scale, testFraction,
      validationFraction, trainLimit, testLimit, augment, normalize in
      DataSpec(
        set: set, path: path, testPath: testPath, label: label, targets: targets, targetScale: targetScale,
        header: header, ignore: ignore, scale: scale, testFraction: testFraction,
        validationFraction: validationFraction,
        trainLimit: trainLimit, testLimit: testLimit, augment: augment, normalize: normalize)
    }
  }
}
