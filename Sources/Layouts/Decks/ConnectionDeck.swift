import Technology

/// A program for KLayout that extracts memristors and nets from a drawing and compares them with a netlist (LVS).
///
/// ```sh
/// klayout -b -r NAME.lvs -rd input=NAME.gds -rd schematic=NAME.lvs.sp -rd report=NAME.lvsdb
/// ```
/// It prints `LVS: match` or `LVS: differ`; KLayout ends with status 0 either way. Pins are compared by their names, in every cell
/// that has some.
package struct ConnectionDeck {
  private let rules: LayoutRules
  private let stack: MemristorStack

  /// The deck of a process; nil when it has no memristor.
  package init?(_ rules: LayoutRules) {
    guard let stack = rules.memristor else { return nil }
    (self.rules, self.stack) = (rules, stack)
  }

  /// What it says last of a drawing that is the netlist.
  package static let match = "LVS: match"

  /// The text of the file.
  package var text: String {
    func drawn(_ name: String) -> String {
      rules.layer(name).map { "input(\($0.number), \($0.datatype))" } ?? "polygon_layer"
    }
    func names(_ name: String) -> String {
      rules.layer(name).flatMap { layer in layer.label.map { "labels(\(layer.number), \($0))" } }
        ?? "polygon_layer"
    }
    return """
      # Memristors and nets of a drawing in \(rules.name), compared with a netlist; written by grenadyn.
      # klayout -b -r THIS -rd input=FILE.gds -rd schematic=FILE.sp -rd report=FILE.lvsdb
      # The last line says whether they match; the status is 0 either way.
      source($input)
      report_lvs($report)
      schematic($schematic)
      deep

      memristors = \(drawn(stack.layer))
      contacts = \(drawn(stack.via))
      below = \(drawn(stack.bottom))
      above = \(drawn(stack.top))
      names_below = \(names(stack.bottom))
      names_above = \(names(stack.top))

      # A mark with both metals over its whole area is a device between them. All have the resistance of the netlist: what is
      # written into a memristor is not drawn.
      class Memristor < RBA::GenericDeviceExtractor
        def initialize
          self.name = "\(ConnectionNetlist.model)"
        end

        def setup
          define_layer("M", "mark")
          define_layer("B", "metal below")
          define_layer("T", "metal above")
          register_device_class(RBA::DeviceClassResistor.new)
        end

        def get_connectivity(layout, layers)
          connectivity = RBA::Connectivity.new
          layers.each { |layer| connectivity.connect(layers[0], layer) }
          connectivity
        end

        def extract_devices(geometry)
          marks, below, above = geometry
          marks.each do |polygon|
            mark = RBA::Region.new(polygon)
            if [below, above].any? { |metal| (mark & metal).area != mark.area }
              error("a memristor without metal on both sides", polygon)
              next
            end
            device = create_device
            device.set_parameter(RBA::DeviceClassResistor::PARAM_R, 1.0)
            define_terminal(device, RBA::DeviceClassResistor::TERMINAL_A, 1, polygon)
            define_terminal(device, RBA::DeviceClassResistor::TERMINAL_B, 2, polygon)
          end
        end
      end

      extract_devices(Memristor.new, { "M" => memristors, "B" => below, "T" => above })
      # Contacts join the metals, but for those in memristors.
      plain = contacts.not_interacting(memristors)
      connect(below, plain)
      connect(plain, above)
      connect(below, names_below)
      connect(above, names_above)

      netlist.make_top_level_pins
      # Cells that the netlist does not have are taken apart.
      align
      schematic.each_circuit do |circuit|
        circuit.each_pin { |pin| same_nets!(circuit.name, pin.name, pin.name) }
      end
      matches = compare
      pins = ->(list) { list.each_circuit_top_down.first.each_pin.map { |pin| pin.name.upcase }.sort }
      # Lines that are alike may stand for each other in the comparison: where cells are joined, names decide.
      joints = lambda do |list|
        list.each_circuit.flat_map do |circuit|
          circuit.each_subcircuit.flat_map do |cell|
            cell.circuit_ref.each_pin.map do |pin|
              net = cell.net_for_pin(pin.id)
              [circuit.name, cell.circuit_ref.name, pin.name, net ? net.name : "-"].join(" ").upcase
            end
          end
        end.sort
      end
      strays = joints.(netlist) - joints.(schematic)
      strays.first(20).each { |joint| puts "joined otherwise: #{joint}" }
      matches = false if joints.(netlist) != joints.(schematic)
      if pins.(netlist) != pins.(schematic)
        puts "pins of the drawing: #{(pins.(netlist) - pins.(schematic)).join(' ')}"
        puts "pins of the netlist: #{(pins.(schematic) - pins.(netlist)).join(' ')}"
        matches = false
      end
      puts matches ? "\(Self.match)" : "LVS: differ"

      """
  }
}
