import Diagnostics
import Mapping
import Networks
import Quantities
import Specification
import Technology

/// How a chip is written while it learns, measured on a short simulated training on the devices of chip 0 with the
/// pulses of `prediction.in-situ`; its neurons and converters are nominal.
public struct UpdateActivity: Sendable, Equatable {
  /// Pulses of one direction.
  public struct Direction: Sendable, Equatable {
    /// Pulses to all devices, a training sample.
    public var pulses: Double
    /// Mean conductance that a pulse meets.
    public var conductance: Conductance
    /// How often a row of each connection is selected, a training sample.
    public var rowSlots: [Double]
    /// Pulses that the busiest tile gives one after the other, a training sample.
    public var criticalSlots: Double
  }
  /// Set pulses.
  public var up: Direction
  /// Reset pulses.
  public var down: Direction
  /// Number of devices.
  public var devices: Int
  /// Updates that were simulated, and samples of each.
  public var updates, batch: Int
  /// Samples of an epoch of the whole training.
  public var samplesPerEpoch: Int
  /// Pulses of the device that got most, a training sample.
  public var busiest: Double

  /// Pulses of a device in the mean, a training sample.
  public var pulsesPerDevice: Double { (up.pulses + down.pulses) / Double(max(1, devices)) }

  /// Trains for a while.
  /// - Parameters:
  ///   - trained: what a chip that starts `programmed` starts from.
  ///   - updates: at most one epoch of them.
  /// - Returns: nil for a device that does not state what a pulse does.
  /// - Throws: what the training throws.
  public init?(
    _ chip: Chip, spec: ChipSpec, trained: Conductances, data: Dataset, updates: Int, threads: Int? = nil
  ) throws {
    let (network, device) = (chip.network, chip.technology.device)
    let (inSitu, tile) = (spec.prediction.inSitu, chip.tileShape)
    guard let model = PulseModel(device) else { return nil }
    let imperfections = Imperfections(chip.technology, network: network, prediction: spec.prediction)
    let connections = 0..<network.connectionCount
    // Rounding at random gives steps without pulses the number of pulses that they are worth.
    let scheme = inSitu.update.value == .exact ? PulseScheme.stochastic : inSitu.update.value
    let devices = InSituDevices(
      instance: ChipInstance(seed: spec.seed, chip: 0),
      sites: connections.map { DeviceSites(network, connection: $0, tileShape: tile) },
      magnitudes: imperfections.devices,
      pulses: PulseSettings(
        scheme: scheme, threshold: inSitu.threshold.si, longestTrain: inSitu.longestTrain,
        response: PulseTable(model, cycleNoise: imperfections.cycleNoise)))
    let counts = connections.map { network.rowCount($0) * network.nodeCount($0) }
    let tally = PulseTally(devices: counts, tileOfRow: chip.blocks.map(Self.tileOfRow))
    var settings = TrainingSettings(spec: spec, network: network)
    if inSitu.start == .programmed { settings.startValues = trained.values }
    settings.learningRates = settings.learningRates.map { inSitu.rate * $0 }
    let trainer = try Trainer(
      model: ResistiveModel(network), data: data, settings: settings, threads: threads,
      devices: PulsedUpdate(devices, network, tally: tally))
    var (progress, done) = (EpochProgress(), 0)
    if updates > 0 {
      try trainer.train(epoch: 0, &progress) { _ in
        done += 1
        return done < updates
      }
    }
    let found = tally.counted
    let samples = Double(max(1, progress.samples))
    func direction(_ d: PulseTally.Direction) -> Direction {
      Direction(
        pulses: Double(d.pulses) / samples,
        conductance: Conductance(si: d.pulses > 0 ? d.siemens / Double(d.pulses) : 0),
        rowSlots: d.rowSlots.map { Double($0) / samples }, criticalSlots: Double(d.criticalSlots) / samples)
    }
    (up, down) = (direction(found.up), direction(found.down))
    (self.devices, self.updates, batch) = (counts.reduce(0, +), done, settings.batch)
    samplesPerEpoch = trainer.sampleCount
    busiest = Double(found.perDevice.joined().max() ?? 0) / samples
  }

  /// Row of tiles of every network row of a block.
  private static func tileOfRow(_ block: TileBlock) -> [Int] {
    var result = [Int](repeating: 0, count: block.rowCount)
    let height = block.tiles.first?.rows.count ?? 1
    for (physical, row) in block.rowOrder.enumerated() { result[row] = physical / height }
    return result
  }
}
