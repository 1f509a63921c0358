import Testing

@testable import Quantities

@Suite struct QuantityTests {
  private func si<D: Dimension>(_ type: Quantity<D>.Type, _ text: String) -> Double? {
    try? type.parse(text).si
  }

  @Test func readsUnitsAndPrefixes() {
    #expect(si(Voltage.self, "0.9 V") == 0.9)
    #expect(si(Voltage.self, "50mV") == 0.05)
    #expect(si(Voltage.self, "-1.5 kV") == -1500)
    #expect(si(Voltage.self, "−2 V") == -2)
    #expect(si(Voltage.self, "+.5 V") == 0.5)
    #expect(si(Voltage.self, "5. V") == 5)
    #expect(si(Voltage.self, "1_000 V") == 1000)
    #expect(si(Voltage.self, "2 W/A") == 2)
    #expect(si(Resistance.self, "100 kOhm") == 1e5)
    #expect(si(Resistance.self, "100 kΩ") == 1e5)
    #expect(si(Resistance.self, "100 k\u{2126}") == 1e5)
    #expect(si(Conductance.self, "40uS") == 40e-6)
    #expect(si(Conductance.self, "40 µS") == 40e-6)
    #expect(si(Conductance.self, "40 μS") == 40e-6)
    #expect(si(Conductance.self, "2 mA/V") == 2e-3)
    #expect(si(Conductance.self, "1e3 pS") == 1e-9)
    #expect(si(Conductance.self, "3 1/Ohm") == 3)
    #expect(si(Area.self, "4 mm^2") == 4e-6)
    #expect(si(Area.self, "4 mm²") == 4e-6)
    #expect(si(Area.self, "2 um*mm") == 2e-9)
    #expect(si(Area.self, "1 cm^2") == 1e-4)
    #expect(si(Frequency.self, "5 s⁻¹") == 5)
    #expect(si(Frequency.self, "10 MHz") == 1e7)
    #expect(si(Temperature.self, "300 K") == 300)
    #expect(si(Temperature.self, "27 °C") == 300.15)
    #expect(si(Ratio.self, "85 %") == 0.85)
    #expect(si(Ratio.self, "0.85") == 0.85)
    #expect(si(Ratio.self, "500 ppm") == 5e-4)
    #expect(si(SheetResistance.self, "0.125 Ohm/sq") == 0.125)
    #expect(si(SheetResistance.self, "70 mΩ/□") == 0.07)
    #expect(si(ResistancePerLength.self, "0.5 Ohm/um") == 5e5)
    #expect(si(CapacitancePerLength.self, "0.2 fF / um") == 2e-10)
    #expect(si(LearningRate.self, "100 uS^2/V^2") == 1e-10)
    #expect(si(LearningRate.self, "100 uS²/V²") == 1e-10)
    #expect(si(Voltage.self, "5e-324 V") == .leastNonzeroMagnitude)
  }

