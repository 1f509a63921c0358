extension FixedWidthInteger {
  /// The whole part of a number that may be anything: the nearest end of the range for one beyond it, 0 for what is not a
  /// number.
  ///
  /// Numbers of files and options reach the code behind many products; a conversion of them must not end the program.
  package init(saturating value: some BinaryFloatingPoint) {
    self = Self(exactly: value.rounded(.towardZero)) ?? (value.isNaN ? 0 : value < 0 ? .min : .max)
  }
}

extension Int {
  /// A product of sizes; the largest number where it is beyond that.
  package static func saturatingProduct(_ sizes: some Sequence<Int>) -> Int {
    sizes.reduce(1) { product, size in
      let (value, overflow) = product.multipliedReportingOverflow(by: size)
      return overflow ? Int.max : value
    }
  }
}
