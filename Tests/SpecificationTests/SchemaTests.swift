import Diagnostics
import Foundation
import Hopfield
import Quantities
import Testing

@testable import Specification

private enum Colour: String, CaseIterable, Sendable { case red, green }

private struct Wire: Equatable, Sendable {
  var layer: String
  var width: Length
  var cuts: [Int]
  var maximum: Current?
  var visible: Bool
  var colour: Colour
}

private let wire = Schema<Wire>.object(
  "wire",
  Field("layer", .string(example: "M4"), "Metal layer."),
  Field("width", .quantity(LengthDimension.self, in: .positive), "Drawn width."),
  Field("cuts", .oneOrList(of: .integer(in: 1...9)), "Cuts a via.", default: "[1, 2]"),
  Field.optional("maximum", .quantity(CurrentDimension.self), "Largest current."),
  Field("visible", .boolean, "Whether it is drawn.", default: "true"),
  Field("colour", .choice(), "Its colour.", default: "red")
) { layer, width, cuts, maximum, visible, colour in
  Wire(layer: layer, width: width, cuts: cuts, maximum: maximum, visible: visible, colour: colour)
}

@Suite struct SchemaTests {
  private func decode<T>(_ schema: Schema<T>, _ text: String) -> (T?, [Diagnostic]) {
    do throws(DiagnosticsError) {
      let decoded = try schema.decode(SourceFile(path: "f", bytes: Array(text.utf8)))
      return (decoded.value, decoded.warnings)
    } catch {
      return (nil, error.diagnostics)
    }
  }

