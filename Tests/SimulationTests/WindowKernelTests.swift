import CKernels
import Testing

@testable import Kernels

/// The kernels of general windows against their plain Swift oracle, in float32 and float64.
@Suite struct WindowKernelTests {
  /// Overlapping, strided, padded, gapped and uneven windows.
  static let all: [SlidingWindows] = [
    SlidingWindows(
      images: 2, height: 6, width: 5, channels: 3, kernel: (3, 3), stride: (1, 1), padding: (1, 1)),
    SlidingWindows(
      images: 2, height: 7, width: 9, channels: 5, kernel: (5, 3), stride: (2, 1), padding: (2, 0)),
    SlidingWindows(images: 1, height: 7, width: 5, channels: 17, kernel: (2, 2), stride: (2, 2)),
    SlidingWindows(images: 3, height: 8, width: 8, channels: 1, kernel: (1, 2), stride: (3, 4)),
    SlidingWindows(
      images: 1, height: 4, width: 4, channels: 4, kernel: (3, 2), stride: (2, 2), padding: (1, 1)),
  ]

  private func c(_ w: SlidingWindows) -> gd_windows {
    gd_windows(
      images: w.images, height: w.height, width: w.width, channels: w.channels, kernel_y: w.kernel.y,
      kernel_x: w.kernel.x, stride_y: w.stride.y, stride_x: w.stride.x, padding_y: w.padding.y,
      padding_x: w.padding.x)
  }

  /// Multiples of 1/8, which every type adds without rounding.
  private func numbers(_ count: Int, stream: UInt32) -> [Double] {
    let philox = Philox(seed: 3)
    return (0..<count).map {
      ((philox.uniform(purpose: 0, stream: stream, index: UInt64($0)) - 0.5) * 64).rounded() / 8
    }
  }

  /// Runs a kernel in two calls and returns its output, `count` values that hold something else before.
  private func output<T: BinaryFloatingPoint & SendableMetatype>(
    _ count: Int, items: Int, _ kernel: (UnsafeMutablePointer<T>, Int, Int) -> Void
  ) -> [Double] {
    var values = [T](repeating: 77, count: count)
    kernel(&values, 0, items / 2)
    kernel(&values, items / 2, items)
    return values.map { Double($0) }
  }

  @Test(arguments: all) func columns(_ w: SlidingWindows) {
    var windows = c(w)
    #expect(gd_window_rows(&windows) == w.rows && gd_window_columns(&windows) == w.columns)
    let (input, columns) = (
      numbers(w.size, stream: 0), numbers(w.count * w.area * w.channels, stream: 1)
    )
    let (gathered, scattered) = (WindowReference.im2col(input, w), WindowReference.col2im(columns, w))
    let rows = w.images * w.rows
    #expect(
      output(columns.count, items: rows) { gd_im2col_float(&windows, input.map(Float.init), $0, $1, $2) }
        == gathered)
    #expect(output(columns.count, items: rows) { gd_im2col_double(&windows, input, $0, $1, $2) } == gathered)
    #expect(
      output(w.size, items: w.images) { gd_col2im_float(&windows, columns.map(Float.init), $0, $1, $2) }
        == scattered)
    #expect(
      output(w.size, items: w.images) { gd_col2im_double(&windows, columns, $0, $1, $2) } == scattered)
  }

  @Test(arguments: all) func largest(_ w: SlidingWindows) {
    var windows = c(w)
    let (input, values) = (numbers(w.size, stream: 0), numbers(w.count * w.channels, stream: 1))
    let expected = WindowReference.maxPool(input, w)
    let spread = WindowReference.maxUnpool(values, argmax: expected.argmax, w)
    let rows = w.images * w.rows
    var argmax = [UInt8](repeating: 99, count: values.count)
    #expect(
      output(values.count, items: rows) {
        gd_max_pool_float(&windows, input.map(Float.init), $0, &argmax, $1, $2)
      } == expected.values)
    #expect(argmax == expected.argmax)
    argmax = .init(repeating: 99, count: values.count)
    #expect(
      output(values.count, items: rows) { gd_max_pool_double(&windows, input, $0, &argmax, $1, $2) }
        == expected.values)
    #expect(argmax == expected.argmax)
    #expect(
      output(w.size, items: w.images) {
        gd_max_unpool_float(&windows, values.map(Float.init), argmax, $0, $1, $2)
      } == spread)
    #expect(
      output(w.size, items: w.images) { gd_max_unpool_double(&windows, values, argmax, $0, $1, $2) } == spread
    )
  }

  @Test(arguments: all) func average(_ w: SlidingWindows) {
    var windows = c(w)
    let (input, values) = (numbers(w.size, stream: 0), numbers(w.count * w.channels, stream: 1))
    let (mean, spread) = (WindowReference.averagePool(input, w), WindowReference.averageUnpool(values, w))
    let rows = w.images * w.rows
    func agree(_ a: [Double], _ b: [Double], _ tolerance: Double) -> Bool {
      a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) <= tolerance }
    }
    let meanOfFloats: [Double] = output(values.count, items: rows) {
      gd_average_pool_float(&windows, input.map(Float.init), $0, $1, $2)
    }
    #expect(agree(meanOfFloats, mean, 2e-6))
    let meanOfDoubles: [Double] = output(values.count, items: rows) {
      gd_average_pool_double(&windows, input, $0, $1, $2)
    }
    #expect(agree(meanOfDoubles, mean, 1e-14))
    let spreadOfFloats: [Double] = output(w.size, items: w.images) {
      gd_average_unpool_float(&windows, values.map(Float.init), $0, $1, $2)
    }
    #expect(agree(spreadOfFloats, spread, 4e-6))
    let spreadOfDoubles: [Double] = output(w.size, items: w.images) {
      gd_average_unpool_double(&windows, values, $0, $1, $2)
    }
    #expect(agree(spreadOfDoubles, spread, 1e-14))
  }
}
