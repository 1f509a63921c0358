import Datasets
import Diagnostics
import Foundation
import Quantities
import Specification

extension FuzzTarget {
  /// Data sets and weights.
  static let arrayTargets = [
    FuzzTarget(
      name: "npy", summary: "an array of NumPy, written and read back, and as a data set",
      seeds: { project in
        try project.appendingPathComponent("generated/iris").files(".npy").map { try $0.bytes } + npySeeds
      },
      reader: { scratch in
        scratch.write(NPYFile(shape: [3], values: [0, 1, 2]).encoded(), "y.npy")
        return { bytes in
          let url = scratch.write(bytes, "x.npy")
          let file = try NPYFile(reading: url)
          let again = try NPYFile(reading: scratch.write(file.encoded(), "again.npy"))
          precondition(
            again.shape == file.shape && again.values.map(\.bitPattern) == file.values.map(\.bitPattern),
            "an array reads back as another")
          // Three samples have their labels at hand.
          if file.shape.first == 3 { _ = try DataSets.load(request("npy", scratch.url)) }
        }
      }),
    FuzzTarget(
      name: "labels", summary: "an array of NumPy as the labels of a data set", seeds: { _ in npySeeds },
      reader: { scratch in
        scratch.write(NPYFile(shape: [3, 2], values: [0, 1, 2, 3, 4, 5]).encoded(), "x.npy")
        return { bytes in
          scratch.write(bytes, "y.npy")
          _ = try DataSets.load(request("npy", scratch.url))
        }
      }),
    FuzzTarget(
      name: "safetensors", summary: "arrays in the safetensors format, written and read back",
      seeds: { project in
        let arrays = [
          NamedArray(name: "connection_1", shape: [2, 3], values: [1, 2, 3, 4, 5, 6]),
          NamedArray(name: "bias_1", shape: [3], values: [0.5, .infinity, -0.0]),
        ]
        var header = Array(#"{"a":{"dtype":"F16","shape":[2],"data_offsets":[0,4]}}"#.utf8)
        header = [UInt8(header.count), 0, 0, 0, 0, 0, 0, 0] + header + [0, 60, 0, 188]
        let small = [UInt8](try SafetensorsFile(arrays: arrays).encoded())
        return try [small, header]
          + project.appendingPathComponent("generated/iris").files(".safetensors").map { try $0.bytes }
      },
      reader: { scratch in
        return { bytes in
          let file = try SafetensorsFile(reading: scratch.write(bytes, "weights.safetensors"))
          let text = [UInt8](try file.encoded())
          let again = try SafetensorsFile(reading: scratch.write(text, "again.safetensors"))
          let same = zip(again.arrays.sorted { $0.name < $1.name }, file.arrays.sorted { $0.name < $1.name })
            .allSatisfy {
              $0.name == $1.name && $0.shape == $1.shape
                && $0.values.map(\.bitPattern) == $1.values.map(\.bitPattern)
            }
          precondition(same && again.arrays.count == file.arrays.count, "arrays read back as others")
        }
      }),
    FuzzTarget(
      name: "idx", summary: "an IDX file, as images and as labels of a data set",
      seeds: { _ in
        let images = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 3] + (0..<12).map { UInt8(20 * $0) }
        let labels: [UInt8] = [0, 0, 8, 1, 0, 0, 0, 2, 1, 0]
        return [images, labels, gzip(images), gzip(labels)]
      },
      reader: { scratch in
        let images = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 3] + [UInt8](repeating: 9, count: 12)
        let labels: [UInt8] = [0, 0, 8, 1, 0, 0, 0, 2, 1, 0]
        scratch.write(images, "t10k-images-idx3-ubyte")
        scratch.write(labels, "t10k-labels-idx1-ubyte")
        return { bytes in
          // As images; and, where it is no image, as labels.
          let isLabels = bytes.count > 3 && bytes[0] == 0 && bytes[3] == 1
          scratch.write(isLabels ? images : bytes, "train-images-idx3-ubyte")
          scratch.write(isLabels ? bytes : labels, "train-labels-idx1-ubyte")
          _ = try DataSets.load(request("idx", scratch.url))
        }
      }),
    FuzzTarget(
      name: "csv", summary: "a table of numbers, plain or packed by gzip", isText: true,
      seeds: { project in
        let iris = try project.appendingPathComponent("specs/data/iris.csv").bytes
        let lines = iris.split(separator: 10).prefix(12)
        let small = Array(lines.joined(separator: [10])) + [10]
        let texts = [
          "x,y,label\n1,2,0\n3,4,1\n", "1;2;0\r\n3;4;1\r\n", "1,5;2;0\n3;4,5;1\n",
          "\"1\",\"2\",\"0\"\n3,4,1\n",
          "\u{FEFF}a,b,species\n1e-3,-2,1\n0x1p3,nan,0\n", "1\t2\tred\n3\t4\tblue\n",
        ].map { Array($0.utf8) }
        return [small, gzip(small)] + texts
      },
      reader: { scratch in
        return { bytes in
          let url = scratch.write(bytes, "data.csv")
          let data = try DataSets.load(request("csv", url))
          precondition(data.train.count + data.test.count > 0 || data.train.count == 0)
          for samples in [data.train, data.test] where samples.count > 0 {
            precondition(samples.values(0).allSatisfy(\.isFinite), "a value that is not finite")
          }
        }
      }),
  ]

  private static let npySeeds: [[UInt8]] = {
    let arrays = [
      NPYFile(shape: [3], values: [0, 1, 2]), NPYFile(shape: [3, 2], values: [0, 1, 2, 3, 4, 5]),
      NPYFile(shape: [3, 1, 2], values: [0, -1, 1e300, 3, 4, 5]), NPYFile(shape: [], values: [1]),
    ].map { $0.encoded() }
    func array(_ type: String, _ order: String, _ shape: String, _ body: [UInt8]) -> [UInt8] {
      let header = "{'descr': '\(type)', 'fortran_order': \(order), 'shape': (\(shape)), }\n"
      return [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(header.utf8.count), 0] + Array(header.utf8) + body
    }
    return arrays + [
      array("|u1", "False", "3,2", [0, 1, 2, 3, 4, 255]),
      array("<i4", "False", "3,", [0, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0]),
      array("<f4", "False", "3, 1", [0, 0, 128, 63, 0, 0, 0, 64, 0, 0, 64, 64]),
      array(">i8", "False", "1,", [0, 0, 0, 0, 0, 0, 0, 7]),
      array("<f2", "True", "3,1", [0, 60, 0, 64, 0, 66]),
      array("<i8", "False", "3,", [UInt8](repeating: 0, count: 24)),
    ]
  }()

  /// What a spec asks for with `data: { set:, path: }`.
  @Sendable private static func request(_ set: String, _ path: URL) -> DataRequest {
    let place = SourceLocation(file: "spec.yaml", line: 1, column: 1)
    return DataRequest(
      set: Located(set, at: place), path: Located(path.path, at: place),
      testFraction: Located(Ratio(si: 0.3), at: place), seed: 1)
  }

  /// Bytes in gzip's framing, in one block that is stored as it is (RFC 1952, RFC 1951 §3.2.4).
  private static func gzip(_ bytes: [UInt8]) -> [UInt8] {
    func little(_ value: UInt32, _ count: Int) -> [UInt8] {
      (0..<count).map { UInt8(truncatingIfNeeded: value >> UInt32(8 * $0)) }
    }
    var check = UInt32.max
    for byte in bytes {
      check ^= UInt32(byte)
      for _ in 0..<8 { check = check >> 1 ^ (check & 1 == 1 ? 0xEDB8_8320 : 0) }
    }
    let size = UInt32(bytes.count)
    return [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF, 1] + little(size, 2) + little(~size, 2) + bytes
      + little(~check, 4) + little(size, 4)
  }
}
