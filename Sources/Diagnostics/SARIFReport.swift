/// Inspections as a SARIF 2.1.0 log (OASIS, Static Analysis Results Interchange Format, 2020): one run with a rule for each
/// code that was found and a result for each finding.
///
/// Suppressed findings are in it with their justification. A result's fingerprint stays the same when lines move or a
/// figure in its message changes, so that services recognize it from commit to commit.
package struct SARIFReport: Sendable {
  /// Pages of the rules.
  package var catalogue: ExplanationCatalogue
  /// Version of the program.
  package var version: String
  /// How files are named.
  package var paths: RepositoryPaths

  /// Makes a renderer.
  package init(_ catalogue: ExplanationCatalogue, version: String, paths: RepositoryPaths = .unchanged) {
    (self.catalogue, self.version, self.paths) = (catalogue, version, paths)
  }

  /// The log of some inspections, ended by a line break.
  package func text(_ inspections: [Inspection]) -> String {
    let codes = Set(inspections.flatMap { $0.findings.map(\.diagnostic.code) }).sorted()
    var fingerprints = FingerprintCounter()
    let results = inspections.flatMap { inspection in
      inspection.findings.map { result($0, of: inspection.input, codes, &fingerprints) }
    }
    let driver: JSONValue = [
      "name": "grenadyn", "semanticVersion": .string(version),
      "rules": .array(codes.map(rule)),
    ]
    let run: JSONValue = [
      "tool": ["driver": driver],
      // Locations count as libyaml does.
      "columnKind": "unicodeCodePoints",
      "originalUriBaseIds": .object([(key: Self.root, value: base)]),
      "results": .array(results),
    ]
    let log: JSONValue = [
      "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
      "version": "2.1.0", "runs": [run],
    ]
    return log.text() + "\n"
  }

  /// The base of relative paths, by the name that services give it.
  private static let root = "%SRCROOT%"

  /// What the base stands for. A URI of a base ends with "/" (3.14.14).
  private var base: JSONValue {
    var members: [(key: String, value: JSONValue)] = []
    if let top = paths.top { members.append(("uri", .string("file://" + Self.uri(top) + "/"))) }
    members.append(
      (
        "description",
        ["text": "The top of the repository; without one, the folder in which the checks were run."]
      ))
    return .object(members)
  }

  private func rule(_ code: String) -> JSONValue {
    var members: [(key: String, value: JSONValue)] = [("id", .string(code))]
    if let page = catalogue[code] {
      members += [
        ("shortDescription", ["text": .string(page.title)]),
        ("help", ["text": .string(page.text), "markdown": .string(page.text)]),
        ("defaultConfiguration", ["level": .string(page.severity.rawValue)]),
        ("properties", ["tags": [.string(page.area)]]),
      ]
    }
    return .object(members)
  }

  private func result(
    _ finding: Finding, of input: String, _ codes: [String], _ fingerprints: inout FingerprintCounter
  ) -> JSONValue {
    let diagnostic = finding.diagnostic
    let place =
      paths.place(diagnostic.location, input: input)
      ?? SourceLocation(file: paths.path(input), line: 1, column: 1)
    var members: [(key: String, value: JSONValue)] = [
      ("ruleId", .string(diagnostic.code)),
      ("ruleIndex", JSONValue(codes.firstIndex(of: diagnostic.code) ?? -1)),
      ("level", .string(diagnostic.severity.rawValue)),
      (
        "message",
        ["text": .string(diagnostic.fullMessage())]
      ),
      ("locations", [["physicalLocation": physical(place, hasRegion: diagnostic.location != nil)]]),
      ("partialFingerprints", ["grenadyn/v1": .string(fingerprints.next(diagnostic, file: place.file))]),
    ]
    if !diagnostic.notes.isEmpty {
      let notes = diagnostic.notes.map { note -> JSONValue in
        [
          "physicalLocation": physical(
            paths.place(note.location, input: input) ?? note.location, hasRegion: true),
          "message": ["text": .string(note.message)],
        ]
      }
      members.append(("relatedLocations", .array(notes)))
    }
    if let suppression = finding.suppression {
      let place = physical(
        paths.place(suppression.location, input: input) ?? suppression.location, hasRegion: true)
      members.append(
        (
          "suppressions",
          [
            [
              "kind": "inSource", "status": "accepted", "justification": .string(suppression.reason),
              "location": ["physicalLocation": place],
            ]
          ]
        ))
    }
    return .object(members)
  }

  private func physical(_ place: SourceLocation, hasRegion: Bool) -> JSONValue {
    let isRelative = !place.file.hasPrefix("/")
    var artifact: [(key: String, value: JSONValue)] = [
      ("uri", .string((isRelative ? "" : "file://") + Self.uri(place.file)))
    ]
    if isRelative { artifact.append(("uriBaseId", .string(Self.root))) }
    guard hasRegion else { return ["artifactLocation": .object(artifact)] }
    return [
      "artifactLocation": .object(artifact),
      "region": [
        "startLine": JSONValue(place.line), "startColumn": JSONValue(place.column),
        "endLine": JSONValue(place.line), "endColumn": JSONValue(place.column + place.length),
      ],
    ]
  }

  /// A path with everything escaped that a URI's path may not have (RFC 3986, 3.3).
  static func uri(_ path: String) -> String {
    let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/!$&'()*+,;=@".utf8)
    let digits = Array("0123456789ABCDEF")
    return path.utf8.map { byte in
      plain.contains(byte)
        ? String(Character(Unicode.Scalar(byte))) : "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
    }.joined()
  }
}

/// Gives each result a text that tells it from the others and outlives edits around it.
struct FingerprintCounter {
  private var seen: [String: Int] = [:]

  /// Code, file and message without its numbers, hashed; a second equal one gets a number.
  mutating func next(_ diagnostic: Diagnostic, file: String) -> String {
    var words = ""
    for character in diagnostic.message {
      if !character.isNumber {
        words.append(character)
      } else if words.last != "#" {
        words.append("#")
      }
    }
    // FNV-1a, 64 bits: no secret, only a name.
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in "\(diagnostic.code)\n\(file)\n\(words)".utf8 {
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
    }
    let digits = String(hash, radix: 16)
    let name = String(repeating: "0", count: 16 - digits.count) + digits
    seen[name, default: 0] += 1
    return name + ":\(seen[name] ?? 1)"
  }
}
