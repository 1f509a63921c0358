import Fabrics
import Quantities
import Resistive
import Specification
import Technology

@testable import Mapping

/// A network without a spec.
func network(
  inputs: Int, encoding: InputEncoding = .complementary, bias: Double? = 0.2, hidden: [Int], classes: Int,
  output: OutputEncoding = .single, technology: Technology
) -> ResistiveNetwork {
  ResistiveNetwork(
    input: InputLayer(shape: [inputs], encoding: encoding, fullScale: Voltage(si: 0.4)),
    bias: bias.map { Voltage(si: $0) }, hidden: hidden.map { HiddenLayer(units: $0) },
    output: OutputLayer(classes: classes, encoding: output, target: Voltage(si: 0.05)),
    nonlinearityVoltage: nil,
    rectifier: Rectifier(onConductance: Conductance(si: 0.1), forwardVoltage: .zero),
    conductanceRange: technology.device.conductanceRange)
}
