import Foundation
import Kernels
import Specification

/// `friedman1`: a regression that is made from the spec's seed, 1,000 training and 500 test samples of 10 values.
///
/// J. H. Friedman, "Multivariate adaptive regression splines", Annals of Statistics 19(1), 1991, doi 10.1214/aos/1176347963,
/// eq. 61: y = 10 sin(π x₁ x₂) + 20 (x₃ − ½)² + 10 x₄ + 5 x₅ + ε, x uniform in 0…1, ε normal with deviation 1. Five of the
/// values tell nothing. What can be known of y has a variance of 23.8, so that no answer reaches an R² above 0.96.
package enum FriedmanData: DataSource {
  package static let name = "friedman1"
  package static let summary =
    "Friedman's first regression: 10 values, of which 5 tell something, 1,000 + 500 samples made from the seed"
  package static let reference =
    "J. H. Friedman, Annals of Statistics 19(1), 1-67 (1991), doi 10.1214/aos/1176347963"
  package static let targets: Set<TargetKind> = [.vector]

  private static let (inputs, training, test) = (10, 1000, 500)

  package static func load(_ request: DataRequest) throws -> Dataset {
    let random = Philox(seed: request.seed)
    func uniform(_ sample: Int, _ column: Int) -> Double {
      random.uniform(purpose: RandomPurpose.data, stream: UInt32(column), index: UInt64(sample))
    }
    func samples(_ range: Range<Int>) -> Samples {
      var (values, targets): ([Double], [Double]) = ([], [])
      for sample in range {
        let x = (0..<inputs).map { uniform(sample, $0) }
        // Box and Muller's pair of uniform numbers; 1 − u is never 0.
        let noise =
          (-2 * log(1 - uniform(sample, inputs))).squareRoot() * cos(2 * .pi * uniform(sample, inputs + 1))
        values += x
        targets.append(signal(x) + noise)
      }
      return Samples(
        valueCount: inputs, values: values, targets: .vectors(VectorTargets(width: 1, values: targets)))
    }
    var data = Dataset(
      name: name, shape: [inputs], train: samples(0..<training), test: samples(training..<training + test))
    data.columns = (1...inputs).map { "x\($0)" }
    (data.targetNames, data.scaling, data.hasOwnTest) = (["y"], .unit, true)
    return data
  }

  /// y without its noise.
  static func signal(_ x: [Double]) -> Double {
    10 * sin(.pi * x[0] * x[1]) + 20 * (x[2] - 0.5) * (x[2] - 0.5) + 10 * x[3] + 5 * x[4]
  }
}
