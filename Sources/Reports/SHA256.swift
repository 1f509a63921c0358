import CCrypto
import Foundation

/// SHA-256 through the system's libcrypto.
public enum SHA256 {
  /// Hexadecimal digest of a file, read in pieces.
  /// - Throws: what `FileHandle` throws when the file cannot be read.
  public static func digest(ofFile url: URL) throws -> String {
    let handle = try FileHandle(forReadingFrom: url)
    defer { try? handle.close() }
    return try digest { try handle.read(upToCount: 1 << 20) }
  }

  /// Hexadecimal digest of bytes.
  public static func digest(of bytes: [UInt8]) -> String {
    var pieces = [Data(bytes)].makeIterator()
    return digest { pieces.next() }
  }

  private static func digest(of next: () throws -> Data?) rethrows -> String {
    let context = EVP_MD_CTX_new()
    defer { EVP_MD_CTX_free(context) }
    EVP_DigestInit_ex(context, EVP_sha256(), nil)
    while let piece = try next(), !piece.isEmpty {
      piece.withUnsafeBytes { _ = EVP_DigestUpdate(context, $0.baseAddress, $0.count) }
    }
    var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
    var length: UInt32 = 0
    EVP_DigestFinal_ex(context, &digest, &length)
    return digest.prefix(Int(length)).map { byte in
      let text = String(byte, radix: 16)
      return text.count == 1 ? "0" + text : text
    }.joined()
  }
}
