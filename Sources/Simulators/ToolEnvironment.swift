import Foundation

/// The environment that outside programs get: what they need, and nothing else of ours.
///
/// Results must depend on neither start-up files (`.spiceinit` in the home folder) nor variables (`SPICE_SCRIPTS`,
/// `PYTHONPATH`, `LD_PRELOAD`), and no program may be found in the folder one happens to stand in.
enum ToolEnvironment {
  /// Variables that pass as they are: numbers of threads.
  private static let passed = ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"]

  /// The variables.
  /// - Parameters:
  ///   - own: our own environment.
  ///   - home: stands for the home folder and for temporary files; ngspice 39 crashes without a home.
  static func variables(from own: [String: String], home: String) -> [String: String] {
    var result = own.filter { passed.contains($0.key) }
    result["HOME"] = home
    result["TMPDIR"] = home
    // Messages and numbers do not depend on the user's language.
    result["LC_ALL"] = "C"
    result["PATH"] = folders(own["PATH"]).joined(separator: ":")
    if result["PATH"] == "" { result["PATH"] = "/usr/local/bin:/usr/bin:/bin" }
    // Programs of modules and conda environments are found together with their libraries.
    let libraries = folders(own["LD_LIBRARY_PATH"])
    if !libraries.isEmpty { result["LD_LIBRARY_PATH"] = libraries.joined(separator: ":") }
    // `pip install --user` puts packages into the true home.
    if let base = own["PYTHONUSERBASE"] ?? own["HOME"].map({ "\($0)/.local" }), base.hasPrefix("/") {
      result["PYTHONUSERBASE"] = base
    }
    return result
  }

  /// The absolute folders of a list with colons: an empty or relative one is the working folder's, where a stranger's
  /// files may lie.
  static func folders(_ list: String?) -> [String] {
    (list ?? "").split(separator: ":").map(String.init).filter { $0.hasPrefix("/") }
  }
}
