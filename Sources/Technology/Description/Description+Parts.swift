import Quantities

extension Description.Fact {
  /// A constant with its origin.
  init<D: Dimension>(_ key: String, _ constant: Cited<Quantity<D>>) {
    self.init(key, "\(constant.value)", constant)
  }

  /// A text for a constant, with the constant's origin.
  init<Value>(_ key: String, _ text: String, _ constant: Cited<Value>) {
    self.init(key: key, value: text, note: constant.note)
    switch constant.provenance {
    case .citation(let key, let reference): (source, self.reference) = (key, reference)
    case .assumption(let reason): assumption = reason
    }
  }

  /// A constant that an ideal part replaces by a word.
  init<D: Dimension>(_ key: String, _ constant: Cited<Quantity<D>>?, none word: String) {
    if let constant { self.init(key, constant) } else { self.init(key: key, value: word) }
  }
}

extension Technology {
  /// The technology and its parts, constant by constant.
  package func described() -> Description {
    Description(
      kind: "technology", name: name, summary: summary,
      facts: [
        .init(key: "process", value: process.name), .init(key: "device", value: device.name),
        .init(key: "neuron", value: neuron.name), .init(key: "peripherals", value: peripherals.name),
      ],
      parts: [process.described(), device.described(), neuron.described(), peripherals.described()])
  }
}

extension Process {
  /// The process, constant by constant.
  package func described() -> Description {
    var facts: [Description.Fact] = [.init("node", node), .init("supply", supply)]
    for layer in layers {
      let key = "layers.\(layer.name)"
      facts += [
        .init("\(key).sheet-resistance", layer.sheetResistance),
        .init("\(key).minimum-width", layer.minimumWidth),
        .init("\(key).minimum-pitch", layer.minimumPitch),
        .init("\(key).area-capacitance", layer.areaCapacitance),
        .init("\(key).edge-capacitance", layer.edgeCapacitance),
        .init("\(key).current-limit", layer.currentLimit, none: "unlimited"),
      ]
    }
    for (key, wire) in [("row-wire", rowWire), ("column-wire", columnWire), ("trunk-wire", trunkWire)] {
      facts += [
        .init(key: "\(key).layer", value: wire.layer),
        .init("\(key).width", wire.width),
        // These three follow from the layer and the width; they are shown because circuits see them.
        .init(
          "\(key).resistance",
          Cited(
            wire.resistancePerLength, wire.sheetResistance.provenance,
            note: "\(wire.sheetResistance.value), \(wire.width.value) wide")),
        .init("\(key).capacitance", wire.capacitance),
        .init("\(key).maximum-current", wire.maximumCurrent, none: "unlimited"),
      ]
    }
    facts += Description.Fact.block("corners", corners) { $0.facts }
    if let operation { facts += operation.facts.map { $0.under("operation") } }
    if let models { facts += models.facts.map { $0.under("models") } }
    return Description(kind: "process", name: name, summary: summary, facts: facts, parts: [])
  }
}

extension SynapseDevice {
  /// The device, constant by constant.
  package func described() -> Description {
    var facts: [Description.Fact] = [
      .init("minimum-conductance", minimumConductance),
      .init("maximum-conductance", maximumConductance),
      .init("nonlinearity-voltage", nonlinearityVoltage, none: "linear"),
      .init("maximum-read-voltage", maximumReadVoltage),
    ]
    if let write {
      facts += [
        .init("write.set-threshold", write.setThreshold),
        .init("write.reset-threshold", write.resetThreshold),
        .init("write.set-rate", write.setRate),
        .init("write.reset-rate", write.resetRate),
        .init("write.set-exponent", write.setExponent),
        .init("write.reset-exponent", write.resetExponent),
        .init("write.threshold-width", write.thresholdWidth),
      ]
    } else {
      facts.append(.init(key: "write", value: "none"))
    }
    facts += [
      .init("capacitance", capacitance), .init("cell-width", cellWidth), .init("cell-height", cellHeight),
    ]
    facts += variability.facts.map { $0.under("variability") }
    facts += [
      endurance.map { .init("endurance", $0) } ?? .init(key: "endurance", value: Description.Fact.unstated)
    ]
    if let pulseEnergy {
      facts += [
        .init("pulse-energy.set", pulseEnergy.set), .init("pulse-energy.reset", pulseEnergy.reset),
      ]
    }
    facts += Description.Fact.optional("access-gate-capacitance", accessGateCapacitance)
    facts += Description.Fact.optional("maximum-write-current", maximumWriteCurrent)
    return Description(kind: "device", name: name, summary: summary, facts: facts, parts: [])
  }
}

extension NeuronCircuit {
  /// The neuron circuit, constant by constant.
  package func described() -> Description {
    Description(
      kind: "neuron", name: name, summary: summary,
      facts: [
        .init("on-resistance", onResistance),
        .init("forward-voltage", forwardVoltage),
        .init("maximum-current", maximumCurrent, none: "unlimited"),
        .init("maximum-gain", maximumGain),
        .init("node-capacitance", nodeCapacitance),
        .init("area", area),
      ] + variability.facts.map { $0.under("variability") }, parts: [])
  }
}

extension Peripherals {
  /// The circuits around the arrays, constant by constant.
  package func described() -> Description {
    Description(
      kind: "peripherals", name: name, summary: summary,
      facts: [
        .init("driver-resistance", driverResistance),
        .init("driver-maximum-current", driverMaximumCurrent, none: "unlimited"),
        .init("driver-area", driverArea),
        .init("sense-capacitance", senseCapacitance),
        .init("sense-area", senseArea),
        .init("nudge-area", nudgeArea),
        .init("maximum-nudge", maximumNudge, none: "unlimited"),
      ] + variability.facts.map { $0.under("variability") }
        + ComponentRole.allCases.map { role in
          .init(
            key: "components.\(role.rawValue)", value: components[role]?.name ?? Description.Fact.unstated)
        }, parts: [])
  }
}

extension TransistorModels {
  /// The models, constant by constant.
  fileprivate var facts: [Description.Fact] {
    func list(_ key: String, _ texts: [String]) -> [Description.Fact] {
      texts.enumerated().map { .init(key: "\(key)[\($0.offset)]", value: $0.element) }
    }
    // Settings of the package's own files, not constants of ours: they are shown as they are set.
    let named: [Description.Fact] = [
      .init(key: "package", value: packageName),
      .init(key: "version", value: "\(packageName) \(packageVersion)"),
      .init(key: "folder", value: folder), .init(key: "mismatch-switch", value: mismatchSwitch),
      .init(key: "device-file", value: deviceFile),
      .init("diffusion-length", diffusionLength), .init("length-unit", lengthUnit),
    ]
    let given = parameters.sorted { $0.key < $1.key }.map {
      Description.Fact(key: "parameters.\($0.key)", value: "\($0.key)=\(Ratio(si: $0.value))")
    }
    return named + given + list("start-up", startUp) + list("files", files)
      + corners.flatMap { list("corners.\($0.name)", $0.files) }
      + devices.sorted { $0.key < $1.key }.flatMap { flavour, device in
        [
          Description.Fact(key: "device", value: device.name),
          Description.Fact("minimum-length", device.minimumLength),
          Description.Fact("minimum-width", device.minimumWidth),
          Description.Fact("maximum-length", device.maximumLength),
          Description.Fact("maximum-width", device.maximumWidth),
          Description.Fact("maximum-voltage", device.maximumVoltage),
        ].map { $0.under("transistors.\(flavour.rawValue)") }
      }
  }
}
