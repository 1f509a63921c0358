import Datasets

/// One sample of a minibatch.
package struct TargetedInput: Sendable {
  /// Input values in 0…1.
  package var values: [Double]
  /// What it is to be answered with.
  package var target: Target

  /// Makes a sample.
  package init(values: [Double], target: Target) { (self.values, self.target) = (values, target) }
}

/// What an engine found out about a minibatch.
package struct BatchResult<Parameters: Sendable>: Sendable {
  /// The rule's estimate of the mean of ∂C/∂θ over the samples, V² per unit of θ.
  package var gradient: Parameters
  /// Σ of the costs of the free states, V².
  package var cost = 0.0
  /// Samples whose free state names the wrong class.
  package var errors = 0
  /// Σ of what the free states leave unexplained of the target values; nil: targets are classes.
  package var unexplained: Double?
  /// Σ of the sweeps of all phases.
  package var sweeps = 0
  /// Number of relaxations.
  package var phases = 0
  /// Relaxations that ended above the tolerance.
  package var unconverged = 0
  /// Largest residual of all phases.
  package var residual = 0.0

  /// A result without figures.
  init(gradient: Parameters) { self.gradient = gradient }

  /// Counts a relaxation.
  mutating func add(_ report: RelaxationReport) {
    sweeps += report.sweeps
    phases += 1
    unconverged += report.converged ? 0 : 1
    residual = max(residual, report.residual)
  }
}
