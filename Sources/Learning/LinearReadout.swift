import COpenBLAS
import Datasets
import Kernels

/// The best that a linear function makes of the inputs: least squares of one number a class or target value with a little ridge
/// regularization, in closed form (Hoerl & Kennard 1970, doi 10.1080/00401706.1970.10488634).
///
/// What a network of hidden layers should be able to match: when it clearly does not, its training has failed.
package struct LinearReadout: Sendable {
  /// Weights: values + 1 rows (the last one is the constant), one column a class or target value; column-major.
  private let weights: [Double]
  private let classes: Int
  private let valueCount: Int

  /// Products to spend on a fit.
  private static let work = 8e9
  /// λ over the mean diagonal of XᵀX.
  private static let ridge = 1e-4

  /// Fits training samples; as many of them as a fixed amount of work allows.
  /// - Parameter classes: number of classes, or of target values.
  /// - Returns: nil where that is too few for the number of values, or there are none.
  package init?(_ samples: Samples, classes: Int) {
    let size = samples.valueCount + 1
    let count = min(samples.count, Int(Self.work / (Double(size) * Double(size))))
    guard count > 0, classes > 0, count == samples.count || count >= 2 * size, size <= 8192,
      samples.labels.prefix(count).allSatisfy({ (0..<classes).contains($0) }),
      samples.targets.vectors.map({ $0.width == classes }) ?? true
    else { return nil }
    guard MachineMemory.available ?? .max > MachineMemory.ofOpenBLAS + 8 * (count + size) * size else {
      return nil
    }
    (self.classes, valueCount) = (classes, samples.valueCount)
    // Sample by sample, so column-major with one column a sample.
    var inputs: [Double] = []
    inputs.reserveCapacity(count * size)
    var right = [Double](repeating: 0, count: size * classes)
    for index in 0..<count {
      let values = samples.values(index)
      inputs += values
      inputs.append(1)
      switch samples.target(index) {
      case .label(let label):
        let column = label * size
        for (i, value) in values.enumerated() { right[column + i] += value }
        right[column + size - 1] += 1
      case .vector(let target):
        for (c, y) in target.enumerated() {
          for (i, value) in values.enumerated() { right[c * size + i] += y * value }
          right[c * size + size - 1] += y
        }
      }
    }
    // Its threads would make the last bits depend on their number.
    openblas_set_num_threads(1)
    var matrix = [Double](repeating: 0, count: size * size)
    cblas_dsyrk(
      CblasColMajor, CblasLower, CblasNoTrans, Int32(size), Int32(count), 1, inputs, Int32(size), 0, &matrix,
      Int32(size))
    let trace = (0..<size).reduce(0) { $0 + matrix[$1 * size + $1] }
    for i in 0..<size { matrix[i * size + i] += Self.ridge * trace / Double(size) }
    var (n, nrhs, info) = (Int32(size), Int32(classes), Int32(0))
    dpotrf_("L", &n, &matrix, &n, &info)
    if info == 0 { dpotrs_("L", &n, &nrhs, matrix, &n, &right, &n, &info) }
    guard info == 0, right.allSatisfy(\.isFinite) else { return nil }
    weights = right
  }

  /// What it makes of a sample: a number a class, or a target value.
  package func answer(_ values: [Double]) -> [Double] {
    let size = valueCount + 1
    return (0..<classes).map { c in
      var sum = weights[c * size + valueCount]
      for (i, value) in values.enumerated() { sum += weights[c * size + i] * value }
      return sum
    }
  }

  /// The class that it names for a sample.
  package func prediction(_ values: [Double]) -> Int { Evaluation.prediction(answer(values)) }

  /// How well it answers samples with values.
  package func fit(_ samples: Samples, _ targets: VectorTargets, threads: Int = 1) -> VectorFit {
    VectorFit(
      answers: Parallel.map(count: samples.count, threads: threads) { answer(samples.values($0)) }.flatMap {
        $0
      },
      targets)
  }

  /// What it names for every sample.
  package func predictions(_ samples: Samples, threads: Int = 1) -> [Int] {
    Parallel.map(count: samples.count, threads: threads) { prediction(samples.values($0)) }
  }
}
