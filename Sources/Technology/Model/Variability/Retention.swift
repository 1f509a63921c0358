import Quantities

/// What time and temperature do to a programmed conductance.
package struct Retention: Sendable, Equatable {
  /// Power-law drift; nil = none is stated.
  package var drift: Drift?
  /// Spread that grows after programming; nil = none is stated.
  package var relaxation: Relaxation?
  /// At which temperature the above was measured, and how it goes faster; nil = not stated.
  package var temperature: TemperatureLaw?

  /// g(t) = g (t/t₀)^(−ν), with ν of each device normal with a mean and a spread that depend on its conductance
  /// (phase-change memory: Nandakumar et al., ICECS 2019).
  package struct Drift: Sendable, Equatable {
    /// t₀, the time after programming at which the conductance is the programmed one.
    package var start: Cited<TimeSpan>
    /// Mean of ν.
    package var exponent: ClippedLogarithm
    /// Standard deviation of ν over devices.
    package var exponentSpread: ClippedLogarithm
    /// The conductance at which x = 1.
    package var fullScale: Cited<Conductance>
  }

  /// clip(slope · ln x + value at x = 1, lowest, highest).
  package struct ClippedLogarithm: Sendable, Equatable {
    /// Slope by ln x.
    package var slope: Cited<Ratio>
    /// Value at x = 1.
    package var intercept: Cited<Ratio>
    /// Lower limit.
    package var lowest: Cited<Ratio>
    /// Upper limit.
    package var highest: Cited<Ratio>

    /// The value at x > 0.
    package func callAsFunction(_ logarithm: Double) -> Double {
      min(max(slope.value.si * logarithm + intercept.value.si, lowest.value.si), highest.value.si)
    }
  }

  /// Standard deviation around the target as measured at some times after programming, the programming error included.
  package struct Relaxation: Sendable, Equatable {
    /// At least one, in the order of time.
    package var points: [Point]

    /// One measurement.
    package struct Point: Sendable, Equatable {
      /// Time after programming.
      package var time: Cited<TimeSpan>
      /// Standard deviation at that time as a function of the target.
      package var deviation: ConductancePolynomial
    }
  }

  /// Arrhenius law: t at T is worth t · exp(E_a/k_B (1/T_ref − 1/T)) at T_ref.
  package struct TemperatureLaw: Sendable, Equatable {
    /// T_ref of the measurements.
    package var reference: Cited<Temperature>
    /// E_a; nil = not stated, so that only T_ref can be asked for.
    package var activationEnergy: Cited<Energy>?
  }
}
