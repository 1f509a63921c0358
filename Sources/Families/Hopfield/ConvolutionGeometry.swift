/// Where the values of a convolution and of the pooling behind it lie, for one image of channels-last maps.
struct ConvolutionGeometry: Sendable {
  /// The layer below and the map before pooling.
  let input: LayerLayout
  let full: LayerLayout
  /// The layer above, after pooling.
  let output: LayerLayout
  /// The kernel's window.
  let window: Window
  /// The pooling; nil: none.
  let pooling: Pooling?

  /// Makes the geometry of a coupling between two layers.
  init(from: LayerLayout, to: LayerLayout, window: Window, pooling: Pooling?) {
    (input, output, self.window, self.pooling) = (from, to, window, pooling)
    full = LayerLayout(window.output(of: from.shape, channels: to.shape.channels), isInput: false)
  }

  /// Values of a patch: all that a place of the kernel sees.
  var patchSize: Int { window.size * window.size * input.stride }
  /// Places of the kernel.
  var places: Int { full.shape.height * full.shape.width }

  /// Calls `body` for every place and every tap of the kernel that lies in the map: (place, tap, pixel of the input).
  @inline(__always)
  private func forTaps(_ body: (_ place: Int, _ tap: Int, _ pixel: Int) -> Void, outside: (Int, Int) -> Void)
  {
    let shape = input.shape
    for oy in 0..<full.shape.height {
      for ox in 0..<full.shape.width {
        let place = oy * full.shape.width + ox
        for ky in 0..<window.size {
          let y = oy * window.stride + ky - window.padding
          for kx in 0..<window.size {
            let x = ox * window.stride + kx - window.padding
            let tap = ky * window.size + kx
            if y >= 0, y < shape.height, x >= 0, x < shape.width {
              body(place, tap, y * shape.width + x)
            } else {
              outside(place, tap)
            }
          }
        }
      }
    }
  }

  /// columns[place][tap][channel] = image at that place; 0 outside of the map.
  func gather<Scalar: EngineScalar>(
    _ image: UnsafePointer<Scalar>, into columns: UnsafeMutablePointer<Scalar>
  ) {
    let channels = input.stride
    forTaps { place, tap, pixel in
      (columns + place * patchSize + tap * channels).update(from: image + pixel * channels, count: channels)
    } outside: { place, tap in
      (columns + place * patchSize + tap * channels).update(repeating: 0, count: channels)
    }
  }

  /// The transpose of ``gather(_:into:)``: image = Σ of the columns that see a pixel.
  func scatter<Scalar: EngineScalar>(
    _ columns: UnsafePointer<Scalar>, into image: UnsafeMutablePointer<Scalar>
  ) {
    let channels = input.stride
    image.update(repeating: 0, count: input.size)
    forTaps { place, tap, pixel in
      let source = columns + place * patchSize + tap * channels
      let target = image + pixel * channels
      for c in 0..<channels { target[c] += source[c] }
    } outside: { _, _ in
    }
  }

  /// patches[place][channel] = image at one tap of every place; 0 outside of the map.
  func gatherTap<Scalar: EngineScalar>(
    _ tap: Int, of image: UnsafePointer<Scalar>, into patches: UnsafeMutablePointer<Scalar>
  ) {
    let channels = input.stride
    let (ky, kx) = (tap / window.size, tap % window.size)
    for oy in 0..<full.shape.height {
      let y = oy * window.stride + ky - window.padding
      for ox in 0..<full.shape.width {
        let x = ox * window.stride + kx - window.padding
        let target = patches + (oy * full.shape.width + ox) * channels
        if y >= 0, y < input.shape.height, x >= 0, x < input.shape.width {
          target.update(from: image + (y * input.shape.width + x) * channels, count: channels)
        } else {
          target.update(repeating: 0, count: channels)
        }
      }
    }
  }

  /// How far two sums of a channel may be apart by rounding alone, for inputs of at most 1: 16 u √channels ‖w‖, with the unit
  /// roundoff u. It is the error that Winograd's sums, too, leave (their differences are up to ten times as large as the
  /// values, and roundings of n products add up like √n: Higham and Mary, SIAM J. Sci. Comput. 41, A2815, 2019).
  /// - Parameter weights: a channel of the map after the other is the innermost.
  func ties<Scalar: EngineScalar>(
    of weights: UnsafePointer<Scalar>, into ties: UnsafeMutablePointer<Scalar>
  ) {
    let channels = full.stride
    ties.update(repeating: 0, count: channels)
    for row in 0..<patchSize {
      for c in 0..<channels { ties[c] += weights[row * channels + c] * weights[row * channels + c] }
    }
    let scale = 8 * Scalar.ulpOfOne * Scalar(input.stride).squareRoot()
    for c in 0..<channels { ties[c] = scale * ties[c].squareRoot() }
  }

