// swift-tools-version: 6.1
import PackageDescription

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
    .target(name: "CKernels", cSettings: [.define("NDEBUG", .when(configuration: .release))]),
    .target(name: "Kernels", dependencies: ["CKernels"]),
    .target(name: "CFiles"),
    .target(name: "Files", dependencies: ["CFiles"]),
    .target(name: "Diagnostics", resources: [.copy("Resources/Explanations")]),
    .target(name: "Quantities"),
    .target(name: "Expressions", dependencies: ["Diagnostics", "Quantities"]),
    .target(name: "Specification", dependencies: ["CLibYAML", "Diagnostics", "Quantities"]),
    .target(
      name: "Technology", dependencies: ["Specification", "Expressions", "Diagnostics", "Quantities"],
      resources: [.copy("Library")]),
    .target(
      name: "Networks",
      dependencies: ["Technology", "Specification", "Expressions", "Diagnostics", "Quantities"]),
    .target(
      name: "Mapping", dependencies: ["Networks", "Technology", "Specification", "Diagnostics", "Quantities"]),
    .target(
      name: "Netlists",
      dependencies: [
        "Files", "Mapping", "Networks", "Technology", "Specification", "Expressions", "Diagnostics",
        "Quantities",
      ]),
    .target(
      name: "Simulation",
      dependencies: [
        "CZlib", "COpenBLAS", "CKernels", "Kernels", "Files", "Mapping", "Networks", "Technology",
        "Specification",
        "Diagnostics", "Quantities",
      ],
      resources: [.copy("Datasets")]),
    .target(
      name: "Hopfield",
      dependencies: [
        "COpenBLAS", "CKernels", "Kernels", "Simulation", "Networks", "Specification", "Diagnostics",
        "Quantities",
      ], path: "Sources/Families/Hopfield"),
    .target(
      name: "Families", dependencies: ["Hopfield", "Simulation", "Networks"],
      path: "Sources/Families/Registry"),
    .target(
      name: "Estimation",
      dependencies: [
        "Simulation", "Mapping", "Networks", "Technology", "Specification", "Diagnostics", "Quantities",
      ]),
    .target(
      name: "Verification",
      dependencies: [
        "Estimation", "Simulation", "Netlists", "Mapping", "Networks", "Technology", "Specification",
        "Diagnostics", "Files",
        "Quantities",
      ],
      resources: [.copy("Resources")]),
    .target(
      name: "Reports",
      dependencies: [
        "Families",
        "CCrypto", "Files", "Verification", "Estimation", "Simulation", "Netlists", "Mapping", "Networks",
        "Technology",
        "Specification", "Diagnostics", "Quantities",
        .product(name: "Mustache", package: "swift-mustache"),
      ],
      resources: [.copy("HTML/Templates")]),
    .executableTarget(
      name: "grenadyn",
      dependencies: [
        "Families",
        "Files", "Reports", "Verification", "Estimation", "Simulation", "Netlists", "Mapping", "Networks",
        "Technology",
        "Specification", "Diagnostics", "Quantities",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(
      name: "grenadyn-bench",
      dependencies: [
        "Families", "Hopfield",
        "Files", "Reports", "Verification", "Estimation", "Simulation", "Netlists", "Mapping", "Networks",
        "Technology",
        "Specification", "CKernels", "Kernels", "Diagnostics",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(
      name: "grenadyn-fuzz",
      dependencies: [
        "Families",
        "Reports", "Verification", "Estimation", "Simulation", "Mapping", "Networks", "Technology",
        "Specification", "Expressions", "Diagnostics", "Quantities",
      ]),

    .testTarget(name: "DiagnosticsTests", dependencies: ["Diagnostics"]),
    .testTarget(name: "FilesTests", dependencies: ["Files", "CFiles"]),
    .testTarget(name: "QuantitiesTests", dependencies: ["Quantities"]),
    .testTarget(
      name: "ExpressionsTests",
      dependencies: ["Expressions", "Verification", "Kernels", "Diagnostics", "Quantities"]),
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
      name: "SimulationTests",
      dependencies: [
        "Families", "Hopfield",
        "Files", "Simulation", "Mapping", "Networks", "Technology", "Expressions", "Specification",
        "Diagnostics",
        "CKernels",
        "Kernels", "Quantities",
      ], exclude: ["Fixtures"]),
    .testTarget(
      name: "MappingTests",
      dependencies: ["Mapping", "Networks", "Technology", "Specification", "Diagnostics", "Quantities"]),
    .testTarget(
      name: "NetlistsTests",
      dependencies: [
        "Files", "Netlists", "Mapping", "Networks", "Technology", "Expressions", "Specification",
        "Diagnostics", "Kernels",
        "Quantities",
      ]),
    .testTarget(
      name: "EstimationTests",
      dependencies: [
        "Estimation", "Kernels", "Netlists", "Simulation", "Mapping", "Networks", "Technology",
        "Specification",
        "Diagnostics", "Quantities",
      ]),
    .testTarget(
      name: "VerificationTests",
      dependencies: [
        "Verification", "Estimation", "Simulation", "Netlists", "Mapping", "Networks", "Technology",
        "Specification",
        "Diagnostics", "Kernels", "Quantities",
      ]),
    .testTarget(
      name: "ReportsTests",
      dependencies: [
        "Families", "Hopfield",
        "Files", "Reports", "Verification", "Estimation", "Simulation", "Mapping", "Networks", "Technology",
        "Specification", "Diagnostics", "Kernels", "Quantities",
      ]),
    .testTarget(
      name: "FamiliesTests",
      dependencies: [
        "grenadyn", "Families", "Reports", "Simulation", "Networks", "Specification", "Kernels",
        "Diagnostics",
        "Quantities",
      ]),
    .testTarget(name: "CommandLineTests", dependencies: ["grenadyn"]),
    .testTarget(name: "BenchTests", dependencies: ["grenadyn-bench"]),
    .testTarget(name: "FuzzTests", dependencies: ["grenadyn-fuzz"]),
  ],
  swiftLanguageModes: [.v6]
)
