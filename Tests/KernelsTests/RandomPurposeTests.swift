import Kernels
import Testing

/// The purposes of random numbers, which are part of every result.
@Suite struct RandomPurposeTests {
  static let purposes: [(UInt32, UInt32)] = [
    (RandomPurpose.initial, 1), (RandomPurpose.shuffle, 2), (RandomPurpose.split, 3),
    (RandomPurpose.nudgeSign, 10), (RandomPurpose.augment, 20), (RandomPurpose.loopStart, 21),
    (RandomPurpose.chip, 30), (RandomPurpose.spread, 31), (RandomPurpose.faults, 32),
    (RandomPurpose.programming, 33), (RandomPurpose.pulseRounding, 34), (RandomPurpose.cycleNoise, 35),
    (RandomPurpose.readNoise, 36), (RandomPurpose.neurons, 37), (RandomPurpose.nudge, 38),
    (RandomPurpose.readout, 39), (RandomPurpose.secondCopy, 40), (RandomPurpose.inference, 41),
    (RandomPurpose.inputs, 42),
  ]

  @Test func numbersNeverChange() {
    for (purpose, number) in Self.purposes { #expect(purpose == number) }
    #expect(Set(Self.purposes.map(\.0)).count == Self.purposes.count)
  }
}