  @Test(arguments: [
    ("0.9", "'0.9' has no unit", "0.9 V"),
    ("0.9 v", "unknown unit 'v'", "0.9 V"),
    ("20 mv", "unknown unit 'mv'", "20 mV"),
    ("5 parsec", "unknown unit 'parsec'", "5 V"),
    ("5 kOhm", "'5 kOhm' is a resistance, not a voltage", nil),
    ("5 V*s", "'5 V*s' is not a voltage", nil),
    ("5 %", "'5 %' is a ratio, not a voltage", nil),
    ("five volts", "'five volts' is not a number with a unit", nil),
    ("", "'' is not a number with a unit", nil),
    ("V", "'V' is not a number with a unit", nil),
    ("nan V", "'nan V' is not a number with a unit", nil),
    ("_5 V", "'_5 V' is not a number with a unit", nil),
    ("1.2.3 V", "unknown unit '.3 V'", "1.2 V"),
    ("1e390 V", "'1e390 V' is out of the range of numbers", nil),
    ("1e-390 V", "'1e-390 V' is out of the range of numbers", nil),
    ("5 m V", "unknown unit 'm V'", "5 V"),
    ("5 V/", "unknown unit 'V/'", "5 V"),
    ("5 V^0", "unknown unit 'V^0'", "5 V"),
    ("5 V^99", "unknown unit 'V^99'", "5 V"),
    ("5 mm%", "unknown unit 'mm%'", "5 V"),
  ])
  func reportsWhatIsWrong(text: String, problem: String, suggestion: String?) {
    #expect {
      try Voltage.parse(text)
    } throws: { error in
      error as? QuantityError
        == QuantityError(problem: problem, expected: "a voltage such as 0.9 V", suggestion: suggestion)
    }
  }

  @Test func tellsASquareFromNone() {
    #expect(si(Resistance.self, "5 Ohm/sq") == nil)
    #expect(si(SheetResistance.self, "5 Ohm") == nil)
    #expect(si(SheetResistance.self, "5 Ohm*sq") == nil)
    #expect(si(Ratio.self, "5 sq") == nil)
  }

  @Test func suggestsTheRightCase() {
    #expect {
      try Conductance.parse("20 us")
    } throws: { error in
      let error = error as? QuantityError
      return error?.suggestion == "20 uS" && error?.problem == "'20 us' is a time, not a conductance"
    }
  }

  @Test(.timeLimit(.minutes(20))) func hostileTextIsRefused() {
    for text in [
      String(repeating: "9", count: 1_000_000) + " V", "1 " + String(repeating: "V*", count: 500_000) + "V",
      "1e" + String(repeating: "9", count: 100_000) + " V", String(repeating: " ", count: 1_000_000),
      "1e-9223372036854775808 V", "1e9223372036854775807 V",
      "1 V^" + String(repeating: "9", count: 1000), "1" + String(repeating: "\u{301}", count: 100_000),
    ] {
      #expect(si(Voltage.self, text) == nil)
    }
  }

  @Test func printsWithPrefixes() {
    #expect(Voltage(si: 0.9).description == "900 mV")
    #expect(Current(si: 9e-6).description == "9 uA")
    #expect(Area(si: 4e-6).description == "4 mm^2")
    #expect(Area(si: 5e-7).description == "500000 um^2")
    #expect(LearningRate(si: 1e-10).description == "100 uS^2/V^2")
    #expect(Temperature(si: 300.15).description == "300.15 K")
    #expect(Ratio(si: 0.85).description == "0.85")
    #expect(Voltage.zero.description == "0 V")
    #expect(Voltage(si: -1234.56789).description == "-1.23457 kV")
    #expect(Voltage(si: 999.9996).formatted(digits: 6) == "1 kV")
    #expect(Voltage(si: 999.9994).formatted(digits: 6) == "999.999 V")
    #expect(Voltage(si: 1e30).description == "1e18 TV")
    #expect(Voltage(si: .leastNonzeroMagnitude).description == "5e-300 yV")
    #expect(Voltage(si: .infinity).description == "inf V")
    #expect(Resistance(si: 123_456).formatted(digits: 2) == "120 kOhm")
  }

  /// Print and parse are inverse to each other, for any finite double and every dimension.
  @Test func exactTextReadsBack() throws {
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    func next() -> UInt64 {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return state
    }
    func check<D: Dimension>(_ value: Double, _ type: D.Type) throws {
      let quantity = Quantity<D>(si: value)
      #expect(try Quantity<D>.parse(quantity.exactText) == quantity)
      // Six digits are near: half a unit of the sixth.
      let near = try Quantity<D>.parse(quantity.description).si
      #expect(abs(near - value) <= 5.0001e-6 * abs(value))
    }
    for index in 0..<1500 {
      let value =
        index % 2 == 0
        ? Double(bitPattern: next() & 0x7FEF_FFFF_FFFF_FFFF)
        : Double(next() % 1_000_000) * (Double("1e\(Int(next() % 30) - 20)") ?? 1)
      guard value.isNormal else { continue }
      for dimension in allDimensions { try check(value, dimension) }
    }
  }

  @Test func everyDimensionReadsItsOwnTexts() throws {
    func check<D: Dimension>(_ type: D.Type) throws {
      #expect(Unit(D.unit) != nil, "\(D.unit)")
      let pattern = try Regex(Quantity<D>.pattern)
      let example = try Quantity<D>.parse(D.example)
      for text in [D.example, example.description, example.exactText, Quantity<D>(si: 1.25e-9).description] {
        #expect(text.wholeMatch(of: pattern) != nil, "\(text) \(Quantity<D>.pattern)")
        #expect((try? Quantity<D>.parse(text)) != nil)
      }
      for text in ["x", "5 parsec", "V V", "1..2 \(D.unit)"] {
        #expect(text.wholeMatch(of: pattern) == nil, "\(text) \(Quantity<D>.pattern)")
      }
    }
    for dimension in allDimensions { try check(dimension) }
    // The powers are all different, or a message would name the wrong one.
    let powers = allDimensions.compactMap { Unit($0.unit)?.exponents }
    #expect(Set(powers).count == allDimensions.count)
    #expect("5".wholeMatch(of: try Regex(Voltage.pattern)) == nil)
    #expect("5".wholeMatch(of: try Regex(Ratio.pattern)) != nil)
    #expect("27 °C".wholeMatch(of: try Regex(Temperature.pattern)) != nil)
    #expect("70 mΩ/□".wholeMatch(of: try Regex(SheetResistance.pattern)) != nil)
  }

  @Test func productsHaveTheRightDimension() {
    #expect((Conductance(si: 2) * Voltage(si: 3)).si == 6)
    #expect((Voltage(si: 6) / Resistance(si: 3)).si == 2)
    #expect((Current(si: 6) / Conductance(si: 3)).si == 2)
    #expect((Voltage(si: 2) * Current(si: 3)).si == 6)
    #expect((Power(si: 2) * TimeSpan(si: 3)).si == 6)
    #expect((Resistance(si: 2) * Capacitance(si: 3)).si == 6)
    #expect((Capacitance(si: 6) / Conductance(si: 3)).si == 2)
    #expect((SheetResistance(si: 6) / Length(si: 3) * Length(si: 2)).si == 4)
    #expect(Conductance(si: 4).resistance.si == 0.25)
    #expect(Voltage(si: 6) / Voltage(si: 3) == 2)
  }

  @Test func longTimesAndElectronvolts() throws {
    for (text, seconds) in [
      ("1 min", 60.0), ("2 h", 7200), ("1 day", 86_400), ("2 days", 172_800), ("10 years", 315_576_000),
      ("1.5 h", 5400),
    ] {
      let time = try TimeSpan.parse(text)
      #expect(time.si == seconds)
      #expect(time.calendarText == text)
      #expect(text.wholeMatch(of: try Regex(TimeSpan.pattern)) != nil)
    }
    #expect(TimeSpan(si: 50e-9).calendarText == "50 ns")
    #expect(TimeSpan(si: 59).calendarText == "59 s")
    // Days and hours take no prefix: "kday" is nothing, "mh" and "Th" are no times.
    for text in ["1 kday", "1 mh", "1 kmin", "1 dayy"] {
      #expect(throws: QuantityError.self) { try TimeSpan.parse(text) }
    }
    #expect(abs(try Energy.parse("1.1 eV").si / 1.7623942974e-19 - 1) < 1e-12)
    #expect(abs(try Energy.parse("25 meV").electronvolts - 0.025) < 1e-12)
    #expect("1.1 eV".wholeMatch(of: try Regex(Energy.pattern)) != nil)
    // Powers and quotients carry the factor along.
    #expect(abs(try Frequency.parse("6 1/min").si - 0.1) < 1e-15)
  }
}

@Suite struct LongTimeTests {
  @Test(arguments: [
    ("1 day", 86_400.0), ("2 days", 172_800), ("1.5 h", 5400), ("10 min", 600), ("10 years", 315_576_000),
    ("5 ms", 0.005),
  ]) func areRead(_ text: String, _ seconds: Double) throws {
    #expect(try TimeSpan.parse(text).si == seconds)
    #expect(text.wholeMatch(of: try Regex(TimeSpan.pattern)) != nil)
  }
  @Test(arguments: ["1 mday", "1 V/h", "2 weeks"]) func areNotMixed(_ text: String) {
    #expect(throws: QuantityError.self) { try TimeSpan.parse(text) }
  }
}
