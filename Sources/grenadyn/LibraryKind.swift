import ArgumentParser
import Technology

/// A kind of file of a technology library, as options name it.
enum LibraryKind: String, ExpressibleByArgument, CaseIterable {
  case technology, process, device, neuron, circuit, component

  /// The kind's folder in a library.
  var folder: TechnologyLibrary.Kind {
    switch self {
    case .technology: .technologies
    case .process: .processes
    case .device: .devices
    case .neuron: .neurons
    case .circuit: .peripherals
    case .component: .components
    }
  }

  init?(argument: String) {
    // Files and messages call the circuits around the arrays by another word.
    self.init(rawValue: argument == "peripherals" ? Self.circuit.rawValue : argument)
  }
}
