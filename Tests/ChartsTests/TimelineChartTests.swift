import Charts
import Testing

@Suite struct TimelineChartTests {
    private func chart(_ values: [Int], ticks: [TimelineChart.Tick] = []) throws -> [UInt8] {
        try TimelineChart(
            title: "Alerts", unit: "alerts per 1h", axis: "time (UTC)",
            series: [.init(name: "high (12-14)", color: Color(0xC2410C), values: values)], ticks: ticks
        ).png()
    }

    private func number(_ bytes: [UInt8], at start: Int) -> Int {
        bytes[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }
    }

    @Test func theImageIsAPNGOfTwoPixelsAPoint() throws {
        let png = try chart([1, 2, 3])
        #expect(Array(png.prefix(8)) == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
        #expect(number(png, at: 16) == 1_800)
        #expect(number(png, at: 20) == 720)
        // Colour without an alpha channel: the card is opaque.
        #expect(png[25] == 2)
    }

    @Test(arguments: [[], [0, 0, 0], [1], [Int.max / 4, 1], Array(repeating: 7, count: 500)])
    func anyCountsCanBeDrawn(values: [Int]) throws {
        #expect(try chart(values).count > 1_000)
    }

    @Test func valuesAndTicksShow() throws {
        let plain = try chart([1, 2, 3])
        #expect(try chart([1, 2, 3]) == plain)
        #expect(try chart([3, 2, 1]) != plain)
        #expect(try chart([1, 2, 3], ticks: [.init(step: 1, label: "02:00")]) != plain)
    }
}
