import Activity
import Datasets
import Devices
import Fabrics
import Learning
import Mapping
import Quantities
import Specification
import Technology

extension UpdateActivity {
  /// Trains for a while.
  /// - Parameters:
  ///   - trained: what a chip that starts `programmed` starts from.
  ///   - updates: at most one epoch of them.
  /// - Returns: nil for a device that does not state what a pulse does.
  /// - Throws: what the training throws.
  package init?(
    _ network: ResistiveNetwork, _ chip: Chip, spec: ChipSpec, trained: Conductances, data: Dataset,
    updates: Int, threads: Int? = nil
  ) throws {
    let (device, inSitu, tile) = (chip.technology.device, spec.prediction.inSitu, chip.tileShape)
    guard PulseModel(device) != nil else { return nil }
    let imperfections = Imperfections(
      chip.technology, fabric: chip.fabric, prediction: spec.prediction, estimate: spec.estimate)
    var scheme = LearningScheme(spec, imperfections)
    scheme.update = scheme.circuit
    let parts = InSituParts(spec, network, chip, imperfections, scheme: scheme)
    let instance = ChipInstance(seed: spec.seed, chip: 0)
    var network = network
    network.mismatch = imperfections.neurons(of: chip.fabric, instance)
    let devices = parts.devices(network.fabric, instance)
    let counts = (0..<network.connectionCount).map { network.rowCount($0) * network.nodeCount($0) }
    let tally = PulseTally(
      devices: counts, tileOfRow: chip.blocks.map(Self.tileOfRow),
      compliance: (
        device.complianceConductance(ofPulseUp: true).si, device.complianceConductance(ofPulseUp: false).si
      ))
    let pulsed = PulsedUpdate(devices, network, tally: tally)
    var start = inSitu.start == .scratch ? parts.scratch(network) : trained
    var noise: DeviceNoise?
    // What cannot be written is an error of the prediction, and no reason not to price.
    if let writer = try? DeviceWriter(
      device, imperfections, prediction: spec.prediction, tileShape: tile)
    {
      start = writer.write(start, of: network.fabric, into: instance).conductances
      noise = writer.noise(of: network.fabric, instance)
    }
    var settings = parts.settings
    settings.startValues = start.values
    let trainer = try Trainer(
      model: ResistiveModel(network), data: data.converted(bits: imperfections.inputBits), settings: settings,
      threads: threads, devices: pulsed,
      chip: parts.chip(devices, network.fabric, noise: noise))
    let meanConductances = start.values.map {
      Conductance(si: $0.reduce(0, +) / Double(max(1, $0.count)))
    }
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
        connectionPulses: d.connectionPulses.map { Double($0) / samples },
        conductance: Conductance(si: d.pulses > 0 ? d.siemens / Double(d.pulses) : 0),
        rowSlots: d.rowSlots.map { Double($0) / samples }, criticalSlots: Double(d.criticalSlots) / samples)
    }
    self.init(
      up: direction(found.up), down: direction(found.down), count: pulsed.count,
      devices: counts.reduce(0, +), samples: progress.samples, meanConductances: meanConductances,
      updates: done, batch: settings.batch, samplesPerEpoch: trainer.sampleCount,
      busiest: Double(found.perDevice.joined().max() ?? 0) / samples)
  }

  /// Row of tiles of every row of a block.
  private static func tileOfRow(_ block: TileBlock) -> [Int] {
    var result = [Int](repeating: 0, count: block.rowCount)
    let height = block.tiles.first?.rows.count ?? 1
    for (physical, row) in block.rowOrder.enumerated() { result[row] = physical / height }
    return result
  }
}
