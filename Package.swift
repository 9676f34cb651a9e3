// swift-tools-version: 6.2
import PackageDescription

/// The floors from the ground up: a room imports only from floors below its own, and of those only what stands here.
/// A room's folder is `Sources/<floor>/<room>`.
let floors: [(name: String, rooms: [Target])] = [
    // System libraries: a module map and a header, nothing else.
    (
        "System",
        [
            .systemLibrary(name: "CFastCGI", pkgConfig: "fcgi", providers: [.apt(["libfcgi-dev"])]),
            .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
            .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
            .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
            .systemLibrary(name: "CCairo", pkgConfig: "cairo", providers: [.apt(["libcairo2-dev"])]),
            .systemLibrary(name: "CMalloc"),
            .target(name: "CSimdjson", linkerSettings: [.linkedLibrary("simdjson")]),
            .target(name: "CSecretPlaces"),
        ]
    ),
    // Values and the wrappers around C: nothing of MCP or Wazuh.
    (
        "Foundations",
        [
            .target(name: "Encodings"),
            .target(name: "JSON", dependencies: ["CSimdjson", "Encodings"]),
            .target(name: "HTTP", dependencies: ["Encodings"]),
            .target(name: "Logging", dependencies: ["Encodings", "JSON"]),
            .target(name: "CommandLineOptions"),
            .target(name: "Cryptography", dependencies: ["COpenSSL", "Encodings"]),
            .target(name: "SQLite", dependencies: ["CSQLite"]),
        ]
    ),
    (
        "Sockets",
        [
            .target(name: "HTTPClient", dependencies: ["CCurl", "HTTP"]),
            .target(name: "FastCGI", dependencies: ["CFastCGI", "Encodings", "HTTP"]),
        ]
    ),
    ("Protocol", [.target(name: "MCP", dependencies: ["Encodings", "JSON"])]),
    ("People", [.target(name: "Auth", dependencies: ["Encodings", "JSON", "HTTP", "Cryptography"])]),
    (
        "State",
        [
            .target(name: "State", dependencies: ["Cryptography", "Encodings"]),
            .target(name: "MemoryState", dependencies: ["Cryptography", "Encodings", "State"]),
            .target(name: "SQLiteState", dependencies: ["Cryptography", "Encodings", "SQLite", "State"]),
        ]
    ),
    (
        "Wazuh",
        [
            .target(name: "Upstream", dependencies: ["Encodings", "JSON", "HTTP", "HTTPClient"]),
            .target(name: "WazuhManager", dependencies: ["Encodings", "JSON", "HTTP", "HTTPClient", "Upstream"]),
            .target(name: "WazuhIndexer", dependencies: ["Encodings", "JSON", "HTTP", "HTTPClient", "Upstream"]),
            .target(name: "Reputation", dependencies: ["Encodings", "JSON", "HTTP", "HTTPClient", "Upstream"]),
        ]
    ),
    (
        "Answers",
        [
            .target(name: "Charts", dependencies: ["CCairo"]),
            .target(name: "Redaction", dependencies: ["CSecretPlaces", "Encodings", "JSON"]),
            .target(
                name: "WazuhTools",
                dependencies: [
                    "Charts", "Encodings", "JSON", "MCP", "Redaction", "Upstream", "WazuhManager", "WazuhIndexer",
                    "Reputation",
                ]),
        ]
    ),
    (
        "Server",
        [
            .target(name: "Configuration"),
            // Knows nothing of Wazuh.
            .target(
                name: "Gateway",
                dependencies: [
                    "Encodings", "JSON", "HTTP", "HTTPClient", "Logging", "Cryptography", "Auth", "MCP", "State",
                ]),
            .target(
                name: "Server",
                dependencies: [
                    "Auth", "Configuration", "Cryptography", "Encodings", "FastCGI", "Gateway", "HTTPClient", "JSON",
                    "Logging", "MCP", "Reputation", "SQLiteState", "State", "Upstream", "WazuhIndexer", "WazuhManager",
                    "WazuhTools",
                ]),
            .executableTarget(
                name: "WazuhMCP",
                dependencies: [
                    "Auth", "CMalloc", "CommandLineOptions", "Configuration", "Cryptography", "Encodings", "FastCGI",
                    "Gateway", "JSON", "Logging", "MCP", "Server", "State", "WazuhTools",
                ]),
        ]
    ),
    // The simulated Wazuh.
    (
        "Simulation",
        [
            .target(name: "SimulatedCompany", dependencies: ["JSON"], resources: [.embedInCode("Data")]),
            .target(
                name: "SimulatedManager",
                dependencies: ["Cryptography", "Encodings", "HTTP", "JSON", "SimulatedCompany"],
                resources: [.embedInCode("Data")]),
            .target(
                name: "SimulatedIndexer", dependencies: ["Encodings", "HTTP", "JSON", "SimulatedCompany"],
                resources: [.embedInCode("Data")]),
            .executableTarget(
                name: "SimulatedWazuhServer",
                dependencies: [
                    "CommandLineOptions", "FastCGI", "HTTP", "SimulatedCompany", "SimulatedManager",
                    "SimulatedIndexer",
                ]),
        ]
    ),
]

