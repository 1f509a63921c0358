/// The network: its picture, and what is simulated.
enum NetworkSection {
  static func make(_ content: ReportContent) -> ReportSection? {
    let figure = ReportFigure(
      content.network, id: "network",
      caption: "Input at the top; arrows both ways are couplings that act in both directions.")
    let folds = (content.description?.sections ?? []).filter { $0.title != "network" }.map { section in
      ReportBlock.fold(
        section.title, caption: section.title,
        DataTable([.text("of"), .text("is")], section.statements.map { [$0.name, $0.text] }))
    }
    return ReportSection(id: "the-network", title: "Network", blocks: [.figures([figure])] + folds)
  }
}
