import Fabrics
import Foundation
import Kernels
import Mapping
import Quantities
import Specification

/// Whether the loop of nodes and amplifiers comes to rest, and how.
///
/// Amplifiers without delay leave the network an energy, down which it flows. With a pole in each direction the way node →
/// row → next layer → back is a feedback of the strength A B D_w/D, and can swing for ever. The poles are those of
/// ``LoopCircuit`` with no input and no rectifier conducting: a rectifier that holds its node takes it out of the loop, and
/// inputs only raise the conductances that damp a node.
///
/// ```swift
/// if let loop = LoopStability(chip, conductances), !loop.isStable { … }
/// ```
package struct LoopStability: Sendable, Equatable, Codable {
  /// How the poles were found.
  package enum Method: String, Sendable, Codable {
    /// All of them, as the eigenvalues of a matrix.
    case eigenvalues
    /// The rightmost ones, by Arnoldi's method.
    case arnoldi
  }

  /// One pole, or a pair of conjugate ones.
  package struct Mode: Sendable, Equatable, Codable {
    /// Growth, per second: below 0 it decays.
    package var rate: Frequency
    /// Oscillation, radians per second; at least 0.
    package var angularFrequency: Frequency

    /// −1/rate: of the decay, or below 0 of the growth.
    package var timeConstant: TimeSpan { TimeSpan(si: -1 / rate.si) }
    /// Oscillations a second.
    package var frequency: Frequency { Frequency(si: angularFrequency.si / (2 * .pi)) }
    /// Damping ratio ζ = −Re λ/|λ|: 1 for a pole that does not swing, 0 for one that swings for ever, below 0 for one
    /// that grows.
    package var damping: Double {
      -rate.si / (rate.si * rate.si + angularFrequency.si * angularFrequency.si).squareRoot()
    }
    /// Q = 1/(2ζ).
    package var quality: Double { 1 / (2 * damping) }
  }

  /// The pole that is furthest to the right: the slowest decay, or the fastest growth.
  package var slowest: Mode
  /// The pole with the least damping.
  package var sharpest: Mode
  /// The largest A B D_w/D of a node.
  package var loopGain: Double
  /// Time constants of the slowest amplifiers, forward and back; the latter is an assumption.
  package var forwardLag, reverseLag: TimeSpan
  /// Number of states of the circuit.
  package var states: Int
  /// How the poles were found.
  package var method: Method

  /// Whether every mode decays.
  package var isStable: Bool { slowest.rate.si < 0 }

  /// Damping below which a loop has less than 45° of phase margin φ, the least that a text on amplifiers asks for
  /// (P. E. Allen, D. R. Holberg, CMOS Analog Circuit Design, chapter 6): ζ = sin(φ/2) of a loop of two poles.
  package static let leastDamping = sin(Double.pi / 8)

  /// States up to which all poles are looked for: about two seconds.
  static let mostStates = 800
  /// Nodes behind the first layer up to which Arnoldi's method is tried: 0.3 GB for their factors.
  private static let mostNodes = 6000

  /// Finds the poles of a chip; nil without amplifiers that take time, for networks too large to look at, and without
  /// memory for it.
  package init?(_ chip: Chip, _ conductances: Conductances, wires: WireModel = .lumped) {
    guard let circuit = LoopCircuit(chip, conductances, wires: wires) else { return nil }
    self.init(circuit)
  }

  /// Finds the poles of a circuit.
  /// - Parameter mostStates: up to which all poles are looked for.
  init?(_ circuit: LoopCircuit, mostStates: Int = LoopStability.mostStates) {
    states = circuit.stateCount
    let isSmall = states <= mostStates
    let dense = isSmall ? states : circuit.nodeCount - circuit.layers[0].count
    guard dense <= max(mostStates, Self.mostNodes),
      MachineMemory.available ?? .max > MachineMemory.ofOpenBLAS + 3 * 8 * dense * dense
    else { return nil }
    method = isSmall ? .eigenvalues : .arnoldi
    guard let poles = isSmall ? circuit.allPoles() : circuit.rightmostPoles(), let first = poles.first
    else { return nil }
    func mode(_ pole: LoopCircuit.Pole) -> Mode {
      Mode(
        rate: Frequency(si: pole.real / circuit.time),
        angularFrequency: Frequency(si: abs(pole.imaginary) / circuit.time))
    }
    slowest = mode(poles.reduce(first) { $1.real > $0.real ? $1 : $0 })
    sharpest = mode(
      poles.reduce(first) { $1.real / $1.magnitude > $0.real / $0.magnitude ? $1 : $0 })
    let amplifiers = circuit.layers.compactMap(\.amplifier)
    forwardLag = TimeSpan(si: (amplifiers.map(\.lag).max() ?? 0) * circuit.time)
    reverseLag = TimeSpan(si: (amplifiers.map(\.reverseLag).max() ?? 0) * circuit.time)
    loopGain = circuit.layers.reduce(0) { largest, layer in
      guard let amplifier = layer.amplifier else { return largest }
      return zip(amplifier.conductances, layer.conductances).reduce(largest) {
        max($0, amplifier.gain * amplifier.reverseGain * $1.0 / max($1.1, .leastNormalMagnitude))
      }
    }
    // Constants beyond all numbers say nothing.
    guard
      [slowest.timeConstant.si, slowest.frequency.si, sharpest.frequency.si, sharpest.damping, loopGain]
        .allSatisfy(\.isFinite)
    else { return nil }
  }
}
