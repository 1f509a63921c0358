import Diagnostics
import Foundation
import Quantities
import Specification
import TestSupport
import Testing

@testable import Datasets

@Suite struct DataTests {
  private func request(
    _ set: String, _ path: URL? = nil, fraction: Double = 0.25, working: URL? = nil
  ) -> DataRequest {
    DataRequest(
      set: Located(set, at: here), path: path.map { Located($0.path, at: here) },
      testFraction: Located(Ratio(si: fraction), at: here), seed: 5, workingFolder: working)
  }

  /// The one diagnostic of a load that must fail, with a place and a file.
  private func failure(_ request: DataRequest, _ what: String, code: String = "GD0602") {
    let error = #expect(throws: DiagnosticsError.self) { try DataSets.load(request) }
    #expect(error?.diagnostics.count == 1)
    let diagnostic = error?.diagnostics.first
    #expect(diagnostic?.code == code)
    #expect(diagnostic?.message.contains(what) == true, "\(diagnostic?.message ?? "no message")")
    #expect(diagnostic?.location == here)
  }

  @Test func digitsAreSplitByClassAndSeed() throws {
    let data = try DataSets.load(request("digits", fraction: 0.2))
    #expect(data.shape == [8, 8])
    #expect(data.train.count + data.test.count == 1797)
    for digit in 0..<10 {
      let (train, test) = (data.train.labels.count { $0 == digit }, data.test.labels.count { $0 == digit })
      #expect(abs(Double(test) - 0.2 * Double(train + test)) <= 0.5)
    }
    #expect(data.train.values(3).allSatisfy { $0 >= 0 && $0 <= 1 })
    #expect((0..<data.train.count).contains { data.train.values($0).contains(1) })
    // The sum over all pixels of the file, 561718 sixteenths, is split without loss.
    let total = [data.train, data.test].flatMap { part in
      (0..<part.count).map { part.values($0).reduce(0, +) }
    }
    #expect(total.reduce(0, +) * 16 == 561_718)
    let again = try DataSets.load(request("digits", fraction: 0.2))
    #expect(again.test.labels == data.test.labels)
    var other = request("digits", fraction: 0.2)
    other.seed = 6
    #expect(try DataSets.load(other).test.labels != data.test.labels)
    var limited = request("digits")
    (limited.trainLimit, limited.testLimit) = (10, 4)
    let few = try DataSets.load(limited)
    #expect(few.train.count == 10 && few.test.count == 4)
    for fraction in [0, 1, -0.5, .nan] {
      failure(request("digits", fraction: fraction), "test fraction", code: "GD0607")
    }
  }

  /// The validation part is taken from the training samples only, class by class, and by the seed.
  @Test func validationPartIsKeptFromTraining() throws {
    let whole = try DataSets.load(request("digits"))
    #expect(whole.validation == nil)
    var request = request("digits")
    request.validationFraction = Located(Ratio(si: 0.1), at: here)
    let data = try DataSets.load(request)
    let validation = try #require(data.validation)
    #expect(data.test.labels == whole.test.labels && data.train.count + validation.count == whole.train.count)
    for digit in 0..<10 {
      let count = whole.train.labels.count { $0 == digit }
      #expect(abs(Double(validation.labels.count { $0 == digit }) - 0.1 * Double(count)) <= 0.5)
    }
    func sum(_ samples: Samples) -> Double { (0..<samples.count).flatMap { samples.values($0) }.reduce(0, +) }
    #expect(sum(data.train) + sum(validation) == sum(whole.train))
    request.seed = 6
    #expect(try DataSets.load(request).validation?.labels != validation.labels)
    // A share that rounds to nothing is an error of the data, not a division by nothing.
    request.validationFraction?.value = Ratio(si: 1e-4)
    let none = try DataSets.load(request)
    let error = #expect(throws: DiagnosticsError.self) { try none.check(inputCount: 64, classCount: 10) }
    #expect(error?.diagnostics.map(\.code) == ["GD0606"])
    #expect(error?.diagnostics.first?.message.contains("no validation samples") == true)
  }

