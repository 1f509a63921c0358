import Diagnostics

/// What a trained network shows beside its accuracy.
package struct TrainingSigns: Sendable {
  /// Share of the trained weights at the ends of their range; nil: they have none.
  package var shareAtEnds: Double?
  /// Of each hidden layer, the share of neurons that no sample moves; empty: not known.
  package var deadShares: [Double]
  /// Where the spec has each hidden layer.
  package var layerLocations: [SourceLocation]

  /// Makes signs.
  package init(shareAtEnds: Double? = nil, deadShares: [Double] = [], layerLocations: [SourceLocation] = []) {
    (self.shareAtEnds, self.deadShares) = (shareAtEnds, deadShares)
    self.layerLocations = layerLocations
  }
}
