/// Which state a minibatch's free phase starts from.
package enum PhaseStart: String, Sendable, CaseIterable {
  /// All nodes at 0 V.
  case fresh
  /// The state under +β of the minibatch before; 0 V for the first of an epoch and for test samples.
  case carried
}
