import Foundation
import Testing

/// What an output folder says of its chip, to programs that know nothing of ours.
@Suite("Emitted chips")
struct EmittedChipTests {
  @Test(
    "run_sim.sh runs the testbenches as they are, and sees a device, a node and a result that are not as they should be"
  )
  func runSim() throws {
    let folder = try TemporaryFolder()
    #expect(
      try Program.run("compile", "specs/iris.yaml", "-o", folder.path("iris"), "--no-verify").status == 0)
    func run() throws -> (status: Int32, output: String) {
      let result = try Command.run([folder.path("iris/run_sim.sh")])
      return (result.status, result.output)
    }
    func change(_ file: String, _ change: (String) -> String) throws -> String {
      let url = folder.url.appendingPathComponent("iris/\(file)")
      let text = try String(contentsOf: url, encoding: .utf8)
      let changed = change(text)
      #expect(changed != text)
      try changed.write(to: url, atomically: true, encoding: .utf8)
      return text
    }
    let whole = try run()
    #expect(whole.status == 0)
    for name in ["free_0", "free_1", "plus_0", "minus_1", "settle_0"] {
      #expect(whole.output.contains("passed \(name).sp: 16 voltages, 0 too far off"))
    }
    // A device a thousandth off.
    let tiles = try change("spice/tiles.sp") { text in
      guard let start = text.range(of: " g="), let end = text[start.upperBound...].firstIndex(of: "\n"),
        let siemens = Double(text[start.upperBound..<end])
      else { return text }
      return text.replacingCharacters(in: start.upperBound..<end, with: "\(siemens * 1.001)")
    }
    let other = try run()
    #expect(other.status == 1)
    #expect(
      other.output.contains("FAILED free_0.sp: 16 voltages, ") && other.output.contains("; furthest is "))
    _ = try change("spice/tiles.sp") { _ in tiles }
    #expect(try run().status == 0)
    // A node that is not saved, and a chip that is no netlist.
    let bench = try change("tb/free_0.sp") { $0.replacing("v(xchip.h1_3) ", with: "") }
    let missing = try run()
    #expect(missing.status == 3)
    #expect(missing.output.contains("FAILED free_0.sp: xchip.h1_3 is not among the results"))
    _ = try change("tb/free_0.sp") { _ in bench }
    _ = try change("spice/tiles.sp") { _ in "* nothing\n" }
    let none = try run()
    #expect(none.status == 3 && none.output.contains("FAILED free_0.sp: ngspice gives no result"))
  }

  @Test("mapping.json says of every weight which device of which tile it is")
  func placement() throws {
    struct File: Decodable {
      struct Tile: Decodable {
        var name: String
        var rows, columns: [Int]
      }
      struct Connection: Decodable {
        var weights: String
        var tiles: [Tile]
      }
      struct Placement: Decodable { var connections: [Connection] }
      var placement: Placement
    }
    let folder = try TemporaryFolder()
    #expect(
      try Program.run("compile", "specs/iris.yaml", "-o", folder.path("iris"), "--no-verify").status == 0)
    func bytes(_ file: String) throws -> Data {
      try Data(contentsOf: folder.url.appendingPathComponent("iris/\(file)"))
    }
    let file = try JSONDecoder().decode(File.self, from: bytes("mapping.json"))
    // Conductances of the devices, by tile and name.
    var devices: [String: Double] = [:]
    var tile = ""
    for line in String(decoding: try bytes("spice/tiles.sp"), as: UTF8.self).split(separator: "\n") {
      let words = line.split(separator: " ")
      if words[0] == ".subckt" { tile = String(words[1]) }
      if words[0].hasPrefix("xc") {
        devices["\(tile) \(words[0])"] = words.last.flatMap { Double($0.dropFirst(2)) }
      }
    }
    let all = devices.count
    for connection in file.placement.connections {
      let data = try bytes("weights/\(connection.weights).npy")
      let start = 10 + Int(data[8]) + 256 * Int(data[9])
      let weights = data[start...].withUnsafeBytes { raw in
        stride(from: 0, to: raw.count, by: 8).map { raw.loadUnaligned(fromByteOffset: $0, as: Double.self) }
      }
      let width = 1 + (connection.tiles.flatMap(\.columns).max() ?? 0)
      var met: Set<Int> = []
      for tile in connection.tiles {
        for (r, row) in tile.rows.enumerated() {
          for (c, column) in tile.columns.enumerated() {
            let weight = weights[row * width + column]
            let name = "\(tile.name) xc\(r)_\(c)"
            let device = try #require(devices[name])
            devices[name] = nil
            #expect(abs(device - weight) <= 1e-14 * weight)
            let isNew = met.insert(row * width + column).inserted
            #expect(isNew)
          }
        }
      }
      #expect(met.count == weights.count)
    }
    #expect(all == 172 && devices.isEmpty)
  }

  @Test("run_sim.sh says where it has nothing to compare with")
  func runSimWithWires() throws {
    let folder = try TemporaryFolder()
    #expect(
      try Program.run("compile", "specs/iris-per-cell.yaml", "-o", folder.path("iris"), "--no-verify").status
        == 0)
    let result = try Command.run([folder.path("iris/run_sim.sh")])
    #expect(result.status == 0 && result.output.contains("ran    free_0.sp: not compared"))
  }
}
