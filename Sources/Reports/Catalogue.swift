import Circuits
import Datasets
import Designs
import Families
import Hopfield
import Learning
import Netlists
import Specification
import Technology

/// Everything a spec may name, by kind.
package enum Catalogue {
  /// One thing that can be named.
  package struct Entry: Codable, Sendable, Equatable {
    /// The name.
    package var name: String
    /// One sentence.
    package var summary: String
    /// Where it comes from: papers, data publishers, manuals; nil for parts of the technology library, whose every
    /// constant has its own source (`grenadyn describe`), and for activations, whose summary names theirs.
    package var reference: String?
  }

  /// What can be listed.
  package enum Kind: String, Sendable, CaseIterable {
    /// Parts of the technology library.
    case technologies, processes, devices, neurons, peripherals, components
    /// Energy families, activations of neurons, learning rules, optimizers, data sets, netlist dialects.
    case families, activations, rules, optimizers, datasets, dialects
    /// Circuits of transistors, which `grenadyn characterize` simulates.
    case circuits
    /// References that constants of parts cite.
    case sources
  }

  /// All entries of a kind, in the order of their registry.
  /// - Throws: the errors of the lists of sources.
  package static func entries(_ kind: Kind, of library: TechnologyLibrary) throws -> [Entry] {
    guard kind == .sources else { return registered(kind, library) }
    return try library.sources().sorted { $0.key < $1.key }.map {
      Entry(name: $0.key, summary: $0.value, reference: nil)
    }
  }

  private static func registered(_ kind: Kind, _ library: TechnologyLibrary) -> [Entry] {
    func parts(_ kind: TechnologyLibrary.Kind) -> [Entry] {
      library.list(kind).map { Entry(name: $0.name, summary: $0.summary, reference: nil) }
    }
    switch kind {
    case .technologies: return parts(.technologies)
    case .processes: return parts(.processes)
    case .devices: return parts(.devices)
    case .neurons: return parts(.neurons)
    case .peripherals: return parts(.peripherals)
    case .components: return parts(.components)
    case .families:
      return NetworkFamilies.standard.specs.all.map {
        Entry(name: $0.family, summary: $0.summary, reference: $0.reference)
      }
    case .activations:
      return NetworkFamilies.standard.all.flatMap { $0.activations }.map {
        Entry(name: $0.name, summary: $0.summary, reference: nil)
      }
    case .rules:
      return LearningRules.all.map { Entry(name: $0.name, summary: $0.summary, reference: $0.reference) }
    case .optimizers:
      return Optimizers.all.map { Entry(name: $0.name, summary: $0.summary, reference: $0.reference) }
    case .datasets:
      return DataSets.all.map { Entry(name: $0.name, summary: $0.summary, reference: $0.reference) }
    case .dialects:
      return DialectRegistry.all.map { Entry(name: $0.name, summary: $0.summary, reference: $0.reference) }
    case .circuits:
      return CircuitLibrary.all.map { Entry(name: $0.name, summary: $0.summary, reference: nil) }
    case .sources: return []
    }
  }

  /// Every name that can be described.
  package static var describableNames: [String] {
    let library = TechnologyLibrary()
    return Kind.allCases.flatMap { registered($0, library).map(\.name) }
  }

  /// The entry of a name that is not part of the technology library.
  package static func entry(named name: String) -> (kind: Kind, entry: Entry)? {
    let library = TechnologyLibrary()
    for kind in [Kind.families, .activations, .rules, .optimizers, .datasets, .dialects, .circuits] {
      if let entry = registered(kind, library).first(where: { $0.name == name }) { return (kind, entry) }
    }
    return nil
  }
}
