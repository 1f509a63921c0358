/// Runs the chips of several series as one list of jobs and hands the records of each series on in the order of its draws,
/// so that every number, and where a sequential test ends a series, does not depend on who makes them in which order.
///
/// There is no barrier between series: when the last chips of one are at hand, those of the next are begun. A chip that
/// several series ask for is made once.
package struct PredictionLoop: Sendable {
  /// How it ended.
  package enum End: Sendable, Equatable {
    /// Every series has all its draws, or its taker has enough.
    case finished
    /// It was asked to stop before.
    case stopped
  }

  /// Draws of one trial that belong together.
  package struct Series: Sendable {
    let trial: any ChipTrial
    let fingerprint: String
    let draws: [ChipDraw]

    /// A series.
    /// - Parameter fingerprint: the trial's, where it is known: it may take long to compute.
    package init(_ trial: any ChipTrial, fingerprint: String? = nil, draws: [ChipDraw]) {
      (self.trial, self.draws) = (trial, draws)
      self.fingerprint = fingerprint ?? trial.fingerprint
    }
  }

  private let series: [Series]
  private let executor: any ChipExecutor

  /// Bytes that a chip takes in the list of jobs, besides its record.
  package static let bytesPerChip =
    MemoryLayout<ChipJob>.stride + MemoryLayout<Int?>.stride + JobList.bytesPerSeat

  /// Prepares the chips of some series.
  package init(_ series: [Series], executor: any ChipExecutor = ThreadExecutor()) {
    (self.series, self.executor) = (series, executor)
  }

  /// Runs the chips; every closure is called on the calling thread, with the index of a series.
  /// - Parameters:
  ///   - known: the record of a chip that was run before.
  ///   - isStopped: asked a few times a second; when true, no chip is begun any more.
  ///   - computed: told every new record when it comes, in any order: to be saved.
  ///   - take: told the records of a series in the order of its draws; false ends the series after this one.
  ///   - ended: told when a series has ended.
  /// - Throws: what `computed` throws; what the trial throws for the first chip, in the order of series and draws, that
  ///   fails before its series ends; ``ChipRecordError``.
  package func run(
    known: (Int, ChipDraw) -> ChipRecord? = { _, _ in nil }, isStopped: () -> Bool = { false },
    computed: (Int, ChipDraw, ChipRecord) throws -> Void = { _, _, _ in },
    take: (Int, ChipRecord) -> Bool, ended: (Int) -> Void = { _ in }
  ) throws -> End {
    var courses = series.map { _ in Course() }
    var list = JobList(series)
    var failure: (job: Int, error: any Error)?
    var orders: [ChipOrder] = []
    func end(_ index: Int) {
      courses[index].isEnded = true
      let unneeded = courses[index].openJobs.filter {
        list.seats(of: $0).allSatisfy { courses[$0.series].isEnded }
      }
      if !unneeded.isEmpty { orders.append(.withdraw(unneeded)) }
      ended(index)
    }
    /// Hands on what is there of a series, in order.
    func advance(_ index: Int) {
      let draws = series[index].draws
      while !courses[index].isEnded {
        let position = courses[index].position
        guard position < draws.count else { return end(index) }
        let job = courses[index].job(position)
        let result =
          job == nil ? known(index, draws[position]).map(Result.success) : courses[index].take(position)
        switch result {
        case nil: return
        case .success(let record):
          courses[index].position += 1
          if !take(index, record) { end(index) }
        case .failure(let error):
          courses[index].isEnded = true
          // Chips before the failing one go on, so that the same chip fails whoever makes them.
          if let job {
            if job < failure?.job ?? .max { failure = (job, error) }
            orders.append(.stop(after: job))
          }
        }
      }
    }
    func settle(_ job: Int, _ result: Result<ChipRecord, any Error>) {
      for seat in list.seats(of: job) {
        courses[seat.series].results[seat.position] = result
        advance(seat.series)
      }
    }

    for index in series.indices {
      advance(index)
      guard !courses[index].isEnded else { continue }
      list.add(index, from: courses[index].position, &courses[index]) { known(index, $0) != nil }
    }
    executor.run(list.jobs) { event in
      switch event {
      case .waiting: break
      case .failed(let job, let error): settle(job, .failure(error))
      case .finished(let job, let record):
        let draw = list.jobs[job].draw
        if let error = ChipRecordError(record, draw) {
          settle(job, .failure(error))
          break
        }
        do {
          try computed(list.seats(of: job)[0].series, draw, record)
          settle(job, .success(record))
        } catch {
          failure = failure ?? (-1, error)
          orders.append(.stop(after: -1))
        }
      }
      if isStopped() { orders.append(.stop(after: -1)) }
      defer { orders = [] }
      return orders
    }
    if let failure { throw failure.error }
    return courses.allSatisfy(\.isEnded) ? .finished : .stopped
  }
}

