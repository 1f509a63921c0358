import Technology

/// Where everything comes from: versions, seed, inputs, sources and assumptions.
enum ProvenanceSection {
  static func make(_ content: ReportContent) -> ReportSection? {
    var blocks: [ReportBlock] = [
      .facts([ReportFact("made by", Version.generator), ReportFact("seed", "\(content.seed)")])
    ]
    if !content.inputs.isEmpty {
      blocks.append(
        .table(
          "Input files",
          DataTable([.text("file"), .text("SHA-256")], content.inputs.map { [$0.name, $0.hash] })))
    }
    let assumptions = content.prediction?.assumptions ?? []
    if !assumptions.isEmpty {
      blocks.append(
        .table(
          "What the prediction assumes",
          DataTable(
            [.number("no."), .text("assumption")],
            assumptions.enumerated().map { ["\($0.offset + 1)", $0.element] })))
    }
    if let technology = content.technology { blocks += constants(technology) }
    blocks.append(.fold("The spec with everything filled in", text: content.resolvedSpec))
    return ReportSection(id: "provenance", title: "Provenance", blocks: blocks)
  }

  private static func constants(_ technology: Description) -> [ReportBlock] {
    let facts = technology.parts.flatMap { part in part.facts.map { (part.name, $0) } }
    let assumed = facts.filter { $0.1.assumption != nil }
    var references: [String: String] = [:]
    for (_, fact) in facts { if let key = fact.source { references[key] = fact.reference } }
    var blocks: [ReportBlock] = []
    if !assumed.isEmpty {
      blocks.append(
        .fold(
          "\(assumed.count) constants that are assumed, not published", caption: "Assumptions",
          DataTable(
            [.text("part"), .text("constant"), .text("value"), .text("why")],
            assumed.map { [$0.0, $0.1.key, $0.1.value, $0.1.assumption ?? ""] })))
    }
    if !references.isEmpty {
      blocks.append(
        .table(
          "Sources",
          DataTable(
            [.text("key"), .text("reference")],
            references.sorted { $0.key < $1.key }.map { [$0.key, $0.value] })))
    }
    blocks.append(
      .fold(
        "All \(facts.count) constants of \(technology.name)", caption: "Constants",
        DataTable(
          [.text("part"), .text("constant"), .text("value"), .text("origin")],
          facts.map { [$0.0, $0.1.key, $0.1.value, $0.1.origin] })))
    return blocks
  }
}
