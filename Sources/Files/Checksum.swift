/// A 64-bit FNV-1a hash: detects accidents (other settings, damaged files), not attacks.
package enum Checksum {
  /// The hash of some bytes.
  package static func value(of bytes: some Sequence<UInt8>, from seed: UInt64 = 0xcbf2_9ce4_8422_2325)
    -> UInt64
  {
    var hash = seed
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return hash
  }
  /// The hash as 16 hexadecimal digits.
  package static func text(of bytes: some Sequence<UInt8>) -> String {
    let digits = String(value(of: bytes), radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
