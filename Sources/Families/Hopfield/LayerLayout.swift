/// How the states of a layer lie in memory: [row][y][x][channel], the channels filled up to a multiple of 16.
///
/// A row is one sample in one of the phases that relax together. The values between the channels of a layer and the
/// next multiple of 16 are always 0.
struct LayerLayout: Sendable, Equatable {
  /// The layer's sizes.
  let shape: FeatureShape
  /// Values from one pixel to the next.
  let stride: Int
  /// Values from one row to the next.
  let size: Int

  /// The layout of a free layer; `isInput`: of the input, whose channels are not filled up.
  init(_ shape: FeatureShape, isInput: Bool) {
    self.shape = shape
    stride = isInput ? shape.channels : (shape.channels + 15) / 16 * 16
    size = shape.height * shape.width * stride
  }

  /// Place in a row of a neuron that files count in the order channel, row, column.
  func place(ofNeuron index: Int) -> Int {
    let pixels = shape.height * shape.width
    return index % pixels * stride + index / pixels
  }
}
