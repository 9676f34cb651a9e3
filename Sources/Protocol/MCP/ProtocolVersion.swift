/// A revision of the Model Context Protocol that this server speaks.
///
/// Versions to 2025-11-25 are legacy: they open with `initialize`. Later ones are modern: each request carries its
/// version and capabilities in `_meta`.
package enum ProtocolVersion: String, Sendable, Hashable, CaseIterable, Comparable {
    case november2024 = "2024-11-05"
    case march2025 = "2025-03-26"
    case june2025 = "2025-06-18"
    case november2025 = "2025-11-25"
    case july2026 = "2026-07-28"

    package static let latestLegacy = november2025

    /// The version of this name, byte for byte.
    package init?(_ name: String) {
        guard name.utf8.count == 10, name.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
        self.init(rawValue: name)
    }

    package static var modern: [ProtocolVersion] { allCases.filter(\.isModern) }

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

    package var isModern: Bool { self > .latestLegacy }

    /// JSON-RPC batches stand in this revision only.
    package var allowsBatches: Bool { self == .march2025 }

    package var hasToolAnnotations: Bool { self >= .march2025 }
    package var hasProgressMessages: Bool { self >= .march2025 }
    /// `title`, `outputSchema` and `structuredContent`.
    package var hasStructuredContent: Bool { self >= .june2025 }

    /// The version that answers `initialize` (2025-11-25, lifecycle): the asked one when it is a legacy version that
    /// we speak, our latest legacy one otherwise.
    package static func negotiated(for asked: String) -> ProtocolVersion {
        guard let version = ProtocolVersion(asked), !version.isModern else { return latestLegacy }
        return version
    }
}
