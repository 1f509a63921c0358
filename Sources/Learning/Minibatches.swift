import Kernels

/// What decides the course of a training, whatever the engine: in which order samples come, what is done with a
/// minibatch, and how rates change.
package struct TrainingCourse: Sendable {
  /// The learning rule.
  package var rule: any LearningRule
  /// Samples an update, at least 1.
  package var batch: Int
  /// How rates change from epoch to epoch.
  package var schedule: LearningRateSchedule
  /// Seed of the samples' order.
  package var seed: UInt64

  /// Makes a course.
  package init(rule: any LearningRule, batch: Int, schedule: LearningRateSchedule, seed: UInt64) {
    (self.rule, self.schedule, self.seed) = (rule, schedule, seed)
    self.batch = max(1, batch)
  }

  /// The order of the training samples in an epoch, from 0.
  package static func order(seed: UInt64, epoch: Int, count: Int) -> [Int] {
    Philox(seed: seed).permutation(
      count, purpose: RandomPurpose.shuffle, stream: UInt32(truncatingIfNeeded: epoch))
  }

  /// Minibatches of an epoch of so many samples.
  package func minibatchCount(of samples: Int) -> Int { (samples + batch - 1) / batch }

  /// The minibatches of an epoch, from 0, that are still to be learned from.
  /// - Parameters:
  ///   - count: of all samples.
  ///   - done: samples that the epoch has had already.
  package func minibatches(epoch: Int, of count: Int, from done: Int = 0) -> Minibatches {
    Minibatches(
      order: Self.order(seed: seed, epoch: epoch, count: count), batch: batch, from: done, epoch: epoch,
      factor: schedule.factor(epoch: epoch)
    ) { [rule] in rule.plan(minibatch: $0) }
  }
}

/// One minibatch.
package struct Minibatch: Sendable {
  /// Indices of its training samples.
  package var samples: ArraySlice<Int>
  /// Its number, from 0 at the start of the training.
  package var number: Int
  /// What to do with it.
  package var plan: GradientPlan

  /// A minibatch.
  package init(samples: ArraySlice<Int>, number: Int, plan: GradientPlan) {
    (self.samples, self.number, self.plan) = (samples, number, plan)
  }

  /// Number of the update that it makes, from 1.
  package var update: Int { number + 1 }
}

/// The minibatches of an epoch that are still to be learned from, in their order.
package struct Minibatches: Sequence, Sendable {
  /// From 0.
  package let epoch: Int
  /// All samples of the epoch in their order.
  package let order: [Int]
  /// Samples of a minibatch; the last one may have fewer.
  package let batch: Int
  /// How many samples the epoch has had already: whole minibatches, or all.
  package let done: Int
  /// What the schedule multiplies rates with.
  package let factor: Double
  private let plan: @Sendable (_ minibatch: Int) -> GradientPlan

  /// Some samples in their order.
  package init(
    order: [Int], batch: Int, from done: Int = 0, epoch: Int = 0, factor: Double = 1,
    plan: @escaping @Sendable (_ minibatch: Int) -> GradientPlan
  ) {
    (self.order, self.batch, self.done, self.epoch) = (order, Swift.max(1, batch), done, epoch)
    (self.factor, self.plan) = (factor, plan)
  }

  /// Their number in a whole epoch.
  package var countOfEpoch: Int { (order.count + batch - 1) / batch }

  /// The number of the epoch's last one.
  package var lastNumber: Int { (epoch + 1) * countOfEpoch - 1 }

  /// The minibatch that begins with a sample of the order.
  private func minibatch(at first: Int) -> Minibatch {
    let number = epoch * countOfEpoch + first / batch
    return Minibatch(
      samples: order[first..<Swift.min(first + batch, order.count)], number: number, plan: plan(number))
  }

  /// The one before the first of these, if it is of this epoch.
  package var previous: Minibatch? { done > 0 ? minibatch(at: (done - 1) / batch * batch) : nil }

  /// Goes through minibatches.
  package struct Iterator: IteratorProtocol {
    fileprivate let all: Minibatches
    fileprivate var first: Int

    package mutating func next() -> Minibatch? {
      guard first < all.order.count else { return nil }
      defer { first += all.batch }
      return all.minibatch(at: first)
    }
  }

  package func makeIterator() -> Iterator { Iterator(all: self, first: done) }
}
