import Fabrics
import Mapping
import Quantities

/// What was learned: histograms of conductances or weights.
enum WeightSection {
  static func make(_ content: ReportContent) -> ReportSection? {
    let figures = chipFigures(content) + networkFigures(content)
    guard !figures.isEmpty else { return nil }
    return ReportSection(
      id: "weights", title: content.chip == nil ? "Weights" : "Conductances", blocks: [.figures(figures)])
  }

  private static func chipFigures(_ content: ReportContent) -> [ReportFigure] {
    guard let chip = content.chip, let conductances = content.conductances else { return [] }
    return conductances.connections.enumerated().map { k, matrix in
      ReportFigure(
        HistogramSVG(matrix, number: k + 1, of: content.name, range: chip.fabric.conductanceRange),
        id: "conductances-\(k + 1)", caption: "After the training, over the range of the devices.")
    }
  }

  private static func networkFigures(_ content: ReportContent) -> [ReportFigure] {
    content.parameters.enumerated().filter { $0.element.values.count > 1 }.map { index, array in
      ReportFigure(
        HistogramSVG(
          title: "Values of \(array.name) of \(content.name)", x: "value", counting: "values",
          [HistogramSVG.Series(name: array.name, values: array.values)]),
        id: "parameters-\(index + 1)", caption: "After the training.")
    }
  }
}
