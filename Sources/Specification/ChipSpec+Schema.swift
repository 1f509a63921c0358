import Diagnostics
import Quantities

extension ChipSpec {
  /// The format version that `grenadyn:` names.
  public static let formatVersion = 1

  /// How a spec file is read; the JSON Schema and the key documentation are made from it.
  public static let schema = Schema<ChipSpec>.object(
    "chip spec",
    Field("grenadyn", .formatVersion, "Version of the spec format.", example: "1"),
    Field.optional(
      "extends", .extends, "Files this one builds on; its own keys win. Relative to this file."),
    Field("name", .chipName, "Name of the chip: names the top cell and the output files."),
    Field("seed", .integer(), "Seed of every random number.", default: "1"),
    Field(
      "technology", .technology, "A technology by name, or the path of a YAML file relative to this one."),
    Field(
      "library", .paths, "Folders of technologies and parts of one's own, by name. Relative to this file.",
      example: "my-library", default: "[]"),
    Field("data", DataSpec.schema, "The images the chip learns from."),
    Field("network", NetworkSpec.schema, "The deep resistive network."),
    Field("training", TrainingSpec.schema, "How the network learns."),
    Field("mapping", MappingSpec.schema, "How the network is cut into crossbar tiles."),
    Field("netlist", NetlistSpec.schema, "What is written.", default: "{}"),
    Field("verification", VerificationSpec.schema, "How much is verified.", default: "{}"),
    Field("prediction", PredictionSpec.schema, "What is predicted of the chips, and how.", default: "{}"),
    Field("estimate", EstimateSpec.schema, "How area, energy and latency are estimated.", default: "{}"),
    Field("limits", LimitsSpec.schema, "What the chips must hold.", default: "{}"),
    Field(
      "checks", ChecksSpec.schema, "Severities of checks, and what of them does not count.", default: "{}")
  ) {
    _, _, name, seed, technology, library, data, network, training, mapping, netlist, verification,
    prediction,
    estimate, limits, checks in
    ChipSpec(
      name: name, seed: seed, technology: technology, library: library, data: data, network: network,
      training: training,
      mapping: mapping, netlist: netlist, verification: verification, prediction: prediction,
      estimate: estimate, limits: limits, checks: checks)
  }.validated { spec, check in
    let connections = spec.network.hidden.count + 1
    let rates = spec.training.relativeRates?.count ?? spec.training.learningRates.value.count
    if rates != 1, rates != connections {
      check.error(
        "GD0220",
        "\(rates) learning rates, but the network has \(connections) connection\(connections == 1 ? "" : "s") "
          + "(hidden layers + 1); write one rate for all or one a connection", at: "training", "learning-rate"
      )
    }
    spec.training.optimizer.checkCounts(connections: connections, &check)
    let biasRates = spec.training.biasRates?.value.count
    if let biasRates, biasRates != 1, biasRates != connections {
      check.error(
        "GD0220",
        "\(biasRates) bias rates, but the network has \(connections) layer\(connections == 1 ? "" : "s") of free "
          + "nodes (hidden layers + 1); write one rate for all or one a layer", at: "training", "bias-rate")
    }
    if (spec.network.biasCurrent.value == .trained) != (biasRates != nil) {
      check.error(
        "GD0227",
        biasRates == nil
          ? "bias-current: trained needs a rate, training: { bias-rate: … }"
          : "a bias-rate without trained bias currents; write network: { bias-current: trained }",
        at: "training",
        "bias-rate")
    }
    if let limit = spec.data.trainLimit, spec.training.batch > limit {
      check.error(
        "GD0224",
        "a batch of \(spec.training.batch) is larger than the \(limit) training samples of train-limit",
        at: "training", "batch")
    }
  }
}

