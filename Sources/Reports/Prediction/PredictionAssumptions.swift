import Devices
import Quantities
import Resistive
import Specification
import Technology

/// What the figures of a prediction assume, for its reports.
struct PredictionAssumptions {
  private let subject: PredictionSubject

  init(_ subject: PredictionSubject) { self.subject = subject }

  /// One sentence each: how is written, aged, wired; what is treated as perfect; what is assumed and not published.
  var sentences: [String] {
    let imperfections = subject.imperfections
    var sentences = [writing, age(imperfections), wires, reading]
    if subject.spec.training.engine.value == .fast {
      sentences.append(
        "the fast engine takes amplifiers and trained bias currents as perfect, whatever gain-spread and neuron-offset "
          + "say of hidden neurons, and so it does the input rows of chips that learn; it draws the noise of devices once a pass, so that chips "
          + "differ more than they do, and their mean does not")
    }
    if !imperfections.unstated.isEmpty {
      sentences.append(
        "treated as perfect, since '\(subject.technology.name)' does not state it: "
          + imperfections.unstated.map(\.phrase).joined(separator: ", "))
    }
    let assumed = assumptions.filter { !imperfections.replaced.contains($0.name) }
    if !assumed.isEmpty {
      sentences.append(
        "assumed, not published: "
          + assumed.map { "\($0.name.rawValue) \($0.name.fullText(imperfections[$0.name]))" }
          .joined(separator: ", "))
    }
    let replaced = ImperfectionName.allCases.filter(imperfections.replaced.contains)
    if !replaced.isEmpty {
      sentences.append(
        "set by the spec: "
          + replaced.map { "\($0.rawValue) \($0.fullText(imperfections[$0]))" }.joined(separator: ", "))
    }
    return sentences
  }

  private var writing: String {
    let write = subject.spec.prediction.write
    switch write.procedure.value {
    case .published: return "written with the programming error that is published for the device"
    case .singleShot:
      return "written by single shots of at most \(write.pulses) pulses, none of them looked at"
    case .writeVerify:
      return
        "written by at most \(write.pulses) pulses, with a look after each, to within "
        + "\(Figure.percent(write.tolerance.si)) of the range"
    }
  }

  private func age(_ imperfections: Imperfections) -> String {
    guard imperfections.age.si > 0 else { return "used at once after writing" }
    let place = imperfections.temperature.map { " at \($0)" } ?? ""
    return "used \(imperfections.age) after writing\(place)"
  }

  private var reading: String {
    "every inference reads each output node once, by a converter of its own"
      + (subject.spec.network.targets == .label ? ", and the first of the largest class values wins" : "")
  }

  private var wires: String {
    switch subject.spec.prediction.parasitics.value {
    case .ideal: "wires, drivers and sense circuits without resistance"
    case .effective:
      "every tile solved with its wires, trunks and drivers, as a linear operator at its terminals"
    case .solved: "all cells solved together with wires, trunks and drivers"
    }
  }

  /// Magnitudes that the technology's files label an assumption.
  private var assumptions: [(name: ImperfectionName, isAssumed: Bool)] {
    let technology = subject.technology
    let device = technology.device.variability
    let (neuron, periphery) = (technology.neuron.variability, technology.peripherals.variability)
    func assumed<Value>(_ constant: Cited<Value>?) -> Bool { constant?.provenance.isAssumption ?? false }
    let all: [(ImperfectionName, Bool)] = [
      (.deviceSpread, assumed(device.spread?.lower) || assumed(device.spread?.upper)),
      (.stepSpread, assumed(device.pulses?.stepSpread)),
      (.asymmetrySpread, assumed(device.pulses?.asymmetrySpread)),
      (.cycleNoise, assumed(device.pulses?.cycleNoise)),
      (.programming, assumed(device.programming?.deviation.coefficients)),
      (.stuckOff, assumed(device.faults?.off)), (.stuckOn, assumed(device.faults?.on)),
      (.neuronOffset, assumed(neuron.offset)), (.gainSpread, assumed(neuron.gain)),
      (.thresholdSpread, assumed(neuron.threshold)), (.nudgeSpread, assumed(periphery.nudge)),
      (.targetSpread, assumed(periphery.driver)), (.inputSpread, assumed(periphery.driver)),
      (.readoutNoise, assumed(periphery.readoutNoise)),
      (.readoutBits, assumed(periphery.readoutBits)),
    ]
    return all.filter(\.1).map { (name: $0.0, isAssumed: $0.1) }
  }
}
