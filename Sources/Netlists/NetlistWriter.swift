import Circuits

/// Writes modules in a dialect, one line at a time: memory does not grow with the circuit.
package struct NetlistWriter {
  private let dialect: any Dialect
  private let output: TextOutput

  /// Writes to an output in a dialect.
  package init(dialect: any Dialect, output: TextOutput) { (self.dialect, self.output) = (dialect, output) }

  /// Writes a comment, one line whatever the text holds.
  package func comment(_ text: String) {
    output.write(CommentText.line(dialect.commentPrefix, text) + "\n")
  }

  /// Writes lines as they are.
  package func lines(_ text: String) {
    guard !text.isEmpty else { return }
    output.write(text)
    if text.last != "\n" { output.write("\n") }
  }

  /// Writes the lines that read files with models, then the modules.
  package func circuit(_ circuit: Circuit) {
    for file in circuit.includes { lines(dialect.include(file)) }
    for module in circuit.modules { self.module(module) }
  }

  /// Writes a subcircuit.
  package func module(_ module: Module) {
    check(module)
    comment(module.comment)
    lines(dialect.moduleStart(module))
    items(module.items)
    lines(dialect.moduleEnd(module))
    output.write("\n")
  }

  /// Writes a module's content at the top level: its ports and nets keep their names, `vss` is tied to ground.
  package func flat(_ module: Module) {
    check(module)
    comment(module.comment)
    for parameter in module.parameters { lines(dialect.topParameter(parameter)) }
    items(module.items)
    lines(dialect.line(Element("vss", .voltageSource(.constant(0)), ["vss", Circuit.ground])))
  }

  /// Names are made by this program or checked when a spec is read; one that is none would be a statement of its own.
  private func check(_ module: Module) {
    precondition(
      Circuit.isName(module.name) && module.ports.allSatisfy(Circuit.isName)
        && module.parameters.allSatisfy { Circuit.isName($0.name) },
      "names of a module")
  }

  private func items(_ items: [Item]) {
    for item in items {
      switch item {
      case .element(let element): lines(dialect.line(element))
      case .cells(let array): cells(array)
      case .model(let card): lines(dialect.model(card))
      case .mesh(let mesh): self.mesh(mesh)
      }
    }
  }

  /// The hot loop of large netlists: constant bytes, whole numbers and one real number a line.
  private func cells(_ array: CellArray) {
    let template = array.template(in: dialect)
    for i in 0..<array.rows {
      for j in 0..<array.columns {
        template.write(to: output, row: i, column: j, value: array.siemens)
      }
    }
  }

  /// The same for wires, whose resistances and capacitances are constant bytes too.
  private func mesh(_ mesh: WireMesh) {
    for i in 0..<mesh.rows {
      let isLastRow = i + 1 == mesh.rows
      let first = mesh.template(in: dialect, isFirstColumn: true, isLastRow: isLastRow)
      let others = mesh.template(in: dialect, isFirstColumn: false, isLastRow: isLastRow)
      for j in 0..<mesh.columns {
        (j == 0 ? first : others).write(to: output, row: i, column: j) { _, _ in 0 }
      }
    }
  }
}
