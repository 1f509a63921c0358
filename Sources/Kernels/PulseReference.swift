import CKernels

/// How devices answer programming pulses: the definition of the physics, used by the exact engine, and the oracle of
/// `gd_pulse_input_step` and `gd_pulse_update` of `CKernels`, whose header says how random numbers are taken.
package struct PulseReference: Sendable {
  /// How an asked change becomes pulses; the raw values are those of `gd_pulse_scheme`.
  package enum Scheme: UInt32, Sendable {
    case stochastic, nearest, fixed, accumulated
  }

  /// A device: range and factors of its steps; it does not move when they are 0.
  package struct Device: Sendable, Equatable {
    /// Lower end and width of the range, siemens.
    package var low, width: Float
    /// Factors of steps up and down.
    package var up, down: Float

    /// Makes a device.
    package init(low: Float, width: Float, up: Float, down: Float) {
      (self.low, self.width, self.up, self.down) = (low, width, up, down)
    }
  }

  /// Standard deviation of the change of x by one pulse at x, of a device of factors 1: a constant of the pulse's
  /// direction and a share of the mean step at x.
  package struct Noise: Sendable, Equatable {
    package var up, down, share: Float

    /// Makes a noise.
    package init(up: Float, down: Float, share: Float) {
      (self.up, self.down, self.share) = (up, down, share)
    }
  }

  /// Where a device draws its numbers from.
  package struct Place: Sendable {
    /// Its number in the connection.
    let name: UInt32
    /// The number of its group of 16 rows and its column, and its place in the group.
    let group, member: UInt32
  }

  /// The scheme.
  package let scheme: Scheme
  /// Most pulses of an update; what a fixed pulse is given for, and what a kept sum must reach.
  package let longest, threshold: Float
  /// Noise of a pulse.
  package let noise: Noise
  /// Mean steps up and down at x = 0, 1/256, … 1, as shares of the range.
  package let up, down: [Float]
  private let rounding, cycle: Philox
  private let connection: UInt32
  private static let roundingPurpose = GD_RANDOM_PULSE_ROUNDING.rawValue
  private static let noisePurpose = GD_RANDOM_CYCLE_NOISE.rawValue
  private let columns, rows: Int

  /// Makes a law for one connection.
  /// - Parameters:
  ///   - columns: columns of the connection.
  ///   - rows: rows of the connection; of complementary inputs those of one sign.
  package init(
    scheme: Scheme, longest: Float, threshold: Float, noise: Noise, up: [Float], down: [Float],
    rounding: Philox, cycle: Philox, connection: UInt32, rows: Int, columns: Int
  ) {
    (self.scheme, self.longest, self.threshold, self.noise) = (scheme, longest, threshold, noise)
    (self.up, self.down, self.rounding, self.cycle) = (up, down, rounding, cycle)
    (self.connection, self.rows, self.columns) = (connection, rows, columns)
  }

  /// The place of a device.
  package func place(row: Int, column: Int) -> Place {
    let (sign, rowOfSign) = row.quotientAndRemainder(dividingBy: rows)
    let group = sign * ((rows + 15) / 16) + rowOfSign / 16
    return Place(
      name: UInt32(truncatingIfNeeded: row * columns + column),
      group: UInt32(truncatingIfNeeded: group * columns + column), member: UInt32(rowOfSign % 16))
  }

  /// The whole number of pulses, up where it is positive, that a change becomes.
  /// - Parameters:
  ///   - asked: the change, in pulses.
  ///   - kept: what the scheme `accumulated` keeps for the device.
  package func pulses(_ asked: Float, kept: inout Float, at place: Place, update: UInt32) -> Float {
    let size = abs(asked)
    var count: Float
    var isDown = asked < 0
    switch scheme {
    case .stochastic:
      let words = rounding.block(SIMD4(place.group, connection | 0x8000_0000, update, Self.roundingPurpose))
      let byte = Float(words[Int(place.member / 4)] >> (8 * (place.member % 4)) & 255)
      guard byte < 256 * size else { return 0 }
      let word = rounding.block(SIMD4(place.name, connection, update, Self.roundingPurpose)).x
      let rest = 0x1p-32 * (Float(word) + 0.5)
      count = size.rounded(.down)
      if rest < 256 * (size - count) - byte { count += 1 }
    case .nearest:
      count = (size + 0.5).rounded(.down)
    case .fixed:
      count = size > threshold ? 1 : 0
    case .accumulated:
      let sum = kept + asked
      count = abs(sum) < threshold ? 0 : min(abs(sum).rounded(.down), longest)
      isDown = sum < 0
      kept = sum - (isDown ? -count : count)
    }
    count = min(count, longest)
    return isDown ? -count : count
  }

  /// Mean size of a step at a state.
  package func step(_ x: Float, up isUp: Bool) -> Float {
    let table = isUp ? up : down
    let place = x * 256
    // A device that is no number stays none.
    let index = place >= 0 ? Int(min(place, 255)) : 0
    return table[index].addingProduct(place - Float(index), table[index + 1] - table[index])
  }

  /// The conductance after some pulses: up to four are given one by one, more at once with the mean step at the present
  /// state; the noise of all of them in one go, as it is at the present state and times the device's factor, which is
  /// the mean of the factors up f (1 + a) and down f (1 - a).
  package func moved(_ siemens: Float, _ device: Device, pulses: Float, at place: Place, update: UInt32)
    -> Float
  {
    let isUp = pulses > 0
    let count = abs(pulses)
    let factor = isUp ? device.up : device.down
    guard count > 0, factor > 0 else { return siemens }
    let size = isUp ? factor : -factor
    var x = (siemens - device.low) / device.width
    let single = count <= 4
    let deviation =
      0.5 * (device.up + device.down)
      * (isUp ? noise.up : noise.down).addingProduct(noise.share, step(x, up: isUp))
    for _ in 0..<(single ? Int(count) : 1) {
      x = min(max(x.addingProduct(single ? 1 : count, size * step(x, up: isUp)), 0), 1)
    }
    if deviation > 0 {
      let normal = Float(cycle.normals(SIMD4(place.name, connection, update, Self.noisePurpose)).x)
      x = min(max(x.addingProduct(deviation * count.squareRoot(), normal), 0), 1)
    }
    return device.low.addingProduct(x, device.width)
  }
}
