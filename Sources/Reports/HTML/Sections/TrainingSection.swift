/// The training: figures and learning curve.
enum TrainingSection {
  static func make(_ content: ReportContent) -> ReportSection? {
    guard let training = content.training else { return nil }
    let metric = training.usedMetric
    var facts = [
      ReportFact("data", training.dataSet),
      ReportFact("samples to train with", "\(training.trainSamples)"),
      ReportFact("samples to test with", "\(training.testSamples)"),
      ReportFact("epochs", "\(training.epochs.count)"),
      ReportFact("\(metric.name) of the test samples", metric.text(training.testAccuracy)),
    ]
    for column in training.regression?.columns ?? [] {
      facts.append(ReportFact("RMSE of \(column.name)", Figure.number(column.rmse)))
      if let linear = column.linearRSquared {
        facts.append(
          ReportFact("R² of \(column.name) by a linear read-out of the inputs", Figure.number(linear)))
      }
    }
    if let baseline = training.baseline {
      facts.append(
        ReportFact("\(metric.name) when trained by \(baseline.rule)", metric.text(baseline.testAccuracy)))
    }
    if let writes = training.epochs.last?.writes { facts.append(ReportFact("writes", writes.text)) }
    var blocks: [ReportBlock] = [.facts(facts)]
    if training.unconvergedPhases > 0 {
      blocks.append(
        .text(
          "\(training.unconvergedPhases) phases of the last epoch did not reach the tolerance of the relaxation."
        ))
    }
    if !training.epochs.isEmpty {
      blocks.append(
        .figures([
          ReportFigure(
            LearningCurveSVG(training, name: content.name), id: "learning-curve",
            caption: "The training error is that of the samples as they were met, before each update.")
        ]))
    }
    let answers = (training.regression?.columns ?? []).enumerated().map { index, column in
      ReportFigure(
        AnswerSVG(column, name: content.name), id: "answers-\(index + 1)",
        caption: "A dot a test sample, in the target's own unit; right answers lie on the dotted line.")
    }
    if !answers.isEmpty { blocks.append(.figures(answers)) }
    return ReportSection(id: "training", title: "Training", blocks: blocks)
  }
}
