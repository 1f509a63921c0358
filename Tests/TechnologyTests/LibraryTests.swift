import Diagnostics
import Foundation
import Quantities
import Specification
import Testing

@testable import Technology

/// What ships with the program: loads, is cited, is physically sane.
@Suite struct LibraryTests {
  let library = TechnologyLibrary()

  @Test func namesOfEveryKind() {
    #expect(
      library.names(.technologies) == [
        "ecram-130", "ideal", "leti-hfo2-130", "mtj-130", "oxram-2t2r-130", "pcm-130", "reram-om-130",
        "sky130-reram", "taox-hfox-130",
      ])
    #expect(library.names(.processes) == ["ideal", "leti130", "sky130"])
    #expect(
      library.names(.devices) == [
        "ecram-li", "ideal", "leti-hfo2", "mtj-stt", "oxram-binary", "pcm-gst", "reram-om", "sky130-reram",
        "taox-hfox-analog",
      ])
    #expect(library.names(.neurons) == ["active-rectifier", "diode-rectifier", "ideal-rectifier"])
    #expect(library.names(.peripherals) == ["cmos130", "ideal"])
    #expect(
      library.names(.components) == [
        "adc-sar-neurosim", "adc-survey", "amplifier-130", "comparator-timely", "dac-8b-brahms",
        "dff-aladdin",
        "dff-sky130", "level-shifter-sky130", "nand2-sky130", "neurram-converter", "neurram-integrator",
        "neurram-sampler", "neurram-shift-add", "pad-sky130", "sampler-130", "transmission-gate-130",
        "write-driver-130",
      ])
  }

  @Test func everyFileLoadsWithoutMessages() throws {
    for kind in TechnologyLibrary.Kind.allCases {
      for entry in library.list(kind) {
        let description = try library.describe(kind, entry.name)
        #expect(description.name == entry.name)
        #expect(description.summary == entry.summary)
        #expect(!entry.summary.isEmpty)
        #expect(description.kind == kind.singular)
      }
    }
    for name in library.names(.technologies) {
      let loaded = try library.read(name)
      #expect(loaded.warnings.isEmpty)
      #expect(loaded.inputFiles.first?.path.hasSuffix("\(name).yaml") == true)
      // The technology, its four parts and the sources; the components and what they scale by.
      let components = loaded.technology.peripherals.components.count
      #expect(loaded.inputFiles.count == 6 + (components == 0 ? 0 : components + 1))
    }
  }

  @Test func everyConstantHasAnOriginAndEverySourceIsCited() throws {
    let sources = try library.sources()
    var cited: Set<String> = []
    for kind in TechnologyLibrary.Kind.allCases {
      for name in library.names(kind) {
        for fact in try library.describe(kind, name).allFacts where fact.value.first?.isLetter != true {
          #expect((fact.source == nil) != (fact.assumption == nil), "\(kind) \(name) \(fact.key)")
          if let key = fact.source {
            cited.insert(key)
            #expect(sources[key] == fact.reference)
            #expect(fact.note != nil, "which table of \(key) gives \(name) \(fact.key)?")
          }
          if let reason = fact.assumption { #expect(reason.count >= 10, "\(name) \(fact.key)") }
        }
      }
    }
    #expect(cited == Set(sources.keys), "never cited: \(Set(sources.keys).subtracting(cited).sorted())")
    for reference in sources.values {
      #expect(reference.contains("doi:") || reference.contains("https://") || reference.contains("arXiv"))
    }
  }

  @Test func descriptionHasEveryKeyOfTheFile() throws {
    // What a file says and `describe` does not show would be hidden physics.
    for kind in TechnologyLibrary.Kind.allCases {
      for name in library.names(kind) {
        let source = try SourceFile.read(library.path(kind, name))
        var collector = DiagnosticCollector()
        let node = try YAMLNode.parse(source, collector: &collector)
        let shown = Set(try library.describe(kind, name).facts.map(\.key))
        for key in keys(of: node, []) where key != "summary" && !key.hasPrefix("sources") {
          #expect(shown.contains(key), "\(name) does not show \(key)")
        }
      }
    }
  }

  /// The key paths of constants and choices; list items are named by their own name or their index.
  private func keys(of node: YAMLNode, _ path: [String]) -> [String] {
    switch node.content {
    case .mapping(let entries):
      if node["value"] != nil || node["values"] != nil { return [path.joined(separator: ".")] }
      return entries.filter { !($0.key == "name" && path.first == "layers") }
        .flatMap { keys(of: $0.value, path + [$0.key]) }
    case .sequence(let items):
      return items.enumerated().flatMap { index, item -> [String] in
        if case .scalar(let name, _)? = item["name"]?.content { return keys(of: item, path + [name]) }
        return keys(of: item, path.dropLast() + ["\(path.last ?? "")[\(index)]"])
      }
    case .scalar: return [path.joined(separator: ".")]
    }
  }

  @Test func devicesAreSane() throws {
    for name in library.names(.devices) {
      let device = try library.device(name)
      #expect(device.minimumConductance.value < device.maximumConductance.value)
      #expect(device.maximumReadVoltage.value > .zero)
      guard let write = device.write else { continue }
      #expect(write.setThreshold.value > .zero)
      #expect(write.resetThreshold.value < .zero)
      #expect(device.maximumReadVoltage.value < write.setThreshold.value)
      #expect(device.maximumReadVoltage.value < -write.resetThreshold.value)
    }
  }

  @Test func wiresFollowFromTheirLayers() throws {
    let wire = try library.process("sky130").rowWire
    #expect(wire.layer == "met1")
    // 0.125 Ohm a square, half a micrometre wide.
    #expect(abs(wire.resistancePerLength.si - 0.25e6) < 1)
    // Two edges of 40.567 aF/um and half a micrometre of 25.7784 aF/um^2.
    #expect(abs(wire.capacitance.value.si - 94.0232e-12) < 1e-16)
    #expect(abs((wire.maximumCurrent?.value.si ?? 0) - 1.4e-3) < 1e-9)
    #expect(!wire.capacitance.provenance.isAssumption)
    #expect(wire.width.provenance.isAssumption)
    // NeuroSim's 0.2 fF/um is a published figure, although the split into face and edges is ours.
    let leti = try library.process("leti130").columnWire
    #expect(abs(leti.capacitance.value.si - 0.2e-9) < 1e-18)
    #expect(!leti.capacitance.provenance.isAssumption)
  }

  @Test func publishedValuesAreThoseOfTheSources() throws {
    let sky130 = try library.process("sky130")
    #expect(sky130.layers.map(\.name) == ["li1", "met1", "met2", "met3", "met4", "met5"])
    #expect(sky130.layers.map(\.sheetResistance.value.si) == [12.8, 0.125, 0.125, 0.047, 0.047, 0.029])
    #expect(sky130.supply.value == Voltage(si: 1.8))
    #expect(sky130.layer("met1")?.minimumSpacing.description == "140 nm")
    let leti = try library.device("leti-hfo2")
    #expect(leti.conductanceRange == Conductance(si: 1e-6)...Conductance(si: 40e-6))
    // The formula of SkyWater's model, from its parameters.
    let reram = try library.device("sky130-reram")
    let slope = 61.4e-6 / 0.43
    #expect(abs(slope * exp(-0.1 / 0.2751) / reram.maximumConductance.value.si - 1) < 1e-3)
    #expect(abs(slope * exp(-1.7 / 0.2751) / reram.minimumConductance.value.si - 1) < 1e-3)
    #expect(try library.neuron("active-rectifier").area.value.description == "1270 um^2")
  }

  @Test func idealTechnologyIsIdeal() throws {
    let ideal = try library.load("ideal")
    #expect(ideal.device.write == nil)
    #expect(ideal.device.nonlinearityVoltage == nil)
    #expect(ideal.device.minimumConductance.value == .zero)
    #expect(ideal.neuron.maximumCurrent == nil)
    #expect(ideal.peripherals.maximumNudge == nil)
    #expect(ideal.peripherals.components.isEmpty)
    #expect(ideal.process.corners == nil)
    #expect(ideal.device.endurance == nil)
    #expect(ideal.process.rowWire.resistancePerLength == .zero)
    #expect(ideal.process.rowWire.maximumCurrent == nil)
    #expect(ideal.described().allFacts.allSatisfy { $0.source == nil })
  }

  @Test func schemaOfEveryKind() {
    for kind in TechnologyLibrary.Kind.allCases {
      guard case .object(let members) = TechnologyLibrary.jsonSchema(kind) else {
        Issue.record("\(kind) has no object schema")
        continue
      }
      let definitions = members.first { $0.key == "$defs" }?.value
      #expect(definitions?.text().contains("\"additionalProperties\": false") == true)
    }
  }
}