extension Schema where Value == Int {
  static var formatVersion: Schema {
    // The JSON Schema allows this version only; the decoder knows that there are others, for a better message.
    let known = Schema.integer(in: ChipSpec.formatVersion...ChipSpec.formatVersion)
    let any = Schema.integer(in: 1...1_000_000).validated { version, check in
      if version != ChipSpec.formatVersion {
        check.error(
          "GD0223",
          "format version \(version) is not known; this program reads version \(ChipSpec.formatVersion)",
          suggestion: "\(ChipSpec.formatVersion)")
      }
    }
    return Schema(shape: known.shape) { node, context in
      var trial = DecodingContext()
      let value = any.decode(node, &trial)
      for error in trial.collector.diagnostics {
        // Only one version is right, however another number is written.
        context.error(error.code, error.message, at: node.location, suggestion: "\(ChipSpec.formatVersion)")
      }
      return value
    }
  }
}

extension Schema where Value == [String] {
  /// `extends` is resolved before decoding, so only its shape matters here.
  package static var extends: Schema { SpecTree.paths.map { $0.map(\.value) } }
}

extension Schema where Value == Located<String> {
  /// Words of netlist languages are refused by the module that knows them.
  static var chipName: Schema {
    .located(
      .identifier(
        "[a-z][a-z0-9_]{0,63}", name: "a lower-case identifier of at most 64 letters, digits and underscores",
        example: "digits"
      ))
  }

  /// Looked up by the technology library, which also resolves a path.
  fileprivate static var technology: Schema { .located(.line(example: "leti-hfo2-130")) }

  static var path: Schema { Schema.located(.line(example: "data")).map(resolved) }

  /// A path as seen from the working folder, not from its file.
  fileprivate static func resolved(_ path: Located<String>) -> Located<String> {
    let directory = FilePath.directory(of: path.location.file)
    return Located(FilePath.normalized(FilePath.join(directory, path.value)), at: path.location)
  }

  /// A name that a registry of a higher module knows.
  static func registered(_ example: String) -> Schema {
    .located(.name(example: example))
  }
}

extension Schema where Value == [Located<String>] {
  fileprivate static var paths: Schema {
    .oneOrList(
      of: Schema<Located<String>>.located(.string(example: "my-library")).map(
        Schema<Located<String>>.resolved), count: 0...64)
  }
}

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
      set, path, testPath, label, header, ignore, scale, testFraction, validationFraction, trainLimit,
      testLimit,
      augment, normalize in
      DataSpec(
        set: set, path: path, testPath: testPath, label: label, header: header, ignore: ignore, scale: scale,
        testFraction: testFraction, validationFraction: validationFraction,
        trainLimit: trainLimit, testLimit: testLimit, augment: augment, normalize: normalize)
    }
  }
}

extension NetworkSpec {
  /// `network:`
  static var schema: Schema<NetworkSpec> {
    Schema<NetworkSpec>.object(
      "network",
      Field("family", .registered("resistive"), "The energy family."),
      Field("input", InputSpec.schema, "The clamped layer."),
      Field.optional(
        "bias", .located(.quantity(VoltageDimension.self, in: .positive(upTo: 1000))),
        "Magnitude of the two constant bias rows that every layer has; without it there are none.",
        example: "0.5 V"),
      Field(
        "bias-current", .located(.choice()),
        "Whether every free node has a trained current source, as in published networks; netlists have none.",
        default: "none"),
      Field(
        "hidden", .list(of: .located(HiddenSpec.schema), count: 0...64),
        "Rectifier layers, first to last; may be empty.", example: "[{ units: 64, gain: 4 }]"),
      Field("output", OutputSpec.schema, "The linear layer that is read and nudged.")
    ) { family, input, bias, biasCurrent, hidden, output in
      NetworkSpec(
        family: family, input: input, bias: bias, biasCurrent: biasCurrent, hidden: hidden, output: output)
    }
  }
}

extension InputSpec {
  /// The most values an input may have.
  static let valueLimit = 1_000_000

  /// `network.input:`
  static var schema: Schema<InputSpec> {
    Schema<InputSpec>.object(
      "input",
      Field(
        "shape", .located(.list(of: .integer(in: 1...valueLimit), count: 1...8)),
        "Sizes of the input array.", example: "[8, 8]"),
      Field("encoding", .choice(), "Rows a value: at +x and −x, or only at +x."),
      Field(
        "full-scale", .located(.quantity(VoltageDimension.self, in: .positive(upTo: 100_000))),
        "Row voltage of the largest input value.", example: "1 V")
    ) { shape, encoding, fullScale in
      InputSpec(shape: shape, encoding: encoding, fullScale: fullScale)
    }.validated { input, check in
      // As doubles: eight sizes of a million overflow an integer.
      let values = input.shape.value.reduce(1.0) { $0 * Double($1) }
      if values > Double(valueLimit) {
        let product = input.shape.value.map { "\($0)" }.joined(separator: " × ")
        check.error(
          "GD0222", "\(product) are more than \(valueLimit) input values", at: "shape")
      }
    }
  }
}

