import Specification

/// Sizes of a layer: channels of a height × width map; a dense layer has one neuron a channel.
package struct FeatureShape: Sendable, Equatable {
  /// Channels.
  package var channels: Int
  /// Height and width of each channel's map.
  package var height: Int, width: Int

  /// Makes a shape; a dense layer's without height and width.
  package init(channels: Int, height: Int = 1, width: Int = 1) {
    (self.channels, self.height, self.width) = (channels, height, width)
  }

  /// The shape of an input array: [values], [height, width] or [channels, height, width].
  package init(inputShape sizes: [Int]) {
    switch sizes.count {
    case 2: self.init(channels: 1, height: sizes[0], width: sizes[1])
    case 3: self.init(channels: sizes[0], height: sizes[1], width: sizes[2])
    default: self.init(channels: sizes.reduce(1, *))
    }
  }

  /// Number of neurons.
  package var count: Int { channels * height * width }

  /// "128 × 16 × 16", or "512".
  package var text: String {
    height == 1 && width == 1 ? "\(channels)" : "\(channels) × \(height) × \(width)"
  }
}

/// The window of a convolution or a pooling: its size and how it moves over a map.
package struct Window: Sendable, Equatable {
  /// Height and width.
  package var size: Int
  /// Zeros around the map, on each side.
  package var padding: Int
  /// Steps.
  package var stride: Int

  /// Makes a window.
  package init(size: Int, padding: Int = 0, stride: Int) {
    (self.size, self.padding, self.stride) = (size, padding, stride)
  }

  /// Number of places along a side of a map; the last places that do not fit are left out. At most 0: it does not
  /// fit at all.
  package func places(along side: Int) -> Int {
    let room = side + 2 * padding - size
    return room < 0 ? 0 : room / stride + 1
  }

  /// The map of the places.
  package func output(of shape: FeatureShape, channels: Int) -> FeatureShape {
    FeatureShape(channels: channels, height: places(along: shape.height), width: places(along: shape.width))
  }
}

/// Pooling behind a convolution.
package struct Pooling: Sendable, Equatable {
  /// What is kept of a window.
  package var kind: PoolingKind
  /// The window; never padded.
  package var window: Window

  /// Makes a pooling.
  package init(kind: PoolingKind, window: Window) { (self.kind, self.window) = (kind, window) }
}
