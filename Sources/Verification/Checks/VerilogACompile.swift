import Simulators

/// Every Verilog-A module is accepted by an OpenVAF front end, and is finite where a simulator starts.
///
/// Newton's method starts at the all-zero vector; a module whose residual or derivative is not a number there stops
/// every simulator, and no compiler sees it.
struct VerilogACompile: VerificationCheck {
  let id = "veriloga-compile"
  let title = "every Verilog-A module compiles without a warning and is finite at 0 V"
  let needs: [Tools.Need] = [.openvaf, .python]

  func run(_ context: VerificationContext, _ simulations: inout Simulations) throws -> CheckOutcome {
    let modules = VerilogAModules(context: context)
    var complaints: [String] = []
    var requests: [OSDIEvaluation.Request] = []
    for name in modules.names {
      do {
        let library = try modules.compile(name, &simulations)
        let groups = [false, true].map {
          OSDIEvaluation.Request.Group(isStatic: $0, nodes: [], points: [[]])
        }
        requests.append(OSDIEvaluation.Request(name: name, osdi: library.path, groups: groups))
      } catch let failure as ToolRun.Failure where !failure.isOfProgram {
        complaints.append(failure.description)
      }
    }
    for answer in try modules.evaluate(requests, &simulations) where !answer.isFinite {
      complaints.append("\(answer.name).va: a residual or derivative at 0 V is not finite")
    }
    guard complaints.isEmpty else { return .failed(complaints.joined(separator: "\n")) }
    return .measured(
      Measurement(
        quantity: "modules that do not compile or are not finite", figure: 0, tolerance: 0,
        count: modules.names.count))
  }
}
