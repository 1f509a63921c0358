/// Everything about how and of what a chip is made: one process, one synapse device, one neuron circuit and
/// the circuits around the arrays.
///
/// ```swift
/// let technology = try TechnologyLibrary().load("sky130-reram")
/// print(technology.device.maximumConductance.value)  // 99.3 uS
/// ```
public struct Technology: Sendable, Equatable {
  /// Name in the library, or the file's own name.
  public var name: String
  /// One sentence.
  public var summary: String
  /// The CMOS process and its wires.
  public var process: Process
  /// The element that holds a weight.
  public var device: SynapseDevice
  /// The rectifier and amplifier of a hidden neuron.
  public var neuron: NeuronCircuit
  /// Drivers, sense and nudge circuits.
  public var peripherals: Peripherals
}
