import Quantities

/// The typed content of a spec file: the sections that all families share, and the keys of its family.
///
/// Names (technology, data set, learning rule) are looked up by the modules that own them; everything else is already checked for
/// type, unit and range. The family's keys read as if they were the spec's own: `spec.network`.
@dynamicMemberLookup
package struct Spec<Keys: FamilyKeys>: Sendable, Equatable {
  /// A lower-case identifier; names the top cell and the output files.
  package var name: Located<String>
  /// Seed of every random number.
  package var seed: UInt64
  /// The samples it learns from.
  package var data: DataSpec
  /// How it learns.
  package var training: TrainingSpec<Keys.Training>
  /// What is predicted of the chips, and how; the standard one for families without chips.
  package var prediction = PredictionSpec.standard
  /// What must hold; of a family without chips, what the training must reach.
  package var limits = LimitsSpec()
  /// Severities of checks, and what of them does not count.
  package var checks = ChecksSpec()
  /// The keys of the family.
  package var keys: Keys

  /// Makes a spec.
  package init(
    name: Located<String>, seed: UInt64, data: DataSpec, training: TrainingSpec<Keys.Training>, keys: Keys
  ) {
    (self.name, self.seed, self.data) = (name, seed, data)
    (self.training, self.keys) = (training, keys)
  }

  /// A key of the family.
  package subscript<Value>(dynamicMember key: WritableKeyPath<Keys, Value>) -> Value {
    get { keys[keyPath: key] }
    set { keys[keyPath: key] = newValue }
  }

  /// A key of the family.
  package subscript<Value>(dynamicMember key: KeyPath<Keys, Value>) -> Value { keys[keyPath: key] }
}

/// The version of the spec format that `grenadyn:` names.
package enum SpecFormat {
  /// The one that is read and written.
  package static let version = 1
}
