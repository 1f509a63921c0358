import Designs
import Diagnostics
import Foundation
import Mapping
import Specification
import Technology

/// The files that a run reads, by path: none of them may be written over.
package enum RunInputs {
  /// Of a spec and whatever it names.
  /// - Parameters:
  ///   - files: of the spec and its technology.
  ///   - weights: trained weights that are taken instead of a training; nil for none.
  package static func paths<Keys>(
    of spec: Spec<Keys>, _ files: [SourceFile], weights: String? = nil
  ) -> [String] {
    paths(
      files, [spec.data.path?.value ?? usualPath(spec.data), spec.training.initialWeights?.value, weights])
  }

  /// Of the spec at a path; of one that cannot be read, that path.
  package static func paths(
    ofSpecAt path: String, _ families: NetworkFamilies, weights: String? = nil
  ) -> [String] {
    guard let loaded = try? families.load(path: path) else { return [path] + paths([], [weights]) }
    func all<Network: FamilyNetwork>(_ design: FamilyDesign<Network>) -> [String] {
      let files = (try? Network.parts(of: design.spec))?.inputFiles ?? []
      return paths(of: design.spec, design.inputFiles + files, weights: weights)
    }
    func opened(_ loaded: some LoadedDesign) -> [String] { all(loaded.design) }
    return opened(loaded)
  }

  /// Where sets without a path are looked for.
  static func usualPath(_ data: DataSpec) -> String { ".data/\(data.set.value)" }

  /// The file at a path, or the files of the folder at a path.
  static func files(at path: String) -> [String] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
      return [path]
    }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return names.sorted().map { "\(path)/\($0)" }
  }

  private static func paths(_ files: [SourceFile], _ named: [String?]) -> [String] {
    files.map(\.path) + named.compactMap { $0 }.flatMap(Self.files(at:))
  }
}
