/// Changes of the levels of synapses since the start of a training: what a device's write endurance must cover.
package struct WriteCount: Sendable, Equatable, Codable {
  /// Number of synapses on levels.
  package var synapses: Int
  /// Updates of the parameters.
  package var updates: Int
  /// Changes of all synapses.
  package var changes: Int
  /// Changes of the synapse that changed most.
  package var largest: Int
  /// Devices that a change writes: both of a 2T2R pair when a binary weight flips.
  package var devicesPerChange: Int

  /// Makes a count.
  package init(synapses: Int, updates: Int, changes: Int, largest: Int, devicesPerChange: Int) {
    (self.synapses, self.updates, self.changes) = (synapses, updates, changes)
    (self.largest, self.devicesPerChange) = (largest, devicesPerChange)
  }

  /// Writes of all devices.
  package var deviceWrites: Int { devicesPerChange * changes }
  /// Changes of a synapse in an update, in the mean.
  package var rate: Double { perSynapse / Double(max(1, updates)) }
  /// Changes of a synapse, in the mean.
  package var perSynapse: Double { Double(changes) / Double(max(1, synapses)) }

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

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    func read(_ key: CodingKeys) throws -> Int { try values.decode(Int.self, forKey: key) }
    self.init(
      synapses: try read(.synapses), updates: try read(.updates), changes: try read(.changes),
      largest: try read(.largest), devicesPerChange: try read(.devicesPerChange))
  }

  package func encode(to encoder: any Encoder) throws {
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
