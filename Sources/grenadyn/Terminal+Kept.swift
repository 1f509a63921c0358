extension Terminal {
  /// Says that a chip was simulated by an earlier command.
  static func noteKeptActivity() {
    note(
      "  the chip was simulated before, with the same inputs: that is taken (--no-cache simulates it anew)")
  }
}
