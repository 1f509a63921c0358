// swift-tools-version: 6.1
import PackageDescription

/// Modules whose loops tests run for minutes are optimized in debug builds too; checks of arithmetic and bounds stay.
let fastLoops: [SwiftSetting] = [.unsafeFlags(["-O"], .when(configuration: .debug))]
/// What every module from the fabric on may import.
let hardware: [Target.Dependency] = [
  "Diagnostics", "Quantities", "Expressions", "Specification", "Technology", "Fabrics",
]
/// What tells how a chip does, and what that is checked with.
let simulated: [Target.Dependency] = hardware + ["Files", "Networks", "Mapping", "Simulation", "Estimation"]
/// Everything below the command line.
let everything: [Target.Dependency] =
  simulated + [
    "Families", "Circuits", "Netlists", "Simulators", "Characterization", "Verification", "Reports",
  ]

/// Modules, lowest first: a module imports only modules above it in this list (Grenadyn.docc/Architecture.md).
let package = Package(
  name: "grenadyn",
  products: [.executable(name: "grenadyn", targets: ["grenadyn"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
  ],
  targets: [
    .systemLibrary(name: "CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "COpenBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"])]),

    // The kernels' assertions are for debug builds.
    .target(
      name: "CKernels",
      cSettings: [
        .define("NDEBUG", .when(configuration: .release)),
        .unsafeFlags(["-O2"], .when(configuration: .debug)),
      ]),
    .target(name: "Kernels", dependencies: ["CKernels"], swiftSettings: fastLoops),
    .target(name: "CFiles"),
    .target(name: "Files", dependencies: ["CFiles"]),
    .target(name: "Diagnostics", resources: [.copy("Resources/Explanations")]),
    .target(name: "Quantities"),
    .target(
      name: "Expressions", dependencies: ["Diagnostics", "Quantities"], swiftSettings: fastLoops),
    .target(
      name: "Specification", dependencies: ["CLibYAML", "Diagnostics", "Quantities"], swiftSettings: fastLoops
    ),
    .target(
      name: "Technology", dependencies: ["Specification", "Expressions", "Diagnostics", "Quantities"],
      resources: [.copy("Library")]),
    .target(
      name: "Fabrics",
      dependencies: ["Technology", "Specification", "Expressions", "Diagnostics", "Quantities"]),
    .target(name: "Mapping", dependencies: hardware),
    .target(name: "Circuits", dependencies: ["Technology", "Expressions", "Diagnostics", "Quantities"]),
    .target(
      name: "Netlists", dependencies: hardware + ["Circuits", "Files", "Mapping"], swiftSettings: fastLoops),
    .target(
      name: "Simulators", dependencies: ["Diagnostics", "Files"], resources: [.copy("Resources")]),
    .target(
      name: "Characterization", dependencies: hardware + ["Circuits", "Files", "Netlists", "Simulators"],
      resources: [.copy("Library")], swiftSettings: fastLoops),
    .target(name: "Networks", dependencies: hardware),
    .target(
      name: "Simulation",
      dependencies: hardware + ["CZlib", "COpenBLAS", "CKernels", "Kernels", "Files", "Mapping", "Networks"],
      resources: [.copy("Datasets")], swiftSettings: fastLoops),
    .target(
      name: "Hopfield",
      dependencies: hardware + ["COpenBLAS", "CKernels", "Kernels", "Files", "Simulation", "Networks"],
      path: "Sources/Families/Hopfield", swiftSettings: fastLoops),
    .target(
      name: "Families", dependencies: ["Hopfield", "Simulation", "Networks"],
      path: "Sources/Families/Registry"),
    .target(name: "Estimation", dependencies: hardware + ["Simulation", "Mapping"]),
    .target(
      name: "Verification", dependencies: simulated + ["Circuits", "Netlists", "Simulators"],
      resources: [.copy("Resources")]),
    .target(
      name: "Reports",
      dependencies: simulated + [
        "CCrypto", "Families", "Circuits", "Netlists", "Simulators", "Characterization", "Verification",
        .product(name: "Mustache", package: "swift-mustache"),
      ],
      resources: [.copy("HTML/Templates")]),
    .executableTarget(
      name: "grenadyn",
      dependencies: everything + [.product(name: "ArgumentParser", package: "swift-argument-parser")]),
    .executableTarget(
      name: "grenadyn-bench",
      dependencies: everything + [
        "Hopfield", "CKernels", "Kernels", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(name: "grenadyn-fuzz", dependencies: everything),

    .testTarget(name: "DiagnosticsTests", dependencies: ["Diagnostics"]),
    .testTarget(name: "FilesTests", dependencies: ["Files", "CFiles"]),
    .testTarget(name: "QuantitiesTests", dependencies: ["Quantities"]),
    .testTarget(
      name: "ExpressionsTests",
      dependencies: ["Expressions", "Simulators", "Verification", "Kernels", "Diagnostics", "Quantities"]),
    .testTarget(
      name: "SpecificationTests",
      dependencies: ["Families", "Hopfield", "Specification", "Diagnostics", "Quantities"]),
    .testTarget(
      name: "TechnologyTests",
      dependencies: [
        "Families", "Hopfield", "Technology", "Expressions", "Specification", "Kernels", "Diagnostics",
        "Quantities",
      ],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "SimulationTests", dependencies: simulated + ["Families", "Hopfield", "CKernels", "Kernels"],
      exclude: ["Fixtures"]),
    .testTarget(name: "MappingTests", dependencies: hardware + ["Mapping", "Networks"]),
    .testTarget(
      name: "NetlistsTests",
      dependencies: hardware + ["Circuits", "Files", "Kernels", "Mapping", "Netlists", "Networks"],
      exclude: ["Expected"]),
    .testTarget(
      name: "CircuitsTests",
      dependencies: hardware + ["Circuits", "Netlists", "Simulators", "Characterization"]),
    .testTarget(name: "EstimationTests", dependencies: simulated + ["Kernels", "Netlists"]),
    .testTarget(
      name: "VerificationTests",
      dependencies: simulated + ["Circuits", "Kernels", "Netlists", "Simulators", "Verification"]),
    .testTarget(name: "ReportsTests", dependencies: everything + ["Hopfield", "Kernels"]),
    .testTarget(name: "FamiliesTests", dependencies: everything + ["grenadyn", "Kernels"]),
    .testTarget(name: "CommandLineTests", dependencies: ["grenadyn"]),
    .testTarget(name: "BenchTests", dependencies: ["grenadyn-bench"]),
    .testTarget(name: "FuzzTests", dependencies: ["grenadyn-fuzz"]),
  ],
  swiftLanguageModes: [.v6]
)
