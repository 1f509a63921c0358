import Devices

/// Devices whose reads differ, with their mean parameters: what the samples of a minibatch find other values of.
package struct NoisyDevices<Parameters: NetworkParameters>: Sendable {
  /// The mean.
  package let mean: Parameters
  /// σ² of the devices of the first array, and their sums over its columns; nil where a read might find less than nothing
  /// (σ above a fifth of the mean), so that a sum over devices is not that of independent normal numbers.
  package let inputVariances: (devices: [Double], columns: [Double])?
  private let law: DeviceNoise
  private let deviations: [[Double]]

  /// Devices with a law.
  package init(_ law: DeviceNoise, _ mean: Parameters) {
    (self.law, self.mean) = (law, mean)
    let values = mean.values
    deviations = law.deviations(values)
    guard let first = values.first, zip(first, deviations[0]).allSatisfy({ 5 * $1 <= $0 }) else {
      inputVariances = nil
      return
    }
    let variances = deviations[0].map { $0 * $0 }
    let count = law.columnCount(0)
    var columns = [Double](repeating: 0, count: count)
    for row in stride(from: 0, to: variances.count, by: max(1, count)) {
      for j in 0..<count { columns[j] += variances[row + j] }
    }
    inputVariances = (variances, columns)
  }

  /// One read of them.
  package func read(_ read: DeviceNoise.Read) -> DeviceRead<Parameters> {
    DeviceRead(devices: self, law: law, deviations: deviations, read: read)
  }
}

/// What one read finds of devices.
package struct DeviceRead<Parameters: NetworkParameters>: Sendable {
  /// The devices.
  package let devices: NoisyDevices<Parameters>
  fileprivate let law: DeviceNoise
  fileprivate let deviations: [[Double]]
  fileprivate let read: DeviceNoise.Read

  /// What it finds of the devices of an array, each by itself.
  package func values(ofArray k: Int) -> [Double] {
    law.read(devices.mean.values[k], deviations[k], array: k, read)
  }

  /// What it finds of all devices, each by itself.
  package var parameters: Parameters {
    var parameters = devices.mean
    parameters.values = law.read(devices.mean.values, deviations, read)
    return parameters
  }

  /// Two independent standard normal numbers of each column of an array, for sums over the devices of a column.
  package func columnNormals(ofArray k: Int) -> [SIMD2<Double>] { law.columnNormals(array: k, read) }
}
