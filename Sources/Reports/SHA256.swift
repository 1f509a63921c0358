import CCrypto
import Diagnostics
import Foundation

/// SHA-256 through the system's libcrypto.
package enum SHA256 {
  /// Hexadecimal digest of a file, read in pieces.
  /// - Throws: `RegularFile.Failure` for one that cannot be read, or is a pipe or device.
  package static func digest(ofFile url: URL) throws -> String {
    let file = try RegularFile(url.path)
    var piece = [UInt8](repeating: 0, count: 1 << 20)
    var digest = Digest()
    while case let count = try piece.withUnsafeMutableBytes({ try file.read(into: $0) }), count > 0 {
      piece.withUnsafeBytes { digest.update(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
    }
    return digest.text()
  }

  /// Hexadecimal digest of bytes.
  package static func digest(of bytes: [UInt8]) -> String {
    var digest = Digest()
    bytes.withUnsafeBytes { digest.update($0) }
    return digest.text()
  }

  /// A digest in the making.
  private struct Digest: ~Copyable {
    private let context = EVP_MD_CTX_new()

    init() { EVP_DigestInit_ex(context, EVP_sha256(), nil) }

    deinit { EVP_MD_CTX_free(context) }

    mutating func update(_ bytes: UnsafeRawBufferPointer) {
      _ = EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
    }

    mutating func text() -> String {
      var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
      var length: UInt32 = 0
      EVP_DigestFinal_ex(context, &digest, &length)
      return digest.prefix(Int(length)).map { byte in
        let text = String(byte, radix: 16)
        return text.count == 1 ? "0" + text : text
      }.joined()
    }
  }
}
