import Quantities

/// `data:` — the data set.
package struct DataSpec: Sendable, Equatable {
  /// A registered data set or file format: `digits`, `mnist`, `fashion-mnist`, `cifar10`, `idx`, `npy`, `csv`.
  package var set: Located<String>
  /// Folder or file for the formats that take one, already resolved relative to the spec file; nil otherwise.
  package var path: Located<String>?
  /// File of the test samples, resolved as `path` is, for formats that take one; nil: the set's own, or a share.
  package var testPath: Located<String>?
  /// Column of a table that holds the classes: its name, `first` or `last`; nil: the one named label, class or
  /// target, else the last.
  package var label: Located<String>?
  /// Columns of a table that hold target values, by name, or `first` or `last` of one; nil: as `label`, or the last ones.
  package var targets: Located<[String]>?
  /// How raw target values become those of −1…1; nil: column by column, by the training samples.
  package var targetScale: Located<ScaleSpec>?
  /// Whether the first line of a table has the columns' names; nil: as it looks.
  package var header: Located<TableHeader>?
  /// Names of columns of a table that are left out; nil: none.
  package var ignore: Located<[String]>?
  /// How raw values become those of 0…1; nil: as the data look.
  package var scale: Located<ScaleSpec>?
  /// Share of the samples that is kept for the test, for sets without a test part of their own.
  package var testFraction: Located<Ratio>
  /// Share of the training samples that is not trained on but judged by after every epoch; nil = none.
  package var validationFraction: Located<Ratio>?
  /// Use only the first so many training samples; nil = all.
  package var trainLimit: Int?
  /// Use only the first so many test samples; nil = all.
  package var testLimit: Int?
  /// Random changes of the training images; nil = none.
  package var augment: Located<AugmentSpec>?
  /// How values of 0…1 are shifted and scaled; nil = not.
  package var normalize: Located<NormalizeSpec>?
}

extension DataSpec {
  /// Every path that is written.
  package var paths: [Located<String>?] { [path, testPath] }
}

extension DataSpec {
  /// The node of `data:`; `pathNode` writes a path.
  func node(_ pathNode: (String) -> YAMLNode) -> YAMLNode {
    var entries: [(String, YAMLNode)] = [("set", .text(set.value))]
    if let path { entries.append(("path", pathNode(path.value))) }
    if let testPath { entries.append(("test-path", pathNode(testPath.value))) }
    if let label { entries.append(("label", .text(label.value))) }
    if let targets { entries.append(("targets", .list(targets.value.map { .text($0) }))) }
    if let targetScale { entries.append(("target-scale", targetScale.value.node)) }
    if let header { entries.append(("header", .text(header.value.rawValue))) }
    if let ignore { entries.append(("ignore", .list(ignore.value.map { .text($0) }))) }
    if let scale { entries.append(("scale", scale.value.node)) }
    entries.append(("test-fraction", .plain(testFraction.value.exactText)))
    if let validationFraction {
      entries.append(("validation-fraction", .plain(validationFraction.value.exactText)))
    }
    if let trainLimit { entries.append(("train-limit", .plain("\(trainLimit)"))) }
    if let testLimit { entries.append(("test-limit", .plain("\(testLimit)"))) }
    if let augment { entries.append(("augment", augment.value.node)) }
    if let normalize { entries.append(("normalize", normalize.value.node)) }
    return .map(entries)
  }
}
