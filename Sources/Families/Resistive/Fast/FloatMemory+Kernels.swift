import CKernels

// Parts of the memory as the kernels take them: a pointer never travels without its size, and what does not lie within the
// memory ends the program here. Inlined, so that no call counts references that threads share.
extension FloatMemory {
  /// All values.
  @inline(__always)
  package var vector: gd_vector { gd_vector(values: base, count: count) }

  /// One value each of some nodes, rows or columns.
  @inline(__always)
  package func vector(_ range: Range<Int>) -> gd_vector {
    gd_vector(values: start(range.lowerBound, range.count), count: range.count)
  }

  /// The states of some of the nodes of a panel whose first value is at `offset`.
  @inline(__always)
  package func panel(_ nodes: Range<Int>, states: Int, from offset: Int = 0) -> gd_panel {
    gd_panel(
      values: start(offset + nodes.lowerBound * states, nodes.count * states), nodes: nodes.count,
      states: states)
  }

  /// A matrix whose first value is at `offset`.
  /// - Parameter stride: floats from row to row; nil: as many as columns.
  @inline(__always)
  package func matrix(from offset: Int = 0, rows: Int, columns: Int, stride: Int? = nil) -> gd_matrix {
    let stride = stride ?? columns
    return gd_matrix(
      values: start(offset, rows == 0 ? 0 : (rows - 1) * stride + columns), rows: rows, columns: columns,
      stride: stride)
  }

  /// Inputs of a minibatch, [pixel][state].
  @inline(__always)
  package func inputs(pixels: Int, batch: Int) -> gd_inputs {
    gd_inputs(values: start(0, pixels * batch), pixels: pixels, batch: batch)
  }

  /// A block of 32 columns of the input matrix.
  /// - Parameter units: columns of the matrix that are in use.
  @inline(__always)
  package func inputBlock(_ block: Int, pixels: Int, units: Int) -> gd_input_block {
    gd_input_block(
      values: start(block * pixels * 64, pixels * 64), pixels: pixels, halves: units > 32 * block + 16 ? 2 : 1
    )
  }

  @inline(__always)
  package func start(_ offset: Int, _ size: Int) -> UnsafeMutablePointer<Float> {
    precondition(offset >= 0 && size >= 0 && offset + size <= count)
    return base + offset
  }
}
