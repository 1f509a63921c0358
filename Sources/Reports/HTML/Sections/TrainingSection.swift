/// The training: figures and learning curve.
enum TrainingSection {
  static func make(_ content: ReportContent) -> ReportSection? {
    guard let training = content.training else { return nil }
    var facts = [
      ReportFact("data", training.dataSet),
      ReportFact("samples to train with", "\(training.trainSamples)"),
      ReportFact("samples to test with", "\(training.testSamples)"),
      ReportFact("epochs", "\(training.epochs.count)"),
      ReportFact("accuracy of the test samples", Figure.percent(training.testAccuracy)),
    ]
    if let baseline = training.baseline {
      facts.append(
        ReportFact("accuracy when trained by \(baseline.rule)", Figure.percent(baseline.testAccuracy)))
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
    return ReportSection(id: "training", title: "Training", blocks: blocks)
  }
}
