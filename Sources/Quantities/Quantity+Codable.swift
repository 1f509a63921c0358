/// As its number in the coherent SI unit, for results that are kept: the same bits come back.
extension Quantity: Codable {
  package init(from decoder: any Decoder) throws {
    self.init(si: try decoder.singleValueContainer().decode(Double.self))
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(si)
  }
}
