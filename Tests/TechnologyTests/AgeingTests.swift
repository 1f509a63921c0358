import Diagnostics
import Foundation
import Quantities
import Testing

@testable import Technology

/// What the write procedure, reads, time and temperature do to a conductance.
@Suite struct AgeingTests {
  let library = TechnologyLibrary()

  private func code(_ body: () throws -> Void) -> String? {
    do {
      try body()
      return nil
    } catch { return (error as? DiagnosticsError)?.diagnostics.first?.code }
  }

  // MARK: Programming

  @Test func programmingErrorIsThePublishedPolynomial() throws {
    let leti = try #require(ProgrammingModel(try library.device("leti-hfo2")))
    for x in [0.05, 0.3, 1] {
      let microsiemens = 0.348 + x * (16.030 + x * (-43.853 + x * (45.393 + x * -16.815)))
      #expect(abs(leti.deviation(40e-6 * x) - microsiemens * 1e-6) < 1e-15)
    }
    let pcm = try #require(ProgrammingModel(try library.device("pcm-gst")))
    #expect(abs(pcm.deviation(25e-6) - (0.26348 + 1.9650 - 1.1731) * 1e-6) < 1e-15)
  }

  @Test func targetsBeyondTheMeasurementAreRefused() throws {
    let leti = try #require(ProgrammingModel(try library.device("leti-hfo2")))
    #expect(try leti.deviation(Conductance(si: 40e-6)).si > 0)
    #expect(code { _ = try leti.deviation(Conductance(si: 41e-6)) } == "GD0311")
    #expect(code { try leti.check(Conductance(si: 1e-6)...Conductance(si: 50e-6)) } == "GD0311")
  }

  @Test func everyDeviceIsStatedForItsOwnRange() throws {
    for name in library.names(.devices) {
      let device = try library.device(name)
      try ProgrammingModel(device)?.check(device.conductanceRange)
      for g in [device.minimumConductance.value.si, device.maximumConductance.value.si] {
        if let model = ProgrammingModel(device) {
          #expect(model.deviation(g) < device.maximumConductance.value.si)
        }
        if let model = RetentionModel(device) {
          let added = model.relaxation(g, after: 172_800)
          #expect(added >= 0 && added < device.maximumConductance.value.si)
        }
      }
    }
  }

  @Test func binaryDevicesHaveTwoLevels() throws {
    for name in ["oxram-binary", "mtj-stt"] {
      let model = try #require(ProgrammingModel(try library.device(name)))
      #expect(model.level(3.4, low: 1, high: 5) == 5)
      #expect(model.level(2.9, low: 1, high: 5) == 1)
      #expect(model.level(9, low: 1, high: 5) == 5)
      #expect(model.errorRate > 0)
    }
    let analog = try #require(ProgrammingModel(try library.device("leti-hfo2")))
    #expect(analog.level(2.9, low: 1, high: 5) == 2.9)
    #expect(analog.errorRate == 0)
  }

  // MARK: Spread

  @Test func boundsOfADeviceStayPhysical() throws {
    for name in library.names(.devices) {
      let device = try library.device(name)
      let (minimum, maximum) = (device.minimumConductance.value.si, device.maximumConductance.value.si)
      #expect(device.bounds((0, 0)) == (minimum, maximum))
      for normals in [(-100.0, -100.0), (100, -100), (-100, 100)] {
        let (low, high) = device.bounds(normals)
        #expect(low >= 0)
        #expect(high >= low + 0.0099 * (maximum - minimum))
      }
    }
    let om = try library.device("reram-om")
    #expect(abs(om.bounds((0, 1)).high - (20e-6 + 0.17495 * 18e-6)) < 1e-15)
  }

  // MARK: Reading

  @Test func readNoiseLaws() throws {
    let leti = try #require(ReadNoiseModel(try library.device("leti-hfo2")))
    #expect(abs(leti.deviation(20e-6, after: 1) - 0.2e-6) < 1e-18)
    #expect(leti.deviation(20e-6, after: 1) == leti.deviation(20e-6, after: 1e6))
    let pcm = try #require(ReadNoiseModel(try library.device("pcm-gst")))
    let expected = 25e-6 * 0.0088 * log((20 + 250e-9) / 500e-9).squareRoot()
    #expect(abs(pcm.deviation(Conductance(si: 25e-6), after: TimeSpan(si: 20)).si - expected) < 1e-15)
    #expect(pcm.deviation(25e-6, after: 1e6) > pcm.deviation(25e-6, after: 20))
    // The amplitude is capped at low conductances, and there is no noise before the first read.
    #expect(pcm.deviation(1e-12, after: 20) / 1e-12 <= 0.2 * log(20 / 500e-9).squareRoot() * 1.001)
    #expect(pcm.deviation(0, after: 20) == 0)
    #expect(pcm.deviation(25e-6, after: 0) == 0)
  }

