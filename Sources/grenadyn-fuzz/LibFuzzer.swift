#if FUZZING
  import Foundation

  /// libFuzzer, which the compiler links with `-sanitize=fuzzer`: it makes inputs, follows the code that they reach, and
  /// writes the one at hand to a file when the program traps, takes too long or too much memory.
  enum LibFuzzer {
    /// What its callbacks, which take no context, work on; set once, before it starts.
    nonisolated(unsafe) fileprivate static var read: @Sendable ([UInt8]) throws -> Void = { _ in }
    nonisolated(unsafe) fileprivate static var words: [[UInt8]]?

    /// Hands over to libFuzzer, with the program's arguments; how it ended.
    static func run(_ target: FuzzTarget, _ reader: @escaping @Sendable ([UInt8]) throws -> Void) -> Int32 {
      read = reader
      if target.isText, let seeds = try? target.seeds(FuzzTarget.project) {
        words = FuzzDictionary(seeds, isText: true).words
      }
      var count = CommandLine.argc
      var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
      return runDriver(&count, &arguments, readInput)
    }
  }

  private func readInput(_ data: UnsafePointer<UInt8>?, _ size: Int) -> Int32 {
    _ = FuzzTarget.outcome(of: Array(UnsafeBufferPointer(start: data, count: size)), LibFuzzer.read)
    return 0
  }

  @_silgen_name("LLVMFuzzerRunDriver")
  private func runDriver(
    _ count: UnsafeMutablePointer<Int32>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
    _ body: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
  ) -> Int32

  @_silgen_name("LLVMFuzzerMutate")
  private func mutateBytes(_ data: UnsafeMutablePointer<UInt8>, _ size: Int, _ most: Int) -> Int

  /// Half of the mutations of text keep its structure; all others are libFuzzer's own.
  @_cdecl("LLVMFuzzerCustomMutator")
  func mutate(_ data: UnsafeMutablePointer<UInt8>, _ size: Int, _ most: Int, _ seed: UInt32) -> Int {
    guard let words = LibFuzzer.words, seed % 2 == 0 else { return mutateBytes(data, size, most) }
    var mutation = TextMutation(seed: UInt64(seed), words: words)
    let result = mutation.mutated(Array(UnsafeBufferPointer(start: data, count: size))).prefix(most)
    for (index, byte) in result.enumerated() { data[index] = byte }
    return result.count
  }
#endif