/// Where a series stands.
private struct Course {
  /// Draws whose records are handed on.
  var position = 0
  var isEnded = false
  /// Only what has come and is not handed on yet: there may be millions of draws.
  var results: [Int: Result<ChipRecord, any Error>] = [:]
  /// The first draw with an entry in `jobs`, and the job of each draw from there on; nil for one that was known.
  var first = 0
  var jobs: [Int?] = []

  func job(_ position: Int) -> Int? {
    jobs.indices.contains(position - first) ? jobs[position - first] : nil
  }
  mutating func take(_ position: Int) -> Result<ChipRecord, any Error>? {
    results.removeValue(forKey: position)
  }
  /// Those that are not handed on.
  var openJobs: [Int] { jobs.dropFirst(max(0, position - first)).compactMap { $0 } }
}

/// The chips that are to be made, each once, with who asks for it.
private struct JobList {
  /// A draw of a series.
  struct Seat {
    var series, position: Int
  }
  static let bytesPerSeat = MemoryLayout<Seat>.stride
  private(set) var jobs: [ChipJob] = []
  private let series: [PredictionLoop.Series]
  private var owners: [Seat] = []
  private var guests: [Int: [Seat]] = [:]
  /// Jobs by draw, of fingerprints that several series have.
  private var shared: [String: [ChipDraw: Int]] = [:]

  init(_ series: [PredictionLoop.Series]) {
    self.series = series
    let counts = Dictionary(series.map { ($0.fingerprint, 1) }, uniquingKeysWith: +)
    for (fingerprint, count) in counts where count > 1 { shared[fingerprint] = [:] }
  }

  /// Who asks for a job, its first one first.
  func seats(of job: Int) -> [Seat] { [owners[job]] + (guests[job] ?? []) }

  /// Adds what is not known of a series.
  mutating func add(
    _ index: Int, from first: Int, _ course: inout Course, isKnown: (ChipDraw) -> Bool
  ) {
    let (trial, fingerprint) = (series[index].trial, series[index].fingerprint)
    course.first = first
    course.jobs = series[index].draws.indices.dropFirst(first).map { position in
      let draw = series[index].draws[position]
      let seat = Seat(series: index, position: position)
      if isKnown(draw) { return nil }
      if let job = shared[fingerprint]?[draw] {
        guests[job, default: []].append(seat)
        return job
      }
      jobs.append(ChipJob(trial, draw))
      owners.append(seat)
      shared[fingerprint]?[draw] = jobs.count - 1
      return jobs.count - 1
    }
  }
}

/// A record that no chip can have: a fault of the trial.
package struct ChipRecordError: Error, CustomStringConvertible, Equatable {
  /// What is wrong.
  package let description: String

  /// What is wrong with a record; nil for a sound one.
  init?(_ record: ChipRecord, _ draw: ChipDraw) {
    if record.chip != draw.chip {
      description = "the record of chip \(draw.chip) says it is of chip \(record.chip)"
    } else if !record.metric.range.contains(record.accuracy) {
      description = "chip \(draw.chip) has the accuracy \(record.accuracy)"
    } else {
      return nil
    }
  }
}