  @Test func unknownNamesAndMissingFiles() throws {
    let folder = try TemporaryFolder()
    let error = #expect(throws: DiagnosticsError.self) { try DataSets.load(request("fasion-mnist")) }
    #expect(error?.diagnostics.first?.suggestion == "fashion-mnist")
    let missing = #expect(throws: DiagnosticsError.self) {
      try DataSets.load(request("mnist", working: folder.url))
    }
    #expect(missing?.diagnostics.first?.code == DataSets.missingCode)
    #expect(missing?.diagnostics.first?.advice == "tools/setup --data")
    failure(request("idx"), "path", code: "GD0603")
    failure(request("csv", folder.url.appendingPathComponent("no.csv")), "no.csv", code: "GD0601")
    failure(request("npy", folder.url.appendingPathComponent("no")), "no", code: "GD0601")
    failure(request("csv", folder.url), "has no .csv file with 'train' in its name", code: "GD0601")
    failure(request("csv", URL(fileURLWithPath: "/dev/zero")), "regular file")
  }

  private func idx(_ shape: [Int], _ bytes: [UInt8]) -> Data {
    let sizes = shape.flatMap { size in [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: size >> $0) } }
    return Data([0, 0, 8, UInt8(shape.count)] + sizes + bytes)
  }

  private func writeIDX(_ folder: URL) throws {
    for (prefix, count) in [("train", 3), ("t10k", 2)] {
      try idx([count, 2, 3], (0..<UInt8(count * 6)).map { $0 * 10 }).write(
        to: folder.appendingPathComponent("\(prefix)-images-idx3-ubyte"))
      try idx([count], (0..<UInt8(count)).map { $0 }).write(
        to: folder.appendingPathComponent("\(prefix)-labels-idx1-ubyte"))
    }
  }

  @Test func idxFiles() throws {
    let folder = try TemporaryFolder()
    try writeIDX(folder.url)
    let data = try DataSets.load(request("idx", folder.url))
    #expect(data.shape == [2, 3])
    #expect(data.train.labels == [0, 1, 2])
    #expect(data.test.values(1) == [60, 70, 80, 90, 100, 110].map { Double($0) / 255 })

    let images = folder.url.appendingPathComponent("train-images-idx3-ubyte")
    func bad(_ data: Data, _ what: String) throws {
      try data.write(to: images)
      failure(request("idx", folder.url), what)
    }
    try bad(Data([0, 0, 13, 3, 0, 0, 0, 1]), "00 00 0d 03")
    try bad(Data([0, 0]), "IDX")
    try bad(Data([0, 0, 8, 3, 0, 0]), "header is truncated")
    try bad(idx([3, 2, 3], [1, 2, 3]), "3×2×3")
    try bad(idx([3, 0, 3], []), "no values")
    try bad(idx([0xffff_ffff, 0xffff_ffff, 0xffff_ffff, 0], []), "no values")
    try bad(idx([0xffff_ffff, 0xffff_ffff, 0xffff_ffff], [1]), "header says")
    try bad(idx([4, 2, 3], [UInt8](repeating: 1, count: 24)), "3 labels for 4 images")
    try bad(idx([18], [UInt8](repeating: 1, count: 18)), "dimension")
    try bad(idx([3, 3, 2], [UInt8](repeating: 1, count: 18)), "[3, 2]")
    // "hello" packed by gzip, then cut and damaged.
    let packed = Data(base64Encoded: "H4sIAAAAAAAAA8tIzcnJBwCGphA2BQAAAA==") ?? Data()
    try bad(packed, "IDX")
    try bad(packed.dropLast(6), "truncated")
    var damaged = packed
    damaged[13] ^= 0xff
    try bad(damaged, "gzip")
  }

  @Test func aSmallPackedFileDoesNotFillTheMemory() throws {
    #expect(FileBytes.unpackedLimit(0) == 16 << 20)
    #expect(FileBytes.unpackedLimit(200_000) == 20_000_000)
    #expect(
      FileBytes.unpackedLimit(1 << 40) == FileBytes.limit && FileBytes.unpackedLimit(.max) <= FileBytes.limit)
    let folder = try TemporaryFolder()
    let file = folder.url.appendingPathComponent("x.csv.gz")
    // Sixty-four megabytes of zeros.
    try #require(
      system("head -c 67108864 /dev/zero | gzip -9 > '\(file.path)'") == 0)
    #expect((try FileManager.default.attributesOfItem(atPath: file.path)[.size] as? Int ?? 0) < 100_000)
    failure(request("csv", file), "unpacks to more than 16777216 bytes")
    failure(request("npy", folder.url), "does not exist", code: "GD0601")
    for name in ["x.npy", "y.npy"] {
      try FileManager.default.copyItem(at: file, to: folder.url.appendingPathComponent(name))
    }
    failure(request("npy", folder.url), "unpacks to more than")
  }

  @Test func aLineOfCommasIsNoTable() throws {
    let folder = try TemporaryFolder()
    let file = folder.url.appendingPathComponent("x.csv")
    try Data(repeating: UInt8(ascii: ","), count: 1 << 21).write(to: file)
    failure(request("csv", file), "the line has more than 1048576 fields")
  }

  @Test func pipesAndDevicesAreNoData() throws {
    let folder = try TemporaryFolder()
    let pipe = folder.url.appendingPathComponent("x.npy")
    #expect(mkfifo(pipe.path, 0o600) == 0)
    failure(request("npy", folder.url), "not a regular file")
    failure(request("csv", pipe), "not a regular file")
    failure(request("csv", URL(fileURLWithPath: "/dev/zero")), "not a regular file")
    let place = SourceLocation(file: "s.yaml", line: 1, column: 1)
    for path in [pipe.path, "/dev/zero"] {
      #expect(throws: (any Error).self) {
        _ = try WeightFiles.read(Located(path, at: place), expected: [])
      }
    }
  }

  /// Records of CIFAR-10's binary version: the label, then value(plane, pixel) of 3 planes of 1024 pixels.
  private func cifar(_ labels: [UInt8], _ value: (_ plane: Int, _ pixel: Int) -> UInt8) -> Data {
    Data(labels.flatMap { label in [label] + (0..<3072).map { value($0 / 1024, $0 % 1024) } })
  }

  @Test func cifar10Batches() throws {
    let folder = try TemporaryFolder()
    func write(_ name: String, _ data: Data) throws {
      try data.write(to: folder.url.appendingPathComponent(name))
    }
    for batch in 1...5 {
      try write(
        "data_batch_\(batch).bin",
        cifar([UInt8(batch), 0]) { plane, pixel in UInt8(10 * batch + plane) &+ UInt8(pixel % 32) })
    }
    let data = try DataSets.load(request("cifar10", folder.url))
    #expect(data.name == "CIFAR-10 (batch 5 as test)")
    #expect(data.shape == [3, 32, 32])
    #expect(data.train.labels == [1, 0, 2, 0, 3, 0, 4, 0] && data.test.labels == [5, 0])
    // Third batch, second record: the red, green and blue planes at line 1, column 1.
    let values = data.train.values(5)
    for plane in 0..<3 { #expect(values[1024 * plane + 33] == Double(31 + plane) / 255) }

    // The official test batch, of other length, is the test part where it is; all five batches are trained on.
    try write("test_batch.bin", cifar([9]) { _, _ in 255 })
    let official = try DataSets.load(request("cifar10", folder.url))
    #expect(official.name == "cifar10")
    #expect(official.train.count == 10 && official.test.labels == [9])
    #expect(official.test.values(0).allSatisfy { $0 == 1 })

    func bad(_ data: Data, _ what: String) throws {
      try write("data_batch_2.bin", data)
      failure(request("cifar10", folder.url), what)
    }
    try bad(cifar([1, 2]) { _, _ in 0 }.dropLast(), "6145 bytes, 3072 after the last whole record")
    try bad(cifar([1]) { _, _ in 0 } + [3], "data_batch_2.bin': it has 3074 bytes, 1 after")
    try bad(Data(), "0 bytes")
    try bad(cifar([1, 10]) { _, _ in 0 }, "record 2 has the label 10; expected 0 to 9")
    for name in ["data_batch_2.bin", "data_batch_5.bin"] {
      try FileManager.default.removeItem(at: folder.url.appendingPathComponent(name))
    }
    failure(
      request("cifar10", folder.url), "lacks data_batch_2.bin, data_batch_5.bin", code: DataSets.missingCode)
    failure(request("cifar10", working: folder.url), ".data/cifar10' lacks", code: DataSets.missingCode)
  }

  @Test func fashionMNISTWhereInstalled() throws {
    guard FileManager.default.fileExists(atPath: FashionMNISTData.debianFolder) else { return }
    let folder = try TemporaryFolder()
    var request = request("fashion-mnist", working: folder.url)
    (request.trainLimit, request.testLimit) = (100, 50)
    let data = try DataSets.load(request)
    #expect(data.shape == [28, 28])
    // The first labels of the published files.
    #expect(data.train.labels.prefix(5) == [9, 0, 0, 3, 0])
    #expect(data.test.labels.prefix(5) == [9, 2, 1, 1, 6])
  }

  @Test func npyRoundTripAndBytes() throws {
    let folder = try TemporaryFolder()
    let file = folder.url.appendingPathComponent("a.npy")
    let array = NPYFile(shape: [2, 3], values: [1, -2.5, .pi, 1e-300, 0, 40e-6])
    try Data(array.encoded()).write(to: file)
    #expect(try NPYFile(reading: file) == array)
    let bytes = array.encoded()
    // What numpy.save writes: header and padding to 128 bytes.
    #expect(bytes.count == 128 + 48)
    #expect(
      String(decoding: bytes[10..<70], as: UTF8.self).hasPrefix("{'descr': '<f8', 'fortran_order': False, "))
    #expect(bytes[127] == 10)
  }

  private func npy(_ descr: String, _ shape: String, _ body: [UInt8], order: String = "False") -> Data {
    let header = "{'descr': '\(descr)', 'fortran_order': \(order), 'shape': \(shape), }\n"
    return Data(
      [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(header.utf8.count), 0] + Array(header.utf8) + body)
  }

  @Test func npyDataSets() throws {
    let folder = try TemporaryFolder()
    func write(_ name: String, _ data: Data) throws {
      try data.write(to: folder.url.appendingPathComponent(name))
    }
    func ints(_ values: [Int64]) -> [UInt8] {
      values.flatMap { value in (0..<8).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }
    }
    let floats: [UInt8] = [Float(0.5), 1, -1, 3].flatMap { value in
      (0..<4).map { UInt8(truncatingIfNeeded: value.bitPattern >> (8 * $0)) }
    }
    try write("x.npy", npy("|u1", "(4, 1, 2)", [0, 51, 255, 102, 0, 0, 51, 51]))
    try write("y.npy", npy("<i8", "(4,)", ints([0, 1, 0, 1])))
    let split = try DataSets.load(request("npy", folder.url, fraction: 0.5))
    #expect(split.shape == [1, 2])
    #expect(split.train.count == 2 && split.test.count == 2)
    let values = [split.train, split.test].flatMap { part in (0..<part.count).map { part.values($0) } }
    #expect(values.contains([1, 0.4]))

    try write("x_test.npy", npy("|u1", "(1, 1, 2)", [255, 0]))
    try write("y_test.npy", npy("|u1", "(1,)", [1]))
    let own = try DataSets.load(request("npy", folder.url.appendingPathComponent("x.npy"), fraction: 0))
    #expect(own.train.count == 4)
    #expect(own.test.values(0) == [1, 0] && own.test.labels == [1])

    // Floats from −1 to 3 are mapped to 0…1, here all alike.
    try write("x.npy", npy("<f4", "(2, 2)", floats))
    try write("x_test.npy", npy("<f4", "(1, 2)", Array(floats[0..<4]) + Array(floats[12..<16])))
    try write("y.npy", npy("|u1", "(2,)", [0, 1]))
    var whole = request("npy", folder.url)
    whole.scale = Located(.measured(.whole), at: here)
    let scaled = try DataSets.load(whole)
    #expect(scaled.train.values(0) == [0.375, 0.5] && scaled.train.values(1) == [0, 1])
    #expect(scaled.test.values(0) == [0.375, 1])

    func bad(_ data: Data, _ what: String) throws {
      try write("x.npy", data)
      failure(request("npy", folder.url), what)
    }
    try bad(npy("<f4", "(2, 3)", floats), "header says")
    try bad(npy("<f4", "(2, 1, 1, 1, 2)", floats), "dimensions")
    try bad(npy("<c8", "(2, 1)", floats), "type")
    try bad(npy("|O", "(2, 2)", floats), "type 'O'".replacingOccurrences(of: "'O'", with: "'|O'"))
    try bad(npy("<f4", "(2, 2)", floats, order: "Maybe"), "not readable")
    try bad(npy("<f4", "(9223372036854775807, 3, 0)", []), "too large")
    try bad(npy("<f4", "(0, 3)", []), "expected [0]")
    try bad(npy("<f4", "(2, x)", floats), "shape")
    try bad(npy("<f4", "(-2, -2)", floats), "shape")
    try bad(Data("PK\u{3}\u{4} and more of a zip".utf8), "start as a .npy")
    try bad(Data([0x93] + Array("NUMPY".utf8) + [1, 0, 200, 0, 1, 2]), "truncated")
    try bad(Data([0x93] + Array("NUMPY".utf8) + [2, 0, 255, 255]), "truncated")
    var nan = floats
    nan.replaceSubrange(8..<12, with: [0, 0, 0xc0, 0x7f])
    try bad(npy("<f4", "(2, 2)", nan), "sample 2")
    try write("y.npy", npy("|u1", "(3,)", [0, 1, 1]))
    try bad(npy("<f4", "(2, 2)", floats), "expected [2]")
    try write("y.npy", npy("<i8", "(2,)", ints([0, 70000])))
    try bad(npy("<f4", "(2, 2)", floats), "label 2")
  }
}