  /// out = P(map); a max-pooling writes the tap it chose of every window into `choices`, or takes the one that is
  /// there.
  ///
  /// Of equal values the first is chosen, by rows of the window. Values that differ by less than rounding can make them
  /// (``ties(of:into:)`` times the largest input) are equal: on a uniform part of an image the four values of a window are
  /// the same sum, which float32 and float64 round in different ways, and what is chosen decides where the state above
  /// acts on the layer below. The value that is handed on is the largest in any case.
  /// - Parameter ties: of every channel, times the largest input; used where it is chosen.
  func pool<Scalar: EngineScalar>(
    _ map: UnsafePointer<Scalar>, _ choice: PoolingChoice, choices: UnsafeMutablePointer<UInt8>?,
    ties: (channels: UnsafePointer<Scalar>, peak: Scalar)?, into out: UnsafeMutablePointer<Scalar>
  ) {
    guard let pooling else { return out.update(from: map, count: full.size) }
    let channels = full.stride
    let taps = pooling.window.size * pooling.window.size
    forWindows(pooling.window) { place, pixel in
      let target = out + place * channels
      switch (pooling.kind, choice) {
      case (.average, _):
        target.update(repeating: 0, count: channels)
        for tap in 0..<taps {
          let source = map + pixel(tap) * channels
          for c in 0..<channels { target[c] += source[c] }
        }
        let share = 1 / Scalar(taps)
        for c in 0..<channels { target[c] *= share }
      case (.max, .choose):
        guard let chosen = choices.map({ $0 + place * channels }), let ties else { return }
        target.update(from: map + pixel(0) * channels, count: channels)
        for tap in 1..<max(1, taps) {
          let source = map + pixel(tap) * channels
          for c in 0..<channels { target[c] = max(target[c], source[c]) }
        }
        chosen.update(repeating: 0, count: channels)
        for tap in (0..<taps).reversed() {
          let source = map + pixel(tap) * channels
          for c in 0..<channels where source[c] >= target[c] - ties.peak * ties.channels[c] {
            chosen[c] = UInt8(truncatingIfNeeded: tap)
          }
        }
      case (.max, .keep):
        guard let chosen = choices.map({ $0 + place * channels }) else { return }
        for c in 0..<channels { target[c] = map[pixel(Int(chosen[c])) * channels + c] }
      }
    }
  }

  /// map = Pᵀ(values), the transpose of ``pool(_:_:choices:ties:into:)`` with the places in `choices`.
  func unpool<Scalar: EngineScalar>(
    _ values: UnsafePointer<Scalar>, choices: UnsafePointer<UInt8>?, into map: UnsafeMutablePointer<Scalar>
  ) {
    guard let pooling else { return map.update(from: values, count: full.size) }
    let channels = full.stride
    let taps = pooling.window.size * pooling.window.size
    map.update(repeating: 0, count: full.size)
    forWindows(pooling.window) { place, pixel in
      let source = values + place * channels
      switch pooling.kind {
      case .average:
        let share = 1 / Scalar(taps)
        for tap in 0..<taps {
          let target = map + pixel(tap) * channels
          for c in 0..<channels { target[c] += share * source[c] }
        }
      case .max:
        guard let chosen = choices.map({ $0 + place * channels }) else { return }
        for c in 0..<channels { map[pixel(Int(chosen[c])) * channels + c] += source[c] }
      }
    }
  }

  /// Calls `body` for every pooling window with its number and the map pixel of each of its taps.
  @inline(__always)
  private func forWindows(_ pool: Window, _ body: (_ place: Int, _ pixel: (Int) -> Int) -> Void) {
    let width = full.shape.width
    for oy in 0..<output.shape.height {
      for ox in 0..<output.shape.width {
        let corner = oy * pool.stride * width + ox * pool.stride
        body(oy * output.shape.width + ox) { tap in corner + tap / pool.size * width + tap % pool.size }
      }
    }
  }
}