  @Test func objectsDecode() {
    let (value, warnings) = decode(wire, "layer: M4\nwidth: 2 um\n")
    #expect(
      value
        == Wire(
          layer: "M4", width: Length(si: 2e-6), cuts: [1, 2], maximum: nil, visible: true, colour: .red))
    #expect(warnings == [])
    #expect(decode(wire, "{layer: x, width: 1 m, cuts: 3, visible: false, colour: green}").0?.cuts == [3])
  }

  @Test func wordsForBooleansAreSuggested() {
    let found = decode(wire, "{layer: x, width: 1 m, visible: yes}").1
    #expect(found.map(\.code) == ["GD0204"] && found.first?.suggestion == "true")
  }

  @Test func mapsKeepTheirOrder() {
    let schema = Schema<[(key: Located<String>, value: Int)]>.map(of: .integer(in: 0...9))
    let (value, _) = decode(schema, "{z: 1, a: 2, m: 3}")
    #expect(value?.map(\.key.value) == ["z", "a", "m"] && value?.map(\.value) == [1, 2, 3])
    #expect(decode(schema, "{z: 1, a: 12, ' ': 3}").1.map(\.code) == ["GD0205", "GD0209"])
  }

  @Test func alternativesAreTriedInOrder() {
    let schema = Schema<Double>.oneOf(
      .number(in: .positive), Schema<Voltage>.quantity(VoltageDimension.self).map(\.si),
      Schema<Double>.object("box", Field("value", .number(), "Its value.")) { $0 })
    #expect(decode(schema, "2").0 == 2)
    #expect(decode(schema, "3 mV").0 == 0.003)
    #expect(decode(schema, "{value: -4}").0 == -4)
    // What is nearly the third alternative gets its errors.
    #expect(decode(schema, "{value: x}").1.map(\.message) == ["value: 'x' is not a number"])
    #expect(decode(schema, "[1]").1.map(\.code) == ["GD0201"])
    #expect(decode(schema, "[1]").1.first?.message.contains(", or a voltage such as 0.9 V, or ") == true)
  }

  @Test func checksPointAtKeys() {
    let schema = wire.validated { wire, check in
      if wire.cuts.count > 1 { check.error("GD0399", "too many cuts", at: "cuts", "1", suggestion: "[1]") }
      if wire.maximum == nil { check.warning("GD0398", "no limit", at: "maximum") }
    }
    let found = decode(schema, "layer: M4\nwidth: 2 um\ncuts: [3, 4]\n").1
    #expect(found.map(\.code) == ["GD0398", "GD0399"])
    #expect(found.last?.location == Diagnostics.SourceLocation(file: "f", line: 3, column: 11))
    #expect(found.last?.message == "cuts[1]: too many cuts")
    #expect(decode(schema, "{layer: a, width: 1 m, cuts: 1}").1.map(\.severity) == [.warning])
  }

  @Test func boundsAreWhatTheySay() {
    #expect(!Bounds.positive.contains(0) && Bounds.nonNegative.contains(0) && !Bounds.any.contains(.infinity))
    #expect(Bounds.closed(1...2).contains(2) && !Bounds.between(1, 2).contains(2))
    #expect(Bounds.positive(upTo: 1).described(Shape.plain) == "greater than 0 and at most 1")
    #expect(Bounds.any.described(Shape.plain) == nil)
  }

  @Test func jsonSchemaSaysTheSame() {
    #expect(
      wire.shape.jsonSchema().text(pretty: false)
        == #"{"title":"wire","type":"object","properties":{"#
        + #""layer":{"description":"Metal layer.","type":"string","minLength":1,"examples":["M4"]},"#
        + #""width":{"description":"Drawn width.","type":"string","pattern":"\#(escapedLengthPattern)","examples":["0.5 um"]},"#
        + #""cuts":{"description":"Cuts a via.","default":[1,2],"anyOf":[{"type":"integer","minimum":1,"maximum":9},{"type":"array","items":{"type":"integer","minimum":1,"maximum":9},"minItems":1}]},"#
        + #""maximum":{"description":"Largest current.","anyOf":[{"type":"string","pattern":"\#(escapedCurrentPattern)","description":"a current","examples":["10 uA"]},{"type":"null"}]},"#
        + #""visible":{"description":"Whether it is drawn.","default":true,"type":"boolean"},"#
        + #""colour":{"description":"Its colour.","default":"red","enum":["red","green"]}},"#
        + #""required":["layer","width"],"additionalProperties":false}"#)
  }

  private var escapedLengthPattern: String { Length.pattern.replacingOccurrences(of: "\\", with: "\\\\") }
  private var escapedCurrentPattern: String { Current.pattern.replacingOccurrences(of: "\\", with: "\\\\") }

  @Test func chipSchemaIsJSONAndStable() throws {
    let families = SpecFamilies([ResistiveKeys.self, HopfieldKeys.self])
    let text = families.jsonSchema()
    #expect(text == families.jsonSchema())
    let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    #expect(object?["$schema"] as? String == "https://json-schema.org/draft/2020-12/schema")
    #expect(
      (object?["$defs"] as? [String: Any])?.keys.sorted() == [
        "extending", "extending-hopfield", "whole", "whole-hopfield",
      ])
    #expect(text.contains("\"maximum\": 18446744073709551615"))
  }

  @Test func everyKeyIsDocumented() throws {
    let keys = ChipSpec.documentation
    #expect(keys.allSatisfy { $0.summary.hasSuffix(".") && !$0.type.isEmpty })
    #expect(Set(keys.map(\.path)).count == keys.count)
    let sweeps = try #require(keys.first { $0.path == "training.relaxation.maximum-sweeps" })
    #expect(sweeps.fallback == "200" && !sweeps.isRequired)
    #expect(keys.first { $0.path == "network.hidden[].units" }?.isRequired == true)
    #expect(keys.first { $0.path == "data.test-fraction" }?.fallback == "20 %")
  }

  /// A missing key's message gives an example that is right as it stands.
  @Test func examplesAreRight() throws {
    guard case .object(_, let fields) = ChipSpec.schema.shape else { return }
    var text = ""
    for field in fields where field.key != "extends" { text += "\(field.key): \(field.example)\n" }
    let spec = try ChipSpec.parse(text).spec
    #expect(spec.training.epochs == 20)
  }

  @Test func starterIsTheCommittedFile() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let file = try String(contentsOf: root.appendingPathComponent("specs/digits.yaml"), encoding: .utf8)
    #expect(ChipSpec.starter == file)
  }
}
