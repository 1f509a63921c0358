/// The type of the numbers of a `.npy` file, as its `descr` has it: byte order, kind and size, such as `<f8`.
struct NPYType {
  /// Bytes a number.
  let size: Int
  /// Whether it is an unsigned byte.
  let isByte: Bool
  private let isBigEndian: Bool
  private let number: @Sendable (UnsafeRawBufferPointer, Int, Bool) -> Double

  /// The kinds that are read.
  static let names = ["b1", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8"]

  /// - Returns: nil for types that are no such numbers.
  init?(_ descr: Substring) {
    let order = descr.first
    let name = order.map { "<>|=".contains($0) } ?? false ? String(descr.dropFirst()) : String(descr)
    isBigEndian = order == ">"
    isByte = name == "u1"
    func whole<T: FixedWidthInteger & SendableMetatype>(_: T.Type)
      -> @Sendable (UnsafeRawBufferPointer, Int, Bool) -> Double
    {
      { bytes, offset, isBig in
        let value = bytes.loadUnaligned(fromByteOffset: offset, as: T.self)
        return Double(isBig ? T(bigEndian: value) : T(littleEndian: value))
      }
    }
    switch name {
    // NumPy reads any byte but 0 as true.
    case "b1": (size, number) = (1, { bytes, offset, _ in bytes[offset] == 0 ? 0 : 1 })
    case "i1": (size, number) = (1, whole(Int8.self))
    case "i2": (size, number) = (2, whole(Int16.self))
    case "i4": (size, number) = (4, whole(Int32.self))
    case "i8": (size, number) = (8, whole(Int64.self))
    case "u1": (size, number) = (1, whole(UInt8.self))
    case "u2": (size, number) = (2, whole(UInt16.self))
    case "u4": (size, number) = (4, whole(UInt32.self))
    case "u8": (size, number) = (8, whole(UInt64.self))
    case "f2":
      (size, number) = (2, { Double(Float16(bitPattern: Self.word($0, $1, $2))) })
    case "f4":
      (size, number) = (4, { Double(Float(bitPattern: Self.word($0, $1, $2))) })
    case "f8":
      (size, number) = (8, { Double(bitPattern: Self.word($0, $1, $2)) })
    default: return nil
    }
  }

  private static func word<T: FixedWidthInteger>(
    _ bytes: UnsafeRawBufferPointer, _ offset: Int, _ isBigEndian: Bool
  ) -> T {
    let value = bytes.loadUnaligned(fromByteOffset: offset, as: T.self)
    return isBigEndian ? T(bigEndian: value) : T(littleEndian: value)
  }

  /// The numbers in some bytes, whose count is a multiple of ``size``.
  func numbers(_ body: ArraySlice<UInt8>) -> [Double] {
    body.withUnsafeBytes { bytes in
      (0..<bytes.count / size).map { number(bytes, $0 * size, isBigEndian) }
    }
  }
}
