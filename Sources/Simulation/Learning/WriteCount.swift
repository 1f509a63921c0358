/// Changes of the levels of synapses since the start of a training: what a device's write endurance must cover.
public struct WriteCount: Sendable, Equatable, Codable {
  /// Number of synapses on levels.
  public var synapses: Int
  /// Updates of the parameters.
  public var updates: Int
  /// Changes of all synapses.
  public var changes: Int
  /// Changes of the synapse that changed most.
  public var largest: Int
  /// Devices that a change writes: both of a 2T2R pair when a binary weight flips.
  public var devicesPerChange: Int

  /// Makes a count.
  public init(synapses: Int, updates: Int, changes: Int, largest: Int, devicesPerChange: Int) {
    (self.synapses, self.updates, self.changes) = (synapses, updates, changes)
    (self.largest, self.devicesPerChange) = (largest, devicesPerChange)
  }

  /// Writes of all devices.
  public var deviceWrites: Int { devicesPerChange * changes }
  /// Changes of a synapse in an update, in the mean.
  public var rate: Double { perSynapse / Double(max(1, updates)) }
  /// Changes of a synapse, in the mean.
  public var perSynapse: Double { Double(changes) / Double(max(1, synapses)) }

  /// Adds an array of weights.
  package mutating func add(synapses: Int, counts: some Sequence<Double>) {
    self.synapses += synapses
    for count in counts {
      changes += Int(count)
      largest = max(largest, Int(count))
    }
  }
}

extension WriteCount {
  private enum CodingKeys: String, CodingKey {
    case synapses, updates, changes, largest, devicesPerChange, deviceWrites, rate
  }

  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    func read(_ key: CodingKeys) throws -> Int { try values.decode(Int.self, forKey: key) }
    self.init(
      synapses: try read(.synapses), updates: try read(.updates), changes: try read(.changes),
      largest: try read(.largest), devicesPerChange: try read(.devicesPerChange))
  }

  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(synapses, forKey: .synapses)
    try values.encode(updates, forKey: .updates)
    try values.encode(changes, forKey: .changes)
    try values.encode(largest, forKey: .largest)
    try values.encode(devicesPerChange, forKey: .devicesPerChange)
    // What follows from these, for readers.
    try values.encode(deviceWrites, forKey: .deviceWrites)
    try values.encode(rate, forKey: .rate)
  }
}
