import Foundation
import Testing

@Suite("describe --signals")
struct SignalTests {
  @Test("the budget of every layer, for people and for programs")
  func budget() throws {
    let text = try Program.run("describe", "specs/digits-in-situ.yaml", "--signals")
    #expect(text.status == 0 && text.output.contains("enough to learn with"))
    let weak = try Program.run("describe", "specs/digits-springs.yaml", "--signals")
    #expect(weak.status == 0 && weak.output.contains("chips do not learn by themselves"))
    let result = try Program.run("describe", "specs/digits-in-situ.yaml", "--signals", "--json")
    let object = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
    let values = try #require(object as? [String: Any])
    let layers = try #require(values["layers"] as? [[String: Any]])
    #expect(layers.count == 2 && layers.map { $0["readPoint"] as? String } == ["amplifier", "node"])
    let movement = try #require((layers[0]["movement"] as? [String: Any])?["value"] as? Double)
    let noise = try #require((layers[0]["noise"] as? [String: Any])?["value"] as? Double)
    let ratio = try #require(values["ratio"] as? Double)
    #expect(abs(ratio - movement / (2.0.squareRoot() * noise)) < 1e-9 * ratio)
  }

  @Test("a nudge by currents is described as one")
  func currents() throws {
    let text = try Program.run("describe", "specs/digits-in-situ.yaml").output
    #expect(
      text.contains("the currents are those of the free state") && text.contains("c_{k+1} = c_k B_k / A_k"))
    #expect(!text.contains("at their new voltages"))
    #expect(try Program.run("describe", "specs/digits-springs.yaml").output.contains("at their new voltages"))
  }

  @Test("what has no budget is an error")
  func none() throws {
    let backprop = try Program.run(
      "describe", "specs/digits.yaml", "--signals", "--set", "training.rule=backprop")
    #expect(backprop.status == 2 && backprop.errors.contains("GD0427"))
    let both = try Program.run("describe", "specs/digits.yaml", "--signals", "--yaml")
    #expect(both.status == 2)
  }
}
