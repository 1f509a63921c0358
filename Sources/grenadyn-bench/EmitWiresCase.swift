import Circuits
import Netlists

/// Writing a netlist of 1024 × 1024 devices with their wires, five lines a device, in Spectre's language.
struct EmitWiresCase: BenchCase {
  let name = "emit-1m-cells-with-wires"

  func run() throws -> BenchResult {
    try EmitBench(
      size: 1024, dialect: "spectre", what: "devices with four wire elements each",
      items: { size, values in
        [
          .mesh(
            WireMesh(
              rows: size, columns: size, rowPort: "row", columnPort: "col", rowNet: "r", columnNet: "k",
              rowOhms: 0.48988, columnOhms: 0.48988, rowFarads: 2.916e-16, columnFarads: 2.916e-16)),
          .cells(
            CellArray(
              rows: size, columns: size, module: "gd_memristor", parameter: "g",
              nets: .crossings(row: "r", column: "k")
            ) { values[($0 &* size &+ $1) & 65535] }),
        ]
      },
      script: #"""
        file.write(f"rwr{i}_{j} ({f'r{i}_{j-1}' if j else f'row{i}'} r{i}_{j}) resistor r={0.48988:.14e}\n")
        file.write(f"cwr{i}_{j} (r{i}_{j} vss) capacitor c={2.916e-16:.14e}\n")
        file.write(f"rwk{i}_{j} (k{i}_{j} {f'k{i+1}_{j}' if i < size-1 else f'col{j}'}) resistor r={0.48988:.14e}\n")
        file.write(f"cwk{i}_{j} (k{i}_{j} vss) capacitor c={2.916e-16:.14e}\n")
        file.write(f"xc{i}_{j} (r{i}_{j} k{i}_{j}) gd_memristor g={values[(i*size + j) & 65535]:.14e}\n")
        """#
    ).run(name)
  }
}
