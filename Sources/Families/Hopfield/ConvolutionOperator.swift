import Kernels

/// A convolution of any window with pooling of any window, as matrix products of gathered patches.
///
/// The weights lie as [row of the kernel][column][channel of `from`][channel of `to`].
final class ConvolutionOperator<Scalar: EngineScalar>: CouplingOperator, @unchecked Sendable {
  let weights: Tensor<Scalar>
  private let geometry: ConvolutionGeometry
  /// The tap of every window that the last forward chose: [row][place][channel]; empty without max-pooling.
  private let choices: UnsafeMutableBufferPointer<UInt8>
  /// How far equal sums of a channel are apart, for inputs of 1; empty without max-pooling.
  private let ties: Tensor<Scalar>
  /// A thread's patches and full maps of the images of one part of the work.
  private let patches: [Tensor<Scalar>]
  private let maps: [Tensor<Scalar>]
  /// Images of a part: enough for a product of 64 rows or more.
  private let images: Int

  /// Makes an operator with weights of 0.
  /// - Parameters:
  ///   - rows: the most rows it will meet.
  ///   - threads: the size of the team.
  init(_ geometry: ConvolutionGeometry, rows: Int, threads: Int) {
    self.geometry = geometry
    weights = Tensor(geometry.patchSize * geometry.full.stride)
    images = max(1, min(rows, (64 + geometry.places - 1) / geometry.places))
    let places = images * geometry.places
    patches = (0..<threads).map { _ in Tensor(places * geometry.patchSize) }
    maps = (0..<threads).map { _ in Tensor(places * geometry.full.stride) }
    choices = .allocate(capacity: geometry.pooling?.kind == .max ? rows * geometry.output.size : 0)
    choices.initialize(repeating: 0)
    ties = Tensor(geometry.pooling?.kind == .max ? geometry.full.stride : 0)
  }
  deinit { choices.deallocate() }

  var fullSize: Int { geometry.full.size }
  var choosesPlaces: Bool { geometry.pooling?.kind == .max }

  func place(ofWeight index: Int) -> Int {
    let (size, inputs) = (geometry.window.size, geometry.input.shape.channels)
    let tap = index % (size * size)
    let (to, from) = (index / (size * size) / inputs, index / (size * size) % inputs)
    return (tap * geometry.input.stride + from) * geometry.full.stride + to
  }

  func prepare(_ seat: WorkerTeam.Seat) {
    if choosesPlaces, seat.index == 0 { geometry.ties(of: weights.base, into: ties.base) }
  }

