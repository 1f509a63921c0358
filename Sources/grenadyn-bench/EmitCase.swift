import Circuits
import Netlists

/// Writing a netlist of 2048 × 2048 devices, one line a device, to a file.
struct EmitCase: BenchCase {
  let name = "emit-4m-devices"

  func run() throws -> BenchResult {
    try EmitBench(
      size: 2048, dialect: "ngspice", what: "devices",
      items: { size, values in
        [
          .cells(
            CellArray(
              rows: size, columns: size, module: "gd_memristor", parameter: "g",
              nets: .lines(row: "row", column: "col")
            ) { values[($0 &* size &+ $1) & 65535] })
        ]
      },
      script: #"file.write(f"xc{i}_{j} row{i} col{j} gd_memristor g={values[(i*size + j) & 65535]:.14e}\n")"#
    ).run(name)
  }
}
