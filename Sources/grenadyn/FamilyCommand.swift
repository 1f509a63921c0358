import ArgumentParser
import Designs
import Families

/// A command that reads specs: it runs with a registry of families, so that tests can add one of their own.
protocol FamilyCommand: ParsableCommand {
  /// Runs the command.
  /// - Parameter families: what specs may be of.
  func run(_ families: NetworkFamilies) throws
}

extension FamilyCommand {
  func run() throws { try run(.standard) }
}
