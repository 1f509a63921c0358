import Expressions

/// How a circuit is measured: what is around it, what is varied, what is seen, and what should be seen.
package struct Bench: Sendable {
  /// What should be seen, as a function of what is varied.
  package enum Transfer: Sendable, Equatable {
    /// A line through a point; without a gain, the gain is only measured.
    case linear(gain: Double?, at: Double, value: Double)
    /// The larger one of the input and a value.
    case atLeast(Double)
    /// The smaller one of the input and a value.
    case atMost(Double)
    /// High above a threshold and low below it.
    case decision(threshold: Double)
  }

  /// What is seen.
  package enum Response: Sendable, Equatable {
    /// Volts of a net.
    case voltage(String)
    /// Amperes that a voltage source delivers from its positive net.
    case current(from: String)
  }

  /// The values that the stimulus takes.
  package struct Sweep: Sendable, Equatable {
    /// From where to where.
    package var range: ClosedRange<Double>
    /// The number of steps between.
    package var steps: Int
    /// How far the response may be from where it should be, its error at the centre aside, in its own unit.
    package var tolerance: Double

    package init(_ range: ClosedRange<Double>, steps: Int, tolerance: Double) {
      (self.range, self.steps, self.tolerance) = (range, steps, tolerance)
    }
  }

  /// A step of the stimulus.
  package struct Step: Sendable, Equatable {
    /// From where to where.
    package var initial, final: Double
    /// Seconds that the response is looked at.
    package var duration: Double

    package init(from initial: Double, to final: Double, duration: Double) {
      (self.initial, self.final, self.duration) = (initial, final, duration)
    }
  }

  /// Lower-case name, one word.
  package var name: String
  /// One sentence: what is measured.
  package var summary: String
  /// Sources, loads and the circuit itself. The supply is a voltage source named `dd`.
  package var elements: [Element]
  /// The source that is varied: the name of a voltage or current source among the elements.
  package var stimulus: String
  /// Its value at rest.
  package var centre: Double
  /// What is seen.
  package var response: Response
  /// What should be seen.
  package var transfer: Transfer
  /// The DC transfer; nil = not measured.
  package var sweep: Sweep?
  /// Whether the response to small signals is measured, and its noise where it is a voltage.
  package var hasSmallSignal = false
  /// A step; nil = not measured.
  package var step: Step?
  /// A voltage source of 0 V named `loop`, between the net where a feedback loop is driven and the one where it is
  /// sensed: these nets; nil = no loop is broken.
  package var loop: (driven: String, sensed: String)?

  /// The elements with another course of the stimulus.
  package func elements(stimulus waveform: Waveform) -> [Element] {
    elements.map { element in
      guard element.name == stimulus else { return element }
      var result = element
      switch element.kind {
      case .voltageSource: result.kind = .voltageSource(waveform)
      case .currentSource: result.kind = .currentSource(waveform)
      default: preconditionFailure("the stimulus of a bench is a source")
      }
      return result
    }
  }

  /// Whether the stimulus is a current.
  package var isCurrentDriven: Bool {
    elements.contains { element in
      guard element.name == stimulus, case .currentSource = element.kind else { return false }
      return true
    }
  }
}

extension Bench.Transfer {
  /// What should be seen at a value of the stimulus; nil where only a gain or a threshold is looked for.
  package func expected(at x: Double) -> Double? {
    switch self {
    case .linear(let gain?, let at, let value): value + gain * (x - at)
    case .atLeast(let bound): max(x, bound)
    case .atMost(let bound): min(x, bound)
    case .linear(nil, _, _), .decision: nil
    }
  }
}

extension Element {
  /// A source of constant volts against ground.
  package static func supply(_ name: String, _ net: String, volts: Double) -> Element {
    Element(name, .voltageSource(.constant(volts)), [net, Circuit.ground])
  }
  /// A source of constant amperes from one net into another.
  package static func current(_ name: String, from: String, into: String, amperes: Double) -> Element {
    Element(name, .currentSource(.constant(amperes)), [from, into])
  }
  /// A resistor.
  package static func resistor(_ name: String, _ a: String, _ b: String, ohms: Double) -> Element {
    Element(name, .resistor(.number(ohms)), [a, b])
  }
  /// A capacitor.
  package static func capacitor(_ name: String, _ a: String, _ b: String, farads: Double) -> Element {
    Element(name, .capacitor(.number(farads)), [a, b])
  }
  /// The source of 0 V that breaks a loop for small signals.
  package static func loop(driven: String, sensed: String) -> Element {
    Element("loop", .voltageSource(.constant(0)), [sensed, driven])
  }
}
