/// Windows that slide over channels-last images; for the test oracle of convolutions.
package struct SlidingWindows: Sendable {
  /// A row and a column count.
  package typealias Pair = (y: Int, x: Int)

  /// Images, their rows, columns and channels.
  package let images, height, width, channels: Int
  /// Pixels of a window, between windows, and of zeros around each image.
  package let kernel, stride, padding: Pair

  /// Windows over images.
  package init(
    images: Int, height: Int, width: Int, channels: Int, kernel: Pair, stride: Pair, padding: Pair = (0, 0)
  ) {
    (self.images, self.height, self.width, self.channels) = (images, height, width, channels)
    (self.kernel, self.stride, self.padding) = (kernel, stride, padding)
  }

  /// Rows of windows of an image.
  package var rows: Int { max(height + 2 * padding.y - kernel.y + stride.y, 0) / stride.y }
  /// Windows of a row.
  package var columns: Int { max(width + 2 * padding.x - kernel.x + stride.x, 0) / stride.x }
  /// Windows of all images.
  package var count: Int { images * rows * columns }
  /// Pixels of a window.
  package var area: Int { kernel.y * kernel.x }
  /// Values of all images.
  package var size: Int { images * height * width * channels }

  /// Calls `body` with each window, each place in it, and the position of that pixel's first channel in the images,
  /// or nil when it lies outside.
  package func scan(_ body: (_ window: Int, _ place: Int, _ position: Int?) -> Void) {
    for window in 0..<count {
      let (image, y, x) = (window / (rows * columns), window / columns % rows, window % columns)
      for place in 0..<area {
        let row = y * stride.y + place / kernel.x - padding.y
        let column = x * stride.x + place % kernel.x - padding.x
        let isInside = (0..<height).contains(row) && (0..<width).contains(column)
        body(window, place, isInside ? ((image * height + row) * width + column) * channels : nil)
      }
    }
  }
}

/// What the convolution kernels of `CKernels` compute, element by element in float64: slow, plain, and their test
/// oracle. The comments of `CConvolutions.h` are the definitions.
package enum WindowReference {
  /// w * input, not pooled; weights [ky][kx][in][out].
  package static func convolve(_ input: [Double], _ windows: SlidingWindows, weights: [Double]) -> [Double] {
    let out = weights.count / (windows.area * windows.channels)
    return product(
      im2col(input, windows), weights, rows: windows.count, depth: windows.area * windows.channels,
      columns: out)
  }

  /// Its transpose, the gradient of sum(values · (w * input)) with respect to the input.
  package static func convolveTransposed(
    _ values: [Double], _ windows: SlidingWindows, weights: [Double]
  ) -> [Double] {
    let depth = windows.area * windows.channels
    let out = weights.count / depth
    var turned = [Double](repeating: 0, count: weights.count)
    for k in 0..<depth { for o in 0..<out { turned[o * depth + k] = weights[k * out + o] } }
    return col2im(
      product(values, turned, rows: windows.count, depth: out, columns: depth), windows)
  }

  /// a b of row-major matrices, `gd_product_run`.
  package static func product(
    _ a: [Double], _ b: [Double], rows: Int, depth: Int, columns: Int
  ) -> [Double] {
    var result = [Double](repeating: 0, count: rows * columns)
    for i in 0..<rows {
      for k in 0..<depth {
        let value = a[i * depth + k]
        for j in 0..<columns { result[i * columns + j] += value * b[k * columns + j] }
      }
    }
    return result
  }

  /// The pixels of every window, one window after the other.
  package static func im2col(_ input: [Double], _ windows: SlidingWindows) -> [Double] {
    let channels = windows.channels
    var result = [Double](repeating: 0, count: windows.count * windows.area * channels)
    windows.scan { window, place, position in
      guard let position else { return }
      for c in 0..<channels { result[(window * windows.area + place) * channels + c] = input[position + c] }
    }
    return result
  }

  /// The transpose: each pixel is the sum of its places.
  package static func col2im(_ columns: [Double], _ windows: SlidingWindows) -> [Double] {
    let channels = windows.channels
    var result = [Double](repeating: 0, count: windows.size)
    windows.scan { window, place, position in
      guard let position else { return }
      for c in 0..<channels {
        result[position + c] += columns[(window * windows.area + place) * channels + c]
      }
    }
    return result
  }

  /// The largest value of every window and its place.
  package static func maxPool(
    _ input: [Double], _ windows: SlidingWindows
  ) -> (values: [Double], argmax: [UInt8]) {
    let channels = windows.channels
    var values = [Double](repeating: -.infinity, count: windows.count * channels)
    var argmax = [UInt8](repeating: 0, count: windows.count * channels)
    windows.scan { window, place, position in
      guard let position else { return }
      for c in 0..<channels where input[position + c] > values[window * channels + c] {
        values[window * channels + c] = input[position + c]
        argmax[window * channels + c] = UInt8(place)
      }
    }
    return (values, argmax)
  }

  /// The transpose, with fixed places.
  package static func maxUnpool(
    _ input: [Double], argmax: [UInt8], _ windows: SlidingWindows
  ) -> [Double] {
    let channels = windows.channels
    var result = [Double](repeating: 0, count: windows.size)
    windows.scan { window, place, position in
      guard let position else { return }
      for c in 0..<channels where Int(argmax[window * channels + c]) == place {
        result[position + c] += input[window * channels + c]
      }
    }
    return result
  }

  /// The mean of every window.
  package static func averagePool(_ input: [Double], _ windows: SlidingWindows) -> [Double] {
    let channels = windows.channels
    var result = [Double](repeating: 0, count: windows.count * channels)
    windows.scan { window, _, position in
      guard let position else { return }
      for c in 0..<channels {
        result[window * channels + c] += input[position + c] / Double(windows.area)
      }
    }
    return result
  }

  /// Its transpose.
  package static func averageUnpool(_ input: [Double], _ windows: SlidingWindows) -> [Double] {
    let channels = windows.channels
    var result = [Double](repeating: 0, count: windows.size)
    windows.scan { window, _, position in
      guard let position else { return }
      for c in 0..<channels {
        result[position + c] += input[window * channels + c] / Double(windows.area)
      }
    }
    return result
  }
}
