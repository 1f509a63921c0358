import Diagnostics
import Specification

// From a spec to a network.
extension HopfieldNetwork {
  /// The largest number of neurons or weights of a part: a guard against typing errors.
  static let sizeLimit = 1 << 28

  /// Infers the network of a spec.
  /// - Throws: every error at once: unknown activations (GD0440), windows that do not fit and layers that do not
  ///   match (GD0441), parts that are too large (GD0410).
  package init(spec: HopfieldSpec) throws(DiagnosticsError) {
    let network = spec.network
    var found: [Diagnostic] = []
    func error(_ code: String, _ message: String, _ place: SourceLocation, _ suggestion: String? = nil) {
      found.append(Diagnostic(.error, code, message, at: place, suggestion: suggestion))
    }
    func activation(_ name: Located<String>) -> Activation {
      do {
        return try Activations.named(name)
      } catch {
        found += error.diagnostics
        return Activations.all[0]
      }
    }
    func limited(_ sizes: [Int], _ what: String, _ place: SourceLocation) {
      var product = 1
      for size in sizes {
        let (value, overflow) = product.multipliedReportingOverflow(by: size)
        product = overflow ? Int.max : value
      }
      if product > Self.sizeLimit {
        error("GD0410", "\(what): \(product) are more than \(Self.sizeLimit)", place)
      }
    }
    let standard = activation(network.activation)

    /// Kind and output shape of a coupling; nil after an error.
    func coupling(
      _ convolution: Located<ConvolutionSpec>?, _ pooling: Located<PoolingSpec>?, from shape: FeatureShape,
      channels: Int, _ what: String
    ) -> (HopfieldCoupling.Kind, FeatureShape)? {
      guard let convolution else { return (.dense, FeatureShape(channels: channels)) }
      let window = Window(
        size: convolution.value.kernel, padding: convolution.value.padding, stride: convolution.value.stride)
      let convolved = window.output(of: shape, channels: channels)
      guard convolved.height > 0, convolved.width > 0 else {
        error(
          "GD0441",
          "\(what): a kernel of \(window.size) with padding \(window.padding) does not fit a map of "
            + "\(shape.height) × \(shape.width)", convolution.location)
        return nil
      }
      guard let pooling else { return (.convolution(window, nil), convolved) }
      let pool = Window(size: pooling.value.size, stride: pooling.value.stride ?? pooling.value.size)
      let pooled = pool.output(of: convolved, channels: channels)
      guard pooled.height > 0, pooled.width > 0 else {
        error(
          "GD0441",
          "\(what): a pooling window of \(pool.size) does not fit a map of \(convolved.height) × "
            + "\(convolved.width)", pooling.location)
        return nil
      }
      return (.convolution(window, Pooling(kind: pooling.value.kind, window: pool)), pooled)
    }

    let input = FeatureShape(inputShape: network.inputShape.value)
    limited(network.inputShape.value, "input values", network.inputShape.location)
    var layers: [HopfieldLayer] = []
    var couplings: [HopfieldCoupling] = []
    for (index, hidden) in network.hidden.enumerated() {
      let before = layers.last?.shape ?? input
      let layer = hidden.value
      let channels = layer.units?.value ?? layer.convolution?.value.channels?.value ?? 1
      let what = "hidden layer \(index + 1)"
      let fitting = coupling(
        layer.convolution, layer.pooling, from: before, channels: channels, what)
      let (kind, shape) = fitting ?? (.dense, FeatureShape(channels: channels))
      layers.append(HopfieldLayer(shape: shape, activation: layer.activation.map(activation) ?? standard))
      couplings.append(HopfieldCoupling(from: index, to: index + 1, kind: kind))
      limited([shape.channels, shape.height, shape.width], "neurons of \(what)", hidden.location)
    }
    let output = network.output
    if output.cost.value == .squaredError {
      couplings.append(HopfieldCoupling(from: layers.count, to: layers.count + 1, kind: .dense))
      layers.append(
        HopfieldLayer(
          shape: FeatureShape(channels: output.classes.value * output.replicas.value),
          activation: activation(output.activation)))
    }
    for skip in network.skips {
      let (from, to) = (skip.value.from, skip.value.to)
      guard to <= layers.count else {
        error(
          "GD0441", "skip: there is no layer \(to); the last free layer is \(layers.count)", skip.location,
          "to: \(layers.count)")
        continue
      }
      guard !couplings.contains(where: { $0.from == from && $0.to == to }) else {
        error(
          "GD0441", "skip: layers \(from) and \(to) are coupled already; write one skip", skip.location)
        continue
      }
      let target = layers[to - 1].shape
      if let channels = skip.value.convolution?.value.channels, channels.value != target.channels {
        error(
          "GD0441", "skip: \(channels.value) channels lead to layer \(to), which has \(target.channels)",
          channels.location, "\(target.channels)")
      }
      let channels = skip.value.convolution == nil ? target.count : target.channels
      guard
        let (kind, shape) = coupling(
          skip.value.convolution, skip.value.pooling, from: from == 0 ? input : layers[from - 1].shape,
          channels: channels, "skip from \(from) to \(to)")
      else { continue }
      if kind != .dense, shape != target {
        error(
          "GD0441",
          "skip from \(from) to \(to): the convolution makes \(shape.text), but layer \(to) is \(target.text)",
          skip.location)
      }
      couplings.append(HopfieldCoupling(from: from, to: to, kind: kind))
    }
    self.init(
      input: input, layers: layers, couplings: couplings, classes: output.classes.value,
      cost: output.cost.value, replicas: output.replicas.value)
    for (k, item) in self.couplings.enumerated() {
      let place = k < network.hidden.count ? network.hidden[k].location : network.output.classes.location
      limited(weightShape(item), "weights from layer \(item.from) to \(item.to)", place)
    }
    guard found.isEmpty else { throw DiagnosticsError(found) }
  }
}