  /// What a choice needs to know of the rounding of an image's sums; nil where nothing is chosen.
  private func ties(_ image: UnsafePointer<Scalar>, _ pooling: PoolingChoice) -> (
    channels: UnsafePointer<Scalar>, peak: Scalar
  )? {
    guard choosesPlaces, pooling == .choose else { return nil }
    var peak: Scalar = 0
    for i in 0..<geometry.input.size { peak = max(peak, abs(image[i])) }
    return (UnsafePointer(ties.base), peak)
  }

  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  func forward(
    _ from: UnsafeMutablePointer<Scalar>, rows: Int, _ pooling: PoolingChoice,
    into out: UnsafeMutablePointer<Scalar>,
    _ seat: WorkerTeam.Seat
  ) {
    let (columns, map) = (patches[seat.index], maps[seat.index])
    forParts(rows, seat) { part in
      for (k, row) in part.enumerated() {
        geometry.gather(
          from + row * geometry.input.size,
          into: columns.base + k * geometry.places * geometry.patchSize)
      }
      Scalar.product(
        rows: part.count * geometry.places, columns: geometry.full.stride, inner: geometry.patchSize,
        MatrixView(base: columns.base, stride: geometry.patchSize),
        MatrixView(base: weights.base, stride: geometry.full.stride), adding: false,
        into: MatrixView(base: map.base, stride: geometry.full.stride))
      for (k, row) in part.enumerated() {
        geometry.pool(
          map.base + k * geometry.full.size, pooling, choices: chosen(row),
          ties: ties(from + row * geometry.input.size, pooling), into: out + row * geometry.output.size)
      }
    }
  }

  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  func backward(
    _ to: UnsafeMutablePointer<Scalar>, rows: Int, into out: UnsafeMutablePointer<Scalar>,
    _ seat: WorkerTeam.Seat
  ) {
    let (columns, map) = (patches[seat.index], maps[seat.index])
    forParts(rows, seat) { part in
      for (k, row) in part.enumerated() {
        geometry.unpool(
          to + row * geometry.output.size, choices: chosen(row), into: map.base + k * geometry.full.size)
      }
      Scalar.product(
        rows: part.count * geometry.places, columns: geometry.patchSize, inner: geometry.full.stride,
        MatrixView(base: map.base, stride: geometry.full.stride),
        MatrixView(base: weights.base, stride: geometry.full.stride).transposed, adding: false,
        into: MatrixView(base: columns.base, stride: geometry.patchSize))
      for (k, row) in part.enumerated() {
        geometry.scatter(
          columns.base + k * geometry.places * geometry.patchSize, into: out + row * geometry.input.size)
      }
    }
  }

  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  func expand(
    _ to: UnsafeMutablePointer<Scalar>, rows: Int, into out: UnsafeMutablePointer<Scalar>,
    _ seat: WorkerTeam.Seat
  ) {
    forParts(rows, seat) { part in
      for row in part {
        geometry.unpool(
          to + row * geometry.output.size, choices: chosen(row), into: out + row * geometry.full.size)
      }
    }
  }

  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  func gradient(_ rows: GradientRows<Scalar>, into out: UnsafeMutablePointer<Scalar>, _ seat: WorkerTeam.Seat)
  {
    let taps = geometry.window.size * geometry.window.size
    let (inputs, outputs) = (geometry.input.stride, geometry.full.stride)
    let columns = patches[seat.index]
    // As many images at a time as fit, one tap of the kernel after another: a thread's patches hold all taps.
    let images = max(1, min(rows.count, columns.count / (geometry.places * inputs)))
    for tap in 0..<taps where seat.owns(tap, of: taps) {
      for first in stride(from: 0, to: rows.count, by: images) {
        let part = first..<min(rows.count, first + images)
        for (k, row) in part.enumerated() {
          geometry.gatherTap(
            tap, of: rows.left + row * geometry.input.size,
            into: columns.base + k * geometry.places * inputs)
        }
        Scalar.product(
          rows: inputs, columns: outputs, inner: part.count * geometry.places,
          MatrixView(base: columns.base, stride: inputs).transposed,
          MatrixView(base: rows.right + first * geometry.full.size, stride: outputs), adding: first > 0,
          into: MatrixView(base: out + tap * inputs * outputs, stride: outputs))
      }
    }
  }

  /// out = the values of full maps at the places that the last forward chose.
  func keepPlaces(
    of maps: UnsafeMutablePointer<Scalar>, rows: Int, into out: UnsafeMutablePointer<Scalar>,
    _ seat: WorkerTeam.Seat
  ) {
    for row in seat.part(of: rows) {
      geometry.pool(
        maps + row * geometry.full.size, .keep, choices: chosen(row), ties: nil,
        into: out + row * geometry.output.size)
    }
  }

  /// The taps that the last forward chose, for an operator that chooses faster; nil without max-pooling.
  var places: UnsafeMutablePointer<UInt8>? { choices.baseAddress }

  /// Where the choices of a row are; nil without max-pooling.
  private func chosen(_ row: Int) -> UnsafeMutablePointer<UInt8>? {
    choosesPlaces ? choices.baseAddress.map { $0 + row * geometry.output.size } : nil
  }

  /// This thread's parts of some rows.
  private func forParts(_ rows: Int, _ seat: WorkerTeam.Seat, _ body: (Range<Int>) -> Void) {
    let parts = (rows + images - 1) / images
    for part in 0..<parts where seat.owns(part, of: parts) {
      body(part * images..<min(rows, (part + 1) * images))
    }
  }
}