extension HiddenSpec {
  /// An entry of `network.hidden:`
  static var schema: Schema<HiddenSpec> {
    Schema<HiddenSpec>.object(
      "hidden layer",
      Field("units", .integer(in: 1...1_000_000), "Number of neurons.", example: "64"),
      Field(
        "gain", .number(in: .closed(1...1_000_000)),
        "Voltage gain of the bidirectional amplifier behind each neuron; 1 for none.", default: "1"),
      Field.optional(
        "reverse-gain", .number(in: .closed(1e-6...1_000_000)),
        "Current gain of the amplifiers backward; without it the inverse of the gain. More of it lets a nudge move the "
          + "neurons further.", example: "1"),
      Field(
        "rectifiers", .choice(),
        "Which neurons are held at v ≥ 0, which at v ≤ 0: half and half, or in turn.",
        default: "halves")
    ) { HiddenSpec(units: $0, gain: $1, reverseGain: $2, rectifiers: $3) }
  }
}

extension OutputSpec {
  /// `network.output:`
  static var schema: Schema<OutputSpec> {
    Schema<OutputSpec>.object(
      "output",
      Field("classes", .located(.integer(in: 2...100_000)), "Number of classes.", example: "10"),
      Field("encoding", .choice(), "Nodes a class."),
      Field(
        "target", .quantity(VoltageDimension.self, in: .positive(upTo: 1000)),
        "Value of the right class in the target; the others' is 0 V.", example: "50 mV"),
      Field(
        "read-gain", .number(in: .closed(1...1000)),
        "Gain of the sense circuits between the outputs and their converters, whose step and range it divides.",
        default: "1")
    ) { OutputSpec(classes: $0, encoding: $1, target: $2, readGain: $3) }
  }
}

extension MappingSpec {
  /// `mapping:`
  static var schema: Schema<MappingSpec> {
    let tile = Schema<(rows: Located<Int>, columns: Located<Int>)>.object(
      "tile",
      Field("rows", .located(.integer(in: 1...65_536)), "Rows of a crossbar tile.", example: "64"),
      Field(
        "columns", .located(.integer(in: 1...65_536)), "Columns of a crossbar tile.", example: "64")
    ) { (rows: $0, columns: $1) }
    return Schema<MappingSpec>.object("mapping", Field("tile", tile, "Size of a crossbar tile.")) { tile in
      MappingSpec(tileRows: tile.rows, tileColumns: tile.columns)
    }
  }
}

extension NetlistSpec {
  /// `netlist:`
  static var schema: Schema<NetlistSpec> {
    Schema<NetlistSpec>.object(
      "netlist",
      Field("wires", .choice(), "How finely wires are emitted.", default: "none"),
      Field(
        "dialects", .list(of: .registered("ngspice"), count: 1...16), "SPICE dialects to write.",
        default: "[ngspice, hspice, spectre, xyce, vacask]")
    ) { wires, dialects in NetlistSpec(wires: wires, dialects: dialects) }
    .validated { netlist, check in
      for (index, dialect) in netlist.dialects.enumerated()
      where netlist.dialects[..<index].contains(where: { $0.value == dialect.value }) {
        check.error("GD0225", "'\(dialect.value)' is already in the list", at: "dialects", "\(index)")
      }
    }
  }
}

extension VerificationSpec {
  /// `verification:`
  static var schema: Schema<VerificationSpec> {
    Schema<VerificationSpec>.object(
      "verification",
      Field(
        "samples", .integer(in: 1...100_000),
        "Test inputs compared node by node with the circuit simulators.",
        default: "3")
    ) { VerificationSpec(samples: $0) }
  }
}
