import Learning

extension Metric {
  /// A score for people: "96.4 %", or an R² of "0.871".
  package func text(_ score: Double) -> String {
    switch self {
    case .accuracy: Figure.percent(score)
    case .rSquared: Figure.number(score)
    }
  }

  /// A score over chips with its interval: "96.41 % ± 0.12 %", or an R² of "0.871 ± 0.012".
  func text(_ mean: ChipMean) -> String {
    switch self {
    case .accuracy: mean.percent
    case .rSquared: mean.text
    }
  }

  /// An error, which is 1 less a score, in words: "test error 3.6 %", or "test R² 0.871".
  func text(error: Double, of what: String) -> String {
    switch self {
    case .accuracy: "\(what) error \(Figure.percent(error))"
    case .rSquared: "\(what) \(name) \(Figure.number(1 - error))"
    }
  }
}
