import Foundation

extension ResultCache {
  /// What is kept of a kind of results; nil for nothing, or something else.
  package func value<Value: Decodable>(_ type: Value.Type = Value.self, for key: Key) -> Value? {
    self[key].flatMap { try? PropertyListDecoder().decode(type, from: $0) }
  }

  /// Keeps a result, if it can. As a binary property list, which keeps every bit of a number.
  package func keep(value: some Encodable, for key: Key) {
    let encoder = PropertyListEncoder()
    encoder.outputFormat = .binary
    if let data = try? encoder.encode(value) { keep(data, for: key) }
  }
}

/// One stage of a job: what is computed once and kept by a key of everything that it depends on.
///
/// ```swift
/// let activity = try KeptStage(cache, SpecKey.chip("activity", spec, …)).value { try ChipActivity(…) }
/// ```
struct KeptStage<Value: Codable> {
  private let cache: ResultCache?
  private let key: () -> ResultCache.Key

  /// - Parameters:
  ///   - cache: where results are kept; nil: nowhere.
  ///   - key: of all that the result depends on, asked again after it was computed.
  init(_ cache: ResultCache?, _ key: @autoclosure @escaping () -> ResultCache.Key) {
    (self.cache, self.key) = (cache, key)
  }

  /// The result that is kept, or the one that is computed now.
  func value(_ compute: () throws -> Value) rethrows -> Value {
    guard let cache else { return try compute() }
    let key = key()
    if let kept: Value = cache.value(for: key) { return kept }
    let value = try compute()
    // Not of files that have changed meanwhile.
    if key == self.key() { cache.keep(value: value, for: key) }
    return value
  }
}
