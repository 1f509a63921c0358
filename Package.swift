// swift-tools-version: 6.1
import PackageDescription

/// Modules whose loops tests run for minutes are optimized in debug builds too; checks of arithmetic and bounds stay.
let fastLoops: [SwiftSetting] = [.unsafeFlags(["-O"], .when(configuration: .debug))]
/// What every module from the fabric on may import.
let hardware: [Target.Dependency] = [
  "Diagnostics", "Quantities", "Expressions", "Specification", "Technology", "Fabrics",
]
/// What settles, learns and is written, of no family.
let learning: [Target.Dependency] =
  hardware + ["Kernels", "Files", "Mapping", "Statistics", "Datasets", "Devices", "Learning"]
/// What tells how a chip does, of any family.
let simulated: [Target.Dependency] =
  learning + ["Crossbars", "Prediction", "Activity", "Designs", "Estimation"]
/// Everything below the command line.
let everything: [Target.Dependency] =
  simulated + [
    "Resistive", "Families", "Circuits", "Layouts", "Netlists", "Simulators", "Characterization",
    "Verification", "Reports",
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
    .target(name: "CFiles"),
    .target(name: "Files", dependencies: ["CFiles"]),
    .target(name: "Diagnostics", resources: [.copy("Resources/Explanations")]),
    .target(name: "Quantities"),
    .target(
      name: "Kernels", dependencies: ["CKernels", "Diagnostics", "Quantities"], swiftSettings: fastLoops),
    .target(name: "Statistics"),
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
    .target(name: "Layouts", dependencies: hardware + ["Mapping"]),
    .target(name: "Circuits", dependencies: ["Technology", "Expressions", "Diagnostics", "Quantities"]),
    .target(
      name: "Netlists", dependencies: hardware + ["Circuits", "Files", "Mapping"], swiftSettings: fastLoops),
    .target(
      name: "Simulators", dependencies: ["Diagnostics", "Files"], resources: [.copy("Resources")]),
    .target(
      name: "Characterization", dependencies: hardware + ["Circuits", "Files", "Netlists", "Simulators"],
      resources: [.copy("Library")], swiftSettings: fastLoops),
    .target(
      name: "Datasets", dependencies: hardware + ["CZlib", "Kernels", "Files"], resources: [.copy("Library")],
      swiftSettings: fastLoops),
    .target(
      name: "Devices", dependencies: hardware + ["CKernels", "Kernels", "Files", "Mapping"],
      swiftSettings: fastLoops),
    .target(
      name: "Crossbars", dependencies: hardware + ["COpenBLAS", "CKernels", "Kernels", "Files", "Mapping"],
      swiftSettings: fastLoops),
    .target(
      name: "Learning",
      dependencies: hardware + ["COpenBLAS", "Kernels", "Files", "Statistics", "Datasets", "Devices"],
      swiftSettings: fastLoops),
    .target(
      name: "Prediction", dependencies: learning, swiftSettings: fastLoops),
    .target(
      name: "Designs", dependencies: learning + ["Prediction"]),
    .target(
      name: "Activity", dependencies: learning + ["COpenBLAS", "Designs"], swiftSettings: fastLoops),
    .target(
      name: "Resistive",
      dependencies: learning + ["COpenBLAS", "CKernels", "Crossbars", "Prediction", "Activity", "Designs"],
      path: "Sources/Families/Resistive", swiftSettings: fastLoops),
    .target(
      name: "Hopfield",
      dependencies: learning + ["COpenBLAS", "CKernels", "Prediction", "Designs"],
      path: "Sources/Families/Hopfield", swiftSettings: fastLoops),
    .target(
      name: "Families", dependencies: ["Resistive", "Hopfield", "Designs"],
      path: "Sources/Families/Registry"),
    .target(name: "Estimation", dependencies: learning + ["Activity"]),
    .target(
      name: "Verification", dependencies: simulated + ["Circuits", "Netlists", "Simulators"],
      resources: [.copy("Resources")]),
    .target(
      name: "Reports",
      dependencies: simulated + [
        "CCrypto", "Resistive", "Families", "Circuits", "Layouts", "Netlists", "Simulators",
        "Characterization", "Verification",
        .product(name: "Mustache", package: "swift-mustache"),
      ],
      resources: [.copy("HTML/Templates")]),
    .executableTarget(
      name: "grenadyn",
      dependencies: everything + [.product(name: "ArgumentParser", package: "swift-argument-parser")]),
    .executableTarget(
      name: "grenadyn-bench",
      dependencies: everything + [
        "Hopfield", "CKernels", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(name: "grenadyn-fuzz", dependencies: everything),

    // What tests of several modules use.
    .target(
      name: "TestSupport", dependencies: ["Learning", "Specification", "Diagnostics", "Quantities"],
      path: "Tests/Support"),
    .testTarget(name: "DiagnosticsTests", dependencies: ["Diagnostics"]),
    .testTarget(name: "FilesTests", dependencies: ["Files", "CFiles", "TestSupport"]),
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
        "Quantities", "TestSupport",
      ],
      exclude: ["Fixtures"]),
    .testTarget(name: "KernelsTests", dependencies: ["CKernels", "Kernels", "Resistive"]),
    .testTarget(
      name: "StatisticsTests", dependencies: ["Statistics", "Kernels", "Prediction"], exclude: ["Fixtures"]),
    .testTarget(name: "DatasetsTests", dependencies: ["Datasets", "TestSupport"], exclude: ["Fixtures"]),
    .testTarget(name: "DevicesTests", dependencies: ["CKernels", "Kernels", "Devices", "Resistive"]),
    .testTarget(
      name: "CrossbarsTests", dependencies: hardware + ["CKernels", "Kernels", "Crossbars"],
      exclude: ["Fixtures"]),
    .testTarget(name: "LearningTests", dependencies: learning + ["Prediction", "Designs", "TestSupport"]),
    .testTarget(name: "PredictionTests", dependencies: learning + ["Prediction", "TestSupport"]),
    .testTarget(name: "ActivityTests", dependencies: ["Activity"]),
    .testTarget(
      name: "ResistiveTests",
      dependencies: simulated + ["Resistive", "Families", "Hopfield", "CKernels", "TestSupport"],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "HopfieldTests", dependencies: learning + ["Hopfield", "TestSupport"], exclude: ["Fixtures"]),
    .testTarget(name: "MappingTests", dependencies: hardware + ["Mapping", "Resistive"]),
    .testTarget(
      name: "LayoutsTests",
      dependencies: hardware + ["Files", "Mapping", "Resistive", "Layouts", "Simulators"]),
    .testTarget(
      name: "NetlistsTests",
      dependencies: hardware + ["Circuits", "Files", "Kernels", "Mapping", "Netlists", "Resistive"],
      exclude: ["Expected"]),
    .testTarget(
      name: "CircuitsTests",
      dependencies: hardware + ["Circuits", "Netlists", "Simulators", "Characterization"]),
    .testTarget(name: "EstimationTests", dependencies: simulated + ["Resistive", "Netlists"]),
    .testTarget(
      name: "VerificationTests",
      dependencies: simulated + ["Resistive", "Circuits", "Netlists", "Simulators", "Verification"]),
    .testTarget(name: "ReportsTests", dependencies: everything + ["Hopfield"]),
    .testTarget(name: "FamiliesTests", dependencies: everything + ["grenadyn"]),
    .testTarget(name: "CommandLineTests", dependencies: ["grenadyn"]),
    .testTarget(name: "BenchTests", dependencies: ["grenadyn-bench"]),
    .testTarget(name: "FuzzTests", dependencies: ["grenadyn-fuzz"]),
  ],
  swiftLanguageModes: [.v6]
)
