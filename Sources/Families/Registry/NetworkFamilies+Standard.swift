import Designs
import Hopfield
import Resistive

extension NetworkFamilies {
  /// Those of this program. A new family is one line here.
  package static let standard = NetworkFamilies([ResistiveNetwork.self, HopfieldNetwork.self])
}
