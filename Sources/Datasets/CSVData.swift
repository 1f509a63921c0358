import Diagnostics
import Foundation
import Specification

/// `csv`: a text file (plain or gzip) of one sample a line: numbers, and the label in one of the columns, or target values in
/// some. Without a
/// file of test samples, `test-fraction` of each class is set aside by the seed. Of a folder, `train.csv` and
/// `test.csv` are read, or the files whose names hold these words, as Kaggle names them.
package enum CSVData: DataSource {
  package static let name = "csv"
  package static let summary =
    "a table of numbers, one sample a line, with a column of labels or columns of target values"
  package static let reference =
    "RFC 4180"
  package static let options: Set<DataOption> = [.table, .testPath, .scale]
  package static let targets: Set<TargetKind> = [.label, .vector]

  package static func load(_ request: DataRequest) throws -> Dataset {
    let path = try request.requiredPath("a .csv or .csv.gz file, one sample a line, with a column of labels")
    guard FileBytes.folderExists(path) else {
      return try load(path, test: request.testURL, request, name: name)
    }
    guard let train = try file("train", in: path, at: request.location) else {
      throw Diagnostic(
        .error, DataSets.missingCode, "folder '\(path.path)' has no .csv file with 'train' in its name",
        at: request.location)
    }
    let test = try request.testURL ?? file("test", in: path, at: request.location)
    return try load(train, test: test, request, name: name)
  }

  /// The file of a folder that has a word in its name: the shortest name of a .csv or .csv.gz file.
  static func file(_ word: String, in folder: URL, at location: SourceLocation?) throws -> URL? {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    let found = names.filter { name in
      let lower = name.lowercased()
      return lower.contains(word) && (lower.hasSuffix(".csv") || lower.hasSuffix(".csv.gz"))
    }.sorted { ($0.count, $0) < ($1.count, $1) }
    guard found.count < 2 || found[0].count < found[1].count else {
      throw FileBytes.malformed(
        folder, "'\(found[0])' and '\(found[1])' both look like the \(word) part; name one by path:",
        at: location)
    }
    return found.first.map { folder.appendingPathComponent($0) }
  }

  /// Reads one table, or two.
  static func load(_ train: URL, test: URL?, _ request: DataRequest, name: String) throws -> Dataset {
    let layout = TableLayout(request)
    let table = try CSVTable(train, layout, at: request.location)
    var tables = [table]
    var warnings = table.warnings
    if let test {
      let other = try testTable(test, layout, like: table, request, &warnings)
      tables += other.map { [$0] } ?? []
    }
    let urls = [train] + (test.map { [$0] } ?? [])
    let targets: [Targets]
    var names: [String]?
    switch request.targets {
    case .label:
      let classes = try Labels.classes(of: tables, Array(urls.prefix(tables.count)), at: request.location)
      (targets, names) = (classes.labels.map { .labels($0) }, classes.names)
    case .vector:
      targets = tables.map { .vectors(VectorTargets(width: $0.targetColumns, values: $0.targets)) }
    }
    let parts = zip(tables, targets).map {
      Samples(valueCount: $0.columns, values: $0.values, targets: $1)
    }
    var data =
      parts.count == 2
      ? Dataset(name: name, shape: [table.columns], train: parts[0], test: parts[1])
      : Dataset(
        name: name, shape: [table.columns], splitting: parts[0], testFraction: try request.splitFraction(),
        seed: request.seed)
    (data.columns, data.classNames, data.warnings) = (table.names, names, warnings)
    (data.isRaw, data.hasOwnTest) = (true, parts.count == 2)
    data.targetNames = table.targetNames
    return data
  }

  /// The test part; nil for one without labels, as Kaggle's competitions publish them.
  private static func testTable(
    _ url: URL, _ layout: TableLayout, like train: CSVTable, _ request: DataRequest,
    _ warnings: inout [Diagnostic]
  ) throws -> CSVTable? {
    let table: CSVTable
    do { table = try CSVTable(url, layout, at: request.location) } catch let error as DiagnosticsError
      where request.testPath == nil && error.diagnostics.contains(where: { $0.code == "GD0612" })
    {
      warnings.append(unlabelled(url, request))
      return nil
    }
    warnings += table.warnings
    if request.testPath == nil, table.columns == train.columns - 1, let names = train.names,
      table.names.map({ $0.count < names.count }) ?? true
    {
      warnings.append(unlabelled(url, request))
      return nil
    }
    guard table.columns == train.columns,
      table.names == nil || train.names == nil || table.names == train.names
    else {
      throw FileBytes.malformed(
        url,
        "its columns are not those of the training samples: \(table.columns) for \(train.columns)"
          + (table.columns == train.columns ? ", of other names" : ""),
        at: request.testPath?.location ?? request.location)
    }
    return table
  }

  private static func unlabelled(_ url: URL, _ request: DataRequest) -> Diagnostic {
    Diagnostic(
      .warning, "GD0613",
      "data file '\(url.path)' has no labels and is not read; \(request.testFraction.value.si * 100) % of the training "
        + "samples are kept for the test", at: request.location)
  }
}
