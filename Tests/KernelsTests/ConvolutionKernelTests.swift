import CKernels
import Testing

@testable import Kernels
@testable import Resistive

/// The convolution kernels against their plain Swift oracle, for every instruction set of this machine.
@Suite struct ConvolutionKernelTests {
  static let sets = (0...gd_best_isa().rawValue).map { $0 }

  /// A shape of a Winograd convolution.
  struct Shape: CustomTestStringConvertible {
    var images, height, width, inputs, outputs: Int
    var testDescription: String { "\(images)×\(height)×\(width), \(inputs) → \(outputs)" }
    /// Whole tiles, partial tiles, odd rows and columns, less than a tile, more than a block, a half panel.
    static let all = [
      Shape(images: 2, height: 8, width: 8, inputs: 16, outputs: 32),
      Shape(images: 1, height: 7, width: 10, inputs: 32, outputs: 48),
      Shape(images: 3, height: 5, width: 3, inputs: 48, outputs: 16),
      Shape(images: 2, height: 2, width: 1, inputs: 16, outputs: 16),
      Shape(images: 70, height: 4, width: 4, inputs: 16, outputs: 16),
    ]
    var windows: SlidingWindows {
      SlidingWindows(
        images: images, height: height, width: width, channels: inputs, kernel: (3, 3), stride: (1, 1),
        padding: (1, 1))
    }
    /// The windows of the 2×2 pooling.
    var pooling: SlidingWindows {
      SlidingWindows(
        images: images, height: height, width: width, channels: outputs, kernel: (2, 2), stride: (2, 2))
    }
    func convolution(_ pooling: gd_pooling) -> gd_convolution {
      gd_convolution(
        images: images, height: height, width: width, in: inputs, out: outputs, pooling: pooling)
    }
  }

  /// One product of a convolution: packed weights and the memory it runs in.
  private struct Product {
    let isa: gd_isa
    var plan: gd_winograd
    let packed, output: FloatMemory

    init(
      _ isa: gd_isa, _ convolution: gd_convolution, _ direction: gd_direction, weights: FloatMemory,
      outputs: Int
    ) {
      self.isa = isa
      plan = gd_winograd_plan(convolution, direction)
      packed = FloatMemory(gd_winograd_packed_count(&plan))
      output = FloatMemory(outputs)
      gd_winograd_pack(isa, &plan, weights.vector, packed.vector, 0, plan.panels)
    }
    /// Does all items, `parts` calls of them with their own scratch.
    mutating func run(_ input: FloatMemory, _ argmax: AlignedBytes, parts: Int = 1) -> [Float] {
      output.clear()
      for part in 0..<parts {
        let scratch = FloatMemory(gd_winograd_scratch_count(&plan))
        gd_winograd_run(
          isa, &plan, packed.vector,
          gd_images(input: input.base, argmax: argmax.base, output: output.base), scratch.vector,
          plan.items * part / parts, plan.items * (part + 1) / parts)
      }
      return output.values
    }
  }

  /// Aligned memory for indices.
  private struct AlignedBytes {
    let memory: FloatMemory
    let count: Int
    init(_ count: Int) { (memory, self.count) = (FloatMemory(count), count) }
    var base: UnsafeMutablePointer<UInt8> {
      UnsafeMutableRawPointer(memory.base).assumingMemoryBound(to: UInt8.self)
    }
    var values: [UInt8] { (0..<count).map { base[$0] } }
  }

  private func memory(_ values: [Float]) -> FloatMemory {
    let memory = FloatMemory(values.count)
    for (k, value) in values.enumerated() { memory[k] = value }
    return memory
  }

  private func numbers(_ count: Int, stream: UInt32) -> [Float] {
    let philox = Philox(seed: 11)
    return (0..<count).map { Float(2 * philox.uniform(purpose: 0, stream: stream, index: UInt64($0)) - 1) }
  }

  /// Largest difference, relative to the largest expected value.
  private func error(_ values: [Float], _ expected: [Double]) -> Double {
    #expect(values.count == expected.count)
    let largest = expected.map(abs).max() ?? 0
    return zip(values, expected).map { abs(Double($0) - $1) }.max().map { $0 / max(largest, 1e-30) } ?? 0
  }

