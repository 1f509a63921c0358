/// Writes modules in a dialect, one line at a time: memory does not grow with the circuit.
public struct NetlistWriter {
  private let dialect: any Dialect
  private let output: TextOutput

  /// Writes to an output in a dialect.
  public init(dialect: any Dialect, output: TextOutput) { (self.dialect, self.output) = (dialect, output) }

  /// Writes a comment line.
  public func comment(_ text: String) { output.write("\(dialect.commentPrefix) \(text)\n") }

  /// Writes lines as they are.
  public func lines(_ text: String) {
    guard !text.isEmpty else { return }
    output.write(text)
    if text.last != "\n" { output.write("\n") }
  }

  /// Writes a subcircuit.
  public func module(_ module: Module) {
    comment(module.comment)
    lines(dialect.moduleStart(module))
    items(module.items)
    lines(dialect.moduleEnd(module))
    output.write("\n")
  }

  /// Writes a module's content at the top level: its ports and nets keep their names, `vss` is tied to ground.
  public func flat(_ module: Module) {
    comment(module.comment)
    for parameter in module.parameters { lines(dialect.topParameter(parameter)) }
    items(module.items)
    lines(dialect.line(Element("vss", .voltageSource(.constant(0)), ["vss", Circuit.ground])))
  }

  private func items(_ items: [Item]) {
    for item in items {
      switch item {
      case .element(let element): lines(dialect.line(element))
      case .cells(let array): cells(array)
      case .mesh(let mesh): self.mesh(mesh)
      }
    }
  }

  /// The hot loop of large netlists: constant bytes, whole numbers and one real number a line.
  private func cells(_ array: CellArray) {
    let line = dialect.cellLine(array)
    let (rowPrefix, columnPrefix, isCrossing) =
      switch array.nets {
      case .lines(let row, let column): (row, column, false)
      case .crossings(let row, let column): (row, column, true)
      }
    line.prefix.withBytes { prefix in
      (line.beforeNets + rowPrefix).withBytes { beforeRow in
        (" " + columnPrefix).withBytes { beforeColumn in
          line.beforeValue.withBytes { beforeValue in
            line.end.withBytes { end in
              "_".withBytes { underscore in
                for i in 0..<array.rows {
                  for j in 0..<array.columns {
                    output.write(bytes: prefix)
                    output.write(decimal: i)
                    output.write(bytes: underscore)
                    output.write(decimal: j)
                    output.write(bytes: beforeRow)
                    output.write(decimal: i)
                    if isCrossing {
                      output.write(bytes: underscore)
                      output.write(decimal: j)
                    }
                    output.write(bytes: beforeColumn)
                    if isCrossing {
                      output.write(decimal: i)
                      output.write(bytes: underscore)
                    }
                    output.write(decimal: j)
                    output.write(bytes: beforeValue)
                    output.write(number: array.siemens(i, j))
                    output.write(bytes: end)
                  }
                }
              }
            }
          }
        }
      }
    }
  }

  private func mesh(_ mesh: WireMesh) {
    for i in 0..<mesh.rows {
      for j in 0..<mesh.columns {
        let row = "\(mesh.rowNet)\(i)_\(j)"
        let column = "\(mesh.columnNet)\(i)_\(j)"
        let rowFrom = j == 0 ? "\(mesh.rowPort)\(i)" : "\(mesh.rowNet)\(i)_\(j - 1)"
        let columnTo = i == mesh.rows - 1 ? "\(mesh.columnPort)\(j)" : "\(mesh.columnNet)\(i + 1)_\(j)"
        for element in [
          Element.wire("w\(row)", ohms: mesh.rowOhms, [rowFrom, row]),
          Element("w\(row)", .capacitor(.number(mesh.rowFarads)), [row, "vss"]),
          Element.wire("w\(column)", ohms: mesh.columnOhms, [column, columnTo]),
          Element("w\(column)", .capacitor(.number(mesh.columnFarads)), [column, "vss"]),
        ] { lines(dialect.line(element)) }
      }
    }
  }
}

extension String {
  /// The UTF-8 bytes, contiguous, for the time of the call.
  fileprivate func withBytes(_ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    var copy = self
    copy.withUTF8(body)
  }
}
