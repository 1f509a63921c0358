import Datasets
import Devices
import Files
import Learning
import Mapping
import Specification
import Technology

/// What the chips of a prediction have in common: one design, trained once.
package struct PredictionSubject: Sendable {
  /// The spec.
  package let spec: ChipSpec
  /// The network.
  package let network: ResistiveNetwork
  /// What its chips are made of.
  package let technology: Technology
  /// What was learned in software, to be written into every chip.
  package let trained: BiasedConductances
  /// The samples.
  package private(set) var data: Dataset

  /// Names a design.
  package init(
    spec: ChipSpec, network: ResistiveNetwork, technology: Technology, trained: BiasedConductances,
    data: Dataset
  ) {
    (self.spec, self.network, self.technology) = (spec, network, technology)
    (self.trained, self.data) = (trained, data)
  }

  /// Size of a full tile.
  package var tileShape: TileShape {
    TileShape(rows: spec.mapping.tileRows.value, columns: spec.mapping.tileColumns.value)
  }

  /// The design with the samples as converters of so many bits give them to the rows; 0: no limit.
  func convertingInputs(bits: Double) -> PredictionSubject {
    var subject = self
    subject.data = data.converted(bits: bits)
    return subject
  }

  /// The mapped network.
  var chip: Chip {
    Chip(name: spec.name.value, fabric: network.fabric, technology: technology, tileShape: tileShape)
  }

  /// What technology and spec say of imperfections.
  package var imperfections: Imperfections {
    Imperfections(
      technology, fabric: network.fabric, prediction: spec.prediction, estimate: spec.estimate)
  }

  /// Hash of the design, the trained conductances and the samples.
  var fingerprint: String {
    var hash = Checksum.value(of: ResistiveModel(network).fingerprintText.utf8)
    for array in trained.values {
      hash = array.withUnsafeBytes { Checksum.value(of: $0, from: hash) }
    }
    hash = Checksum.value(of: "\(technology.device) \(tileShape) \(spec.seed)".utf8, from: hash)
    return Checksum.text(of: data.checksumBytes + Array("\(hash)".utf8))
  }
}