  @Test(arguments: sets, Shape.all) func winograd(_ set: UInt32, _ shape: Shape) {
    let isa = gd_isa(rawValue: set)
    let (windows, pooling) = (shape.windows, shape.pooling)
    let weights = numbers(9 * shape.inputs * shape.outputs, stream: 0)
    let input = numbers(windows.size, stream: 1)
    let full = WindowReference.convolve(input.map(Double.init), windows, weights: weights.map(Double.init))
    let largest = full.map(abs).max() ?? 1
    for kind in [GD_POOL_NONE, GD_POOL_MAX, GD_POOL_AVERAGE] {
      let pooled = (kind == GD_POOL_NONE ? windows.count : pooling.count) * shape.outputs
      let argmax = AlignedBytes(pooled)
      let convolution = shape.convolution(kind)
      var forward = Product(isa, convolution, GD_FORWARD, weights: memory(weights), outputs: pooled)
      let output = forward.run(memory(input), argmax)
      let values = numbers(pooled, stream: 2)
      let spread: [Double]
      switch kind {
      case GD_POOL_MAX:
        #expect(error(output, WindowReference.maxPool(full, pooling).values) <= 1e-5)
        // The index names a pixel that is the largest, up to rounding.
        let isChosen = WindowReference.maxUnpool(
          .init(repeating: 1, count: pooled), argmax: argmax.values, pooling)
        pooling.scan { window, _, position in
          guard let position else { return }
          for c in 0..<shape.outputs where isChosen[position + c] == 1 {
            #expect(abs(full[position + c] - Double(output[window * shape.outputs + c])) <= 1e-5 * largest)
          }
        }
        spread = WindowReference.maxUnpool(values.map(Double.init), argmax: argmax.values, pooling)
      case GD_POOL_AVERAGE:
        #expect(error(output, WindowReference.averagePool(full, pooling)) <= 1e-5)
        spread = WindowReference.averageUnpool(values.map(Double.init), pooling)
      default:
        #expect(error(output, full) <= 1e-5)
        spread = values.map(Double.init)
      }
      var backward = Product(isa, convolution, GD_BACKWARD, weights: memory(weights), outputs: windows.size)
      let gradient = backward.run(memory(values), argmax)
      #expect(
        error(
          gradient,
          WindowReference.convolveTransposed(spread, windows, weights: weights.map(Double.init))) <= 1e-5)
      // How the items are cut does not change a bit.
      #expect(forward.run(memory(input), argmax, parts: 3) == output)
      #expect(backward.run(memory(values), argmax, parts: 5) == gradient)
    }
  }

  /// The transforms lose little: 512 channels, the most of the published networks.
  @Test func precision() {
    let shape = Shape(images: 1, height: 4, width: 4, inputs: 512, outputs: 32)
    let weights = numbers(9 * shape.inputs * shape.outputs, stream: 0)
    let input = numbers(shape.windows.size, stream: 1).map { max($0, 0) }
    var product = Product(
      gd_best_isa(), shape.convolution(GD_POOL_NONE), GD_FORWARD, weights: memory(weights), outputs: 16 * 32)
    let expected = WindowReference.convolve(
      input.map(Double.init), shape.windows, weights: weights.map(Double.init))
    #expect(error(product.run(memory(input), AlignedBytes(1)), expected) <= 1e-5)
  }

  @Test func vectorSetsAgreeBitForBit() {
    guard gd_best_isa() == GD_AVX512 else { return }
    let shape = Shape.all[1]
    let weights = memory(numbers(9 * shape.inputs * shape.outputs, stream: 0))
    let input = memory(numbers(shape.windows.size, stream: 1))
    let outputs = [GD_AVX2, GD_AVX512].map { isa in
      var product = Product(
        isa, shape.convolution(GD_POOL_MAX), GD_FORWARD, weights: weights, outputs: 3 * 5 * shape.outputs)
      return product.run(input, AlignedBytes(3 * 5 * shape.outputs))
    }
    #expect(outputs[0] == outputs[1])
  }

  @Test(arguments: sets) func equalValuesOfAWindow(_ set: UInt32) {
    let shape = Shape.all[0]
    let count = shape.pooling.count * shape.outputs
    let argmax = AlignedBytes(count)
    for k in 0..<count { argmax.base[k] = 3 }
    var product = Product(
      gd_isa(rawValue: set), shape.convolution(GD_POOL_MAX), GD_FORWARD,
      weights: memory(numbers(9 * shape.inputs * shape.outputs, stream: 0)), outputs: count)
    let output = product.run(FloatMemory(shape.windows.size), argmax)
    #expect(output.allSatisfy { $0 == 0 })
    #expect(argmax.values.allSatisfy { $0 == 0 }, "the first of equal values is the largest")
  }

  /// On uniform images all four sums of an inner window are the same, which the transforms round in different ways.
  @Test(arguments: sets, [16, 128, 512]) func valuesThatRoundingAloneMakesDiffer(_ set: UInt32, _ inputs: Int)
  {
    let shape = Shape(images: 2, height: 16, width: 12, inputs: inputs, outputs: 32)
    let weights = memory(numbers(9 * inputs * 32, stream: 0))
    let channels = numbers(2 * inputs, stream: 1)
    let input = memory(
      (0..<shape.windows.size).map { channels[$0 / (16 * 12 * inputs) * inputs + $0 % inputs] })
    let count = shape.pooling.count * 32
    let argmax = AlignedBytes(count)
    for k in 0..<count { argmax.base[k] = 3 }
    let isa = gd_isa(rawValue: set)
    var pooled = Product(isa, shape.convolution(GD_POOL_MAX), GD_FORWARD, weights: weights, outputs: count)
    let output = pooled.run(input, argmax)
    var all = Product(
      isa, shape.convolution(GD_POOL_NONE), GD_FORWARD, weights: weights, outputs: 2 * 16 * 12 * 32)
    let full = all.run(input, AlignedBytes(1)).map(Double.init)
    // The largest value is handed on whatever is chosen.
    #expect(output.map(Double.init) == WindowReference.maxPool(full, shape.pooling).values)
    let places = argmax.values
    for window in 0..<shape.pooling.count
    where (1..<7).contains(window / 6 % 8) && (1..<5).contains(window % 6) {
      #expect((0..<32).allSatisfy { places[window * 32 + $0] == 0 }, "window \(window)")
    }
  }

  @Test(arguments: sets, [(1, 16, 16), (4, 48, 80), (23, 64, 32), (40, 12, 144)])
  func products(_ set: UInt32, _ size: (rows: Int, depth: Int, columns: Int)) {
    let isa = gd_isa(rawValue: set)
    let (rows, depth, columns) = size
    let (aStride, bStride, cStride) = (depth + 5, columns + 3, columns + 16)
    let (a, b) = (numbers(rows * aStride, stream: 0), numbers(depth * bStride, stream: 1))
    let turned = (0..<columns * depth).map { b[$0 % depth * bStride + $0 / depth] }
    let expected = WindowReference.product(
      (0..<rows * depth).map { Double(a[$0 / depth * aStride + $0 % depth]) },
      (0..<depth * columns).map { Double(b[$0 / columns * bStride + $0 % columns]) }, rows: rows,
      depth: depth,
      columns: columns)
    let (left, right, turnedRight) = (memory(a), memory(b), memory(turned))
    defer { withExtendedLifetime((left, right, turnedRight)) {} }
    for (matrix, transposed) in [
      (right.matrix(rows: depth, columns: columns, stride: bStride), Int32(0)),
      (turnedRight.matrix(rows: columns, columns: depth), 1),
    ] {
      let panels = gd_product_panels(columns)
      let weights = FloatMemory(gd_product_packed_count(depth, columns))
      defer { withExtendedLifetime(weights) {} }
      let packed = gd_packed(
        values: weights.base, count: weights.count, depth: depth, columns: columns)
      gd_product_pack(isa, matrix, transposed, packed, 0, panels)
      let c = FloatMemory(rows * cStride)
      func whole(_ memory: FloatMemory) -> gd_matrix {
        memory.matrix(rows: rows, columns: columns, stride: cStride)
      }
      let factor = left.matrix(rows: rows, columns: depth, stride: aStride)
      for panel in 0..<panels { gd_product_run(isa, factor, packed, whole(c), panel, panel + 1, nil) }
      #expect(
        error((0..<rows * columns).map { c[$0 / columns * cStride + $0 % columns] }, expected) <= 1e-6)
      #expect((0..<rows * cStride).allSatisfy { $0 % cStride < columns || c[$0] == 0 })
      // What neurons make of it: the very numbers of the product, through the curve.
      let fixed = FloatMemory(rows * cStride)
      for i in 0..<rows * cStride { fixed[i] = c[(i + 7) % (rows * cStride)] }
      let states = FloatMemory(rows * cStride)
      var settle = gd_settle(fixed: whole(fixed), slope: 0.5, low: 0, high: 0.3)
      gd_product_run(isa, factor, packed, whole(states), 0, panels, &settle)
      #expect(
        (0..<rows * cStride).allSatisfy { i in
          states[i] == (i % cStride < columns ? min(max(0.5 * (fixed[i] + c[i]), 0), 0.3) : 0)
        })
    }
  }
}

extension FloatMemory {
  /// A copy of all values.
  fileprivate var values: [Float] { (0..<count).map { base[$0] } }
}
