/// Everything about how and of what a chip is made: one process, one synapse device, one neuron circuit and
/// the circuits around the arrays.
///
/// ```swift
/// let technology = try TechnologyLibrary().load("sky130-reram")
/// print(technology.device.maximumConductance.value)  // 99.3 uS
/// ```
package struct Technology: Sendable, Equatable {
  /// Name in the library, or the file's own name.
  package var name: String
  /// One sentence.
  package var summary: String
  /// The CMOS process and its wires.
  package var process: Process
  /// The element that holds a weight.
  package var device: SynapseDevice
  /// The rectifier and amplifier of a hidden neuron.
  package var neuron: NeuronCircuit
  /// Drivers, sense and nudge circuits.
  package var peripherals: Peripherals
}