for (floor, rooms) in floors {
    for room in rooms { room.path = "Sources/\(floor)/\(room.name)" }
}

let measurements: [Target] = [
    // For scripts/bench json.
    .executableTarget(
        name: "JSONBenchmark",
        dependencies: [
            "CommandLineOptions", "HTTP", "HTTPClient", "JSON", "MCP", "Redaction", "SimulatedCompany",
            "SimulatedIndexer", "Upstream", "WazuhManager", "WazuhIndexer", "WazuhTools",
        ], path: "scripts/bench.d/JSONBenchmark")
]

// A target per source target, and what they share.
let tests: [Target] = [
    .target(
        name: "TestSupport",
        dependencies: ["JSON", "HTTP", "HTTPClient", "SimulatedCompany", "SimulatedManager", "Upstream"],
        path: "Tests/Support", resources: [.embedInCode("PathologicalText.json")]),
    .testTarget(name: "EncodingsTests", dependencies: ["Encodings", "TestSupport"]),
    .testTarget(name: "JSONTests", dependencies: ["JSON", "TestSupport"]),
    .testTarget(name: "HTTPTests", dependencies: ["Encodings", "HTTP", "TestSupport"]),
    .testTarget(name: "LoggingTests", dependencies: ["JSON", "Logging", "TestSupport"]),
    .testTarget(name: "CommandLineOptionsTests", dependencies: ["CommandLineOptions"]),
    .testTarget(name: "ConfigurationTests", dependencies: ["Configuration"]),
    .testTarget(name: "CryptographyTests", dependencies: ["Cryptography", "Encodings", "TestSupport"]),
    .testTarget(name: "SQLiteTests", dependencies: ["SQLite", "TestSupport"]),
    .testTarget(name: "HTTPClientTests", dependencies: ["HTTP", "HTTPClient", "TestSupport"]),
    .testTarget(name: "FastCGITests", dependencies: ["FastCGI", "HTTP", "TestSupport"]),
    .testTarget(name: "MCPTests", dependencies: ["Encodings", "JSON", "MCP", "TestSupport"]),
    .testTarget(name: "ChartsTests", dependencies: ["Charts"]),
    .testTarget(name: "RedactionTests", dependencies: ["CSecretPlaces", "JSON", "Redaction"]),
    .testTarget(name: "AuthTests", dependencies: ["Auth", "Cryptography", "Encodings", "JSON", "TestSupport"]),
    .testTarget(
        name: "StateTests",
        dependencies: ["Cryptography", "Encodings", "MemoryState", "SQLite", "SQLiteState", "State", "TestSupport"]),
    .testTarget(
        name: "WazuhTests",
        dependencies: [
            "HTTP", "HTTPClient", "JSON", "Upstream", "WazuhManager", "WazuhIndexer", "Reputation", "TestSupport",
        ]),
    .testTarget(
        name: "WazuhToolsTests",
        dependencies: [
            "HTTP", "HTTPClient", "JSON", "MCP", "Upstream", "WazuhManager", "WazuhIndexer", "Reputation",
            "WazuhTools", "SimulatedCompany", "SimulatedIndexer", "SimulatedManager", "TestSupport",
        ], exclude: ["Snapshots"]),
    .testTarget(
        name: "GatewayTests",
        dependencies: [
            "Auth", "Cryptography", "Encodings", "Gateway", "HTTP", "HTTPClient", "JSON", "Logging", "MCP",
            "MemoryState", "SimulatedManager", "State", "TestSupport", "Upstream", "WazuhManager", "WazuhTools",
        ]),
    .testTarget(
        name: "ServerTests",
        dependencies: ["Encodings", "MemoryState", "Server", "State", "TestSupport", "Upstream", "WazuhManager"]),
    .testTarget(name: "SimulatedCompanyTests", dependencies: ["JSON", "SimulatedCompany"]),
    .testTarget(name: "SimulatedManagerTests", dependencies: ["HTTP", "JSON", "SimulatedCompany", "SimulatedManager"]),
    .testTarget(
        name: "SimulatedIndexerTests", dependencies: ["HTTP", "JSON", "SimulatedCompany", "SimulatedIndexer"]),
]

let package = Package(
    name: "wazuh-mcp",
    products: [
        .executable(name: "wazuh-mcp", targets: ["WazuhMCP"]),
        .executable(name: "wazuh-sim", targets: ["SimulatedWazuhServer"]),
        .executable(name: "json-bench", targets: ["JSONBenchmark"]),
    ],
    targets: floors.flatMap(\.rooms) + measurements + tests,
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx17
)

for target in package.targets where target.type != .system && !["CSimdjson", "CSecretPlaces"].contains(target.name) {
    target.swiftSettings = [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
        .enableUpcomingFeature("InferIsolatedConformances"),
        .strictMemorySafety(),
        .treatAllWarnings(as: .error),
    ]
}
