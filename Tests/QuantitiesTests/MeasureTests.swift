import Testing

@testable import Quantities

@Suite("Measures")
struct MeasureTests {
  @Test(
    "a number and a unit are one double, as in a quantity",
    arguments: [
      ("40", "uS", "40 uS"), ("0.43", "V", "0.43 V"), ("1e-3", "mm^2", "1e-3 mm^2"), ("27", "°C", "27 °C"),
      ("85", "%", "85 %"), ("-1.5", "1", "-1.5"), ("2", "day", "2 day"),
    ])
  func numbers(_ number: String, _ unit: String, _ text: String) throws {
    let measure = try #require(Measure(number: number, unit: unit))
    let same: [Measure?] = [
      (try? Conductance.parse(text)).map { Measure($0) }, (try? Voltage.parse(text)).map { Measure($0) },
      (try? Area.parse(text)).map { Measure($0) }, (try? Temperature.parse(text)).map { Measure($0) },
      (try? Ratio.parse(text)).map { Measure($0) }, (try? TimeSpan.parse(text)).map { Measure($0) },
    ]
    #expect(same.compactMap { $0 } == [measure])
  }

  @Test(
    "what is no number of a unit",
    arguments: [
      ("1", "parsec"), ("1", ""), ("1e999", "V"), ("1e-400", "V"), ("1e-320", "nV"), ("1e99999", "V"),
      ("1e", "V"), ("1e2e3", "V"), ("x", "V"),
      ("1", "V^4*V^4"),
    ])
  func none(_ number: String, _ unit: String) { #expect(Measure(number: number, unit: unit) == nil) }

  @Test(
    "every dimension has a unit that reads back",
    arguments: [
      "V", "S", "1", "V^4", "V^3/s", "kg^4*kg^4*kg^4", "m^-4*m^-4*m^-4*sq^-4*sq^-4*sq^-4*K^-4*K^-4*K^-4",
      "kg", "sq^5",
    ])
  func units(_ text: String) throws {
    let dimension = try #require(Exponents(unit: text))
    #expect(Exponents(unit: dimension.unit) == dimension, "\(dimension.unit)")
  }

  @Test("names, roots and the highest powers")
  func properties() {
    #expect(Voltage.exponents.name == "voltage" && Exponents(metre: 9).name == nil)
    #expect((Voltage.exponents * 2).squareRoot == Voltage.exponents && Voltage.exponents.squareRoot == nil)
    #expect(Exponents(metre: 5, second: -9).unit == "m^5*s^-9")
    let highest = Exponents(
      metre: -12, kilogram: -12, second: -12, ampere: -12, kelvin: -12, square: -12)
    #expect(Exponents(unit: highest.unit) == highest)
  }
}
