/// What samples are answered with: it decides their targets, the metric of answers, and which costs make sense.
package enum TargetKind: String, Sendable, CaseIterable, Codable {
  /// One of several classes.
  case label
  /// Numbers, as many as the network has output values.
  case vector
}
