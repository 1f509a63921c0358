import Diagnostics

extension Schema where Value == Int {
  static var formatVersion: Schema {
    // The JSON Schema allows this version only; the decoder knows that there are others, for a better message.
    let known = Schema.integer(in: SpecFormat.version...SpecFormat.version)
    let any = Schema.integer(in: 1...1_000_000).validated { version, check in
      if version != SpecFormat.version {
        check.error(
          "GD0223",
          "format version \(version) is not known; this program reads version \(SpecFormat.version)",
          suggestion: "\(SpecFormat.version)")
      }
    }
    return Schema(shape: known.shape) { node, context in
      var trial = DecodingContext()
      let value = any.decode(node, &trial)
      for error in trial.collector.diagnostics {
        // Only one version is right, however another number is written.
        context.error(error.code, error.message, at: node.location, suggestion: "\(SpecFormat.version)")
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
  static var technology: Schema { .located(.line(example: "leti-hfo2-130")) }

  package static var path: Schema { Schema.located(.line(example: "data")).map(resolved) }

  /// A path as seen from the working folder, not from its file.
  fileprivate static func resolved(_ path: Located<String>) -> Located<String> {
    let directory = FilePath.directory(of: path.location.file)
    return Located(FilePath.normalized(FilePath.join(directory, path.value)), at: path.location)
  }

  /// A name that a registry of a higher module knows.
  package static func registered(_ example: String) -> Schema {
    .located(.name(example: example))
  }
}

extension Schema where Value == [Located<String>] {
  static var paths: Schema {
    .oneOrList(
      of: Schema<Located<String>>.located(.string(example: "my-library")).map(
        Schema<Located<String>>.resolved), count: 0...64)
  }
}