  // MARK: Retention

  @Test func driftStartsAtItsStartAndComposes() throws {
    let model = try #require(RetentionModel(try library.device("pcm-gst")))
    let g = 10e-6
    let nu = model.driftExponent(g, normal: 0.7)
    #expect(model.drifted(g, exponent: nu, after: 20) == g)
    #expect(model.drifted(g, exponent: nu, after: 0) == g)
    let (first, second) = (3600.0, 86_400.0)
    let once = model.drifted(g, exponent: nu, after: second)
    // From the first age on: t0 takes the place of the age.
    let twice = model.drifted(g, exponent: nu, after: first) * pow(second / first, -nu)
    #expect(abs(once / twice - 1) < 1e-12)
    #expect(once < model.drifted(g, exponent: nu, after: first))
    // The published clipped logarithms.
    #expect(abs(model.driftExponent(25e-6, normal: 0) - 0.049) < 1e-12)
    #expect(abs(model.driftExponent(25e-6 * exp(-4), normal: 0) - (0.0155 * 4 + 0.0244)) < 1e-12)
    #expect(abs(model.driftExponent(25e-9, normal: 0) - 0.1) < 1e-12)
    #expect(abs(model.driftExponent(25e-6, normal: 1) - 0.057) < 1e-12)
    #expect(model.driftExponent(0, normal: 1) == 0)
    #expect(model.driftExponent(g, normal: -20) > 0)
  }

  @Test func relaxationHitsThePublishedPoints() throws {
    let device = try library.device("leti-hfo2")
    let model = try #require(RetentionModel(device))
    let programming = try #require(ProgrammingModel(device))
    func total(_ g: Double, _ t: Double) -> Double {
      let (a, b) = (programming.deviation(g), model.relaxation(g, after: t))
      return (a * a + b * b).squareRoot()
    }
    for x in [0.1, 0.5, 1] {
      let day = 0.701 + x * (22.086 + x * (-50.773 + x * (47.095 + x * -16.458)))
      let days = 0.782 + x * (20.274 + x * (-43.507 + x * (37.062 + x * -11.934)))
      let g = 40e-6 * x
      #expect(model.relaxation(g, after: 1) == 0)
      #expect(model.relaxation(g, after: 0.5) == 0)
      #expect(abs(total(g, 86_400) - day * 1e-6) < 1e-12)
      #expect(abs(total(g, 172_800) - days * 1e-6) < 1e-12)
      // Half way in the logarithm of time.
      let middle = total(g, 86_400.0.squareRoot())
      #expect(abs(middle - (programming.deviation(g) + day * 1e-6) / 2) < 1e-12)
    }
    #expect(try library.device("leti-hfo2").variability.retention?.drift == nil)
    #expect(model.drifted(1e-5, exponent: model.driftExponent(1e-5, normal: 1), after: 1e6) == 1e-5)
  }

  @Test func ageAtAnotherTemperature() throws {
    let leti = try #require(RetentionModel(try library.device("leti-hfo2")))
    let hour = TimeSpan(si: 3600)
    #expect(try leti.equivalentAge(hour) == hour)
    #expect(try leti.equivalentAge(hour, at: Temperature(si: 298.15)) == hour)
    let hot = try leti.equivalentAge(hour, at: Temperature(si: 350))
    let expected = 3600 * exp(0.6 * 1.602176634e-19 / 1.380649e-23 * (1 / 298.15 - 1 / 350))
    #expect(abs(hot.si / expected - 1) < 1e-12)
    #expect(try leti.equivalentAge(hour, at: Temperature(si: 273)) < hour)
  }

  @Test func whatIsNotStatedIsRefused() throws {
    // The table ends after two days, in time and in what heat makes of it.
    let leti = try #require(RetentionModel(try library.device("leti-hfo2")))
    #expect(code { _ = try leti.equivalentAge(try .parse("3 days")) } == "GD0313")
    #expect(code { _ = try leti.equivalentAge(try .parse("1 day"), at: try .parse("85 °C")) } == "GD0313")
    // No activation energy, and no temperature at all.
    let pcm = try #require(RetentionModel(try library.device("pcm-gst")))
    #expect(try pcm.equivalentAge(try .parse("10 years")).si == 10 * 31_557_600)
    #expect(code { _ = try pcm.equivalentAge(TimeSpan(si: 60), at: try .parse("85 °C")) } == "GD0312")
    var device = try library.device("pcm-gst")
    device.variability.retention?.temperature = nil
    let bare = try #require(RetentionModel(device))
    #expect(code { _ = try bare.equivalentAge(TimeSpan(si: 60), at: try .parse("25 °C")) } == "GD0312")
    #expect(RetentionModel(try library.device("ideal")) == nil)
  }
}
