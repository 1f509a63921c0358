import Diagnostics
import Foundation
import Technology
import Testing

@testable import Layouts

@Suite("Streams, read by programs that are not ours")
struct StreamTests {
  /// What a program finds in a stream: of each cell its box and how often it is in the whole, of each layer the area that is
  /// covered and its box, and all texts; nanometres.
  private struct Content: Decodable, Equatable {
    var boxes: [String: [Int]]
    var counts: [String: Int]
    var areas: [String: Int]
    var texts: [String]
  }

  private static let klayout = """
    import klayout.db as k, json, sys
    l = k.Layout(); l.read(sys.argv[1]); t = l.top_cell(); assert abs(l.dbu - 0.001) < 1e-12, l.dbu
    n = {t.cell_index(): 1}
    for i in l.each_cell_top_down():
      for r in l.cell(i).each_inst(): n[r.cell_index] = n.get(r.cell_index, 0) + n[i] * r.size()
    b = lambda c: [c.bbox().left, c.bbox().bottom, c.bbox().right, c.bbox().top]
    s = []
    a = {}
    for i in l.layer_indexes():
      q = k.Region(t.begin_shapes_rec(i)); q.merge(); f = l.get_info(i)
      if q.area(): a["%d/%d" % (f.layer, f.datatype)] = q.area()
      it = t.begin_shapes_rec(i)
      it.shape_flags = k.Shapes.STexts
      while not it.at_end(): s.append(it.shape().text_string); it.next()
    print(json.dumps(dict(boxes={c.name: b(c) for c in l.each_cell()}, counts={l.cell(i).name: v for i, v in n.items()}, areas=a, texts=sorted(s))))
    """

  private static let gdstk = """
    import gdstk, json, sys
    l = gdstk.read_gds(sys.argv[1]); t, = l.top_level(); assert abs(l.unit - 1e-6) < 1e-18 and abs(l.precision - 1e-9) < 1e-21
    r = lambda x: int(round(x * 1000))
    def box(c):
      (p, q), (u, v) = c.bounding_box(); return [r(p), r(q), r(u), r(v)]
    n = {}
    def count(c, k):
      n[c.name] = n.get(c.name, 0) + k
      for e in c.references: count(e.cell, k * max(1, e.repetition.size))
    count(t, 1)
    g = {}
    for p in t.get_polygons(): g.setdefault((p.layer, p.datatype), []).append(p)
    a = {"%d/%d" % k: int(round(sum(x.area() for x in gdstk.boolean(v, [], "or", precision=1e-5)) * 1e6)) for k, v in g.items()}
    print(json.dumps(dict(boxes={c.name: box(c) for c in l.cells}, counts=n, areas=a, texts=sorted(x.text for x in t.get_labels()))))
    """

  private func read(_ layout: Layout, _ script: String) throws -> Content {
    try withFolder { folder in
      try Data(GDSStream.bytes(of: layout)).write(to: folder.appendingPathComponent("x.gds"))
      let result = try Referee.run(Referee.python(), ["-c", script, "x.gds"], in: folder)
      try #require(result.status == 0, "\(result.output)")
      return try JSONDecoder().decode(Content.self, from: Data(result.output.utf8))
    }
  }

  @Test("KLayout and gdstk read the same cells, boxes, areas and names, which are ours")
  func readBack() throws {
    let rules = try sky130()
    let smallest = try #require(CrossPoint(smallest: rules))
    for layout in [
      try CrossPointArray("array", smallest, rows: 8, columns: 5).layout(rules),
      try TransistorArray("array", rows: 9, columns: 3).layout(rules),
      try ChipPlan(chip(), rules: rules).layout,
    ] {
      let (ours, theirs) = (try read(layout, Self.klayout), try read(layout, Self.gdstk))
      #expect(ours == theirs, "\(layout.top.name)")
      #expect(ours.counts == layout.counts)
      #expect(ours.boxes == layout.bounds.mapValues { [$0.left, $0.bottom, $0.right, $0.top] })
      let memristors = try #require(rules.layer("reram"))
      let drawn = ours.counts[CrossPoint(smallest: rules)?.name ?? ""] ?? ours.counts["transistor_cell"] ?? 0
      #expect(ours.areas["\(memristors.number)/\(memristors.datatype)"] == drawn * 260 * 260)
      // Names of pins lie in the tiles and, with the tile's name, in the whole.
      #expect(Set(layout.top.pins.map(\.name)).isSubset(of: Set(ours.texts)))
    }
  }

  @Test("polygons and paths are read as they were drawn")
  func shapes() throws {
    let rules = try sky130()
    var cell = Cell("shapes", box: Box(0, 0, 1, 1))
    cell.shapes = [
      Drawn(
        layer: "met1",
        shape: .polygon([
          Spot(0, 0), Spot(2000, 0), Spot(2000, 1000), Spot(1000, 1000), Spot(1000, 3000), Spot(0, 3000),
        ])),
      Drawn(layer: "met2", shape: .path([Spot(-500, -200), Spot(4000, -200)], width: 300)),
      Drawn(layer: "li1", shape: .box(Box(-1, -2, 3, 4))),
    ]
    let layout = Layout(rules: rules, cells: [cell])
    let read = try read(layout, Self.klayout)
    #expect(read.areas == ["68/20": 4_000_000, "69/20": 4500 * 300, "67/20": 24])
    #expect(cell.shapes.map(\.shape.area) == [4_000_000, 4500 * 300, 24])
    #expect(try read == self.read(layout, Self.gdstk))
  }

