/// A colour of sRGB; parts from 0 to 1.
package struct Color: Sendable, Hashable {
    let red: Double
    let green: Double
    let blue: Double

    /// - Parameter hex: as on the web, for example `0x1F2933`.
    package init(_ hex: UInt32) {
        red = Double(hex >> 16 & 0xFF) / 255
        green = Double(hex >> 8 & 0xFF) / 255
        blue = Double(hex & 0xFF) / 255
    }
}

/// Why a chart was not drawn.
package struct ChartError: Error, Hashable, CustomStringConvertible {
    package let description: String
}
