import Estimation
import Foundation
import Technology

extension FuzzTarget {
  /// Files of a technology library, and descriptions of published chips.
  static let libraryTargets = [
    FuzzTarget(
      name: "library", summary: "a file of a technology library of any kind", isText: true,
      seeds: { project in
        let library = project.appendingPathComponent("Sources/Technology/Library")
        return try library.files(".yaml").filter { $0.deletingLastPathComponent() != library }
          .map { try $0.bytes }
      },
      reader: { scratch in
        return { bytes in
          scratch.write(bytes, "part.yaml")
          let library = TechnologyLibrary()
          let descriptions = try library.describe("part.yaml", relativeTo: scratch.url.path)
          precondition(!descriptions.isEmpty)
        }
      }),
    FuzzTarget(
      name: "macro", summary: "the description of a published chip, and its estimate", isText: true,
      seeds: { project in
        try project.appendingPathComponent("specs/published/silicon").files(".yaml").map { try $0.bytes }
      },
      reader: { scratch in
        return { bytes in
          scratch.write(bytes, "macro.yaml")
          let macro = try TechnologyLibrary().macro("macro.yaml", relativeTo: scratch.url.path)
          for point in macro.points { _ = try MacroEstimate(macro, at: point).warnings }
          _ = try SiliconTable([macro]).markdown
        }
      }),
  ]
}