  @Test("a million cells are a few bytes, and the same bytes each time")
  func largeArrays() throws {
    let rules = try sky130()
    let layout = try CrossPointArray(
      "array", #require(CrossPoint(smallest: rules)), rows: 1024, columns: 1024
    )
    .layout(rules)
    let bytes = try GDSStream.bytes(of: layout)
    #expect(layout.counts["cross_point"] == 1 << 20)
    let again = try GDSStream.bytes(of: layout)
    #expect(bytes.count < 600_000 && bytes == again)
  }

  @Test("arrays beyond what a record can count are written in pieces")
  func hugeArrays() throws {
    let rules = try sky130()
    var cell = Cell("dot", box: Box(0, 0, 10, 10))
    cell.draw("met1", Box(0, 0, 10, 10))
    var top = Cell("dots", box: Box(0, 0, 10, 10))
    top.references = [Reference("dot", at: Spot(5, 5), columns: 40_000, rows: 2, pitch: Spot(20, 30))]
    let layout = Layout(rules: rules, cells: [cell, top])
    let read = try read(layout, Self.klayout)
    #expect(read.counts == layout.counts && read.areas["68/20"] == 80_000 * 100)
    #expect(read.boxes["dots"] == [5, 5, 5 + 39_999 * 20 + 10, 45])
  }

  @Test("what a stream cannot hold is refused")
  func limits() throws {
    let rules = try sky130()
    var far = Cell("far", box: Box(0, 0, 1, 1))
    far.draw("met1", Box(0, 0, 3_000_000_000, 10))
    var strange = Cell("strange", box: Box(0, 0, 1, 1))
    strange.draw("met9", Box(0, 0, 10, 10))
    var long = Cell("long", box: Box(0, 0, 1, 1))
    long.shapes = [Drawn(layer: "met1", shape: .polygon((0..<9000).map { Spot($0, $0 % 2) }))]
    for cell in [far, strange, long] {
      do {
        _ = try GDSStream.bytes(of: Layout(rules: rules, cells: [cell]))
        Issue.record("\(cell.name) was written")
      } catch {
        #expect(error.code == "GD1203")
      }
    }
  }

  @Test("numbers of the units are those of the format")
  func reals() {
    #expect(GDSStream.real(1e-3) == [0x3E, 0x41, 0x89, 0x37, 0x4B, 0xC6, 0xA7, 0xF0])
    #expect(GDSStream.real(1e-9) == [0x39, 0x44, 0xB8, 0x2F, 0xA0, 0x9B, 0x5A, 0x54])
    #expect(GDSStream.real(0) == [UInt8](repeating: 0, count: 8))
    #expect(GDSStream.real(-2) == [0xC1, 0x20, 0, 0, 0, 0, 0, 0])
  }

  @Test("KLayout reads the abstract and the layer properties")
  func abstract() throws {
    let rules = try sky130()
    let layout = try ChipPlan(chip(), rules: rules).layout
    let script = """
      import klayout.db as k, json
      o = k.LoadLayoutOptions(); o.lefdef_config.read_lef_with_def = False
      l = k.Layout(); l.read("x.lef", o)
      c = [c for c in l.each_cell() if c.name == "small_chip"][0]
      t = set()
      for i in l.layer_indexes():
        it = c.begin_shapes_rec(i)
        it.shape_flags = k.Shapes.STexts
        while not it.at_end(): t.add(it.shape().text_string); it.next()
      b = c.bbox()
      print(json.dumps(dict(boxes={"small_chip": [int(round(x / (0.001 / l.dbu))) for x in (b.left, b.bottom, b.right, b.top)]}, counts={}, areas={}, texts=sorted(t))))
      """
    let content = try withFolder { folder in
      try LEFAbstract(layout).text.write(
        to: folder.appendingPathComponent("x.lef"), atomically: true, encoding: .utf8)
      let result = try Referee.run(Referee.python(), ["-c", script], in: folder)
      try #require(result.status == 0, "\(result.output)")
      return try JSONDecoder().decode(Content.self, from: Data(result.output.utf8))
    }
    let box = layout.top.box
    #expect(content.boxes["small_chip"] == [box.left, box.bottom, box.right, box.top])
    #expect(Set(content.texts).isSuperset(of: layout.top.pins.map(\.name)))
    let text = LayerProperties(rules).text
    #expect(rules.layers.allSatisfy { text.contains("<source>\($0.number)/\($0.datatype)@1</source>") })
  }

  @Test("grounds of an array are ports of one pin")
  func supplies() throws {
    let text = LEFAbstract(try TransistorArray("array", rows: 9, columns: 2).layout(sky130())).text
    #expect(text.components(separatedBy: "USE GROUND").count == 2)
    #expect(text.components(separatedBy: "PIN vgnd").count == 2)
    #expect(text.contains("PIN bit1\n") && text.contains("PIN word8\n") && text.contains("PIN source0\n"))
  }
}
