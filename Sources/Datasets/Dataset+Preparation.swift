import Diagnostics
import Specification

extension Dataset {
  /// Applies what a spec asks of any data set: validation part, scaling, normalization and augmentation.
  /// - Throws: all located diagnostics at once: those of ``scaleTargets(for:_:)``, GD0615 for values beyond the full scale, GD0609 for an augmentation and GD0610 for a normalization that do
  ///   not fit the samples' shape.
  mutating func prepare(for request: DataRequest) throws(DiagnosticsError) {
    var found: [Diagnostic] = []
    if let fraction = request.validationFraction {
      let parts = train.split(fraction.value.si, seed: request.seed, stream: 1)
      (train, validation) = (parts.rest, parts.chosen)
    }
    scale(for: request, &found)
    scaleTargets(for: request, &found)
    if let augment = request.augment {
      augmentation = Augmentation(augment.value, shape: shape, seed: request.seed)
      if augmentation == nil {
        let isImage = shape.count == 2 || shape.count == 3
        found.append(
          Diagnostic(
            .error, "GD0609",
            isImage
              ? "a shift of \(augment.value.shift) pixels can push the images of data set '\(name)' (\(shape)) out of "
                + "sight"
              : "samples of data set '\(name)' have the shape \(shape); only images, [lines, columns] or [channels, "
                + "lines, columns], can be shifted and mirrored", at: augment.location,
            suggestion: isImage ? "{ shift: 2 }" : nil))
      }
    }
    if let normalize = request.normalize {
      let normalization = Normalization(normalize.value, shape: shape)
      (train.normalization, test.normalization) = (normalization, normalization)
      validation?.normalization = normalization
      if normalization == nil {
        let channels = Normalization.channelCount(shape)
        found.append(
          Diagnostic(
            .error, "GD0610",
            "\(max(normalize.value.mean.count, normalize.value.deviation.count)) means or deviations, but samples of "
              + "data set '\(name)' (\(shape)) have \(channels) channel\(channels == 1 ? "" : "s"); write one for all or "
              + "one a channel", at: normalize.location))
      }
    }
    guard found.isEmpty else { throw DiagnosticsError(found) }
  }

  /// The values of a training sample as an epoch (from 0) sees it.
  package func trainingValues(_ index: Int, epoch: Int) -> [Double] {
    guard let augmentation else { return train.values(index) }
    let changed = augmentation.applied(to: train.plainValues(index), zero: 0, epoch: epoch, sample: index)
    return train.normalization?.applied(to: changed) ?? changed
  }
}
