/// Counts over time as bars, one row a series with a scale of its own, on an opaque light card that reads well on dark
/// pages too.
package struct TimelineChart: Sendable {
    /// One row.
    package struct Series: Sendable {
        package let name: String
        package let color: Color
        /// One a step, the same number in every series.
        package let values: [Int]

        package init(name: String, color: Color, values: [Int]) {
            self.name = name
            self.color = color
            self.values = values
        }
    }

    /// A label of the time axis.
    package struct Tick: Sendable, Hashable {
        /// The step at whose beginning it stands.
        package let step: Int
        package let label: String

        package init(step: Int, label: String) {
            self.step = step
            self.label = label
        }
    }

    package let title: String
    /// What the bars count, for example "alerts per 1h".
    package let unit: String
    /// What the time axis shows, for example "time (UTC)".
    package let axis: String
    package let series: [Series]
    package let ticks: [Tick]

    package init(title: String, unit: String, axis: String, series: [Series], ticks: [Tick]) {
        self.title = title
        self.unit = unit
        self.axis = axis
        self.series = series
        self.ticks = ticks
    }

    private static let width = 900.0
    private static let height = 360.0
    private static let plot = (left: 176.0, right: 876.0, top: 56.0, bottom: 312.0)
    private static let ink = Color(0x1F2933)
    private static let quiet = Color(0x52606D)
    private static let grid = Color(0xE4E7EB)

    /// Draws it, 900 by 360 points with 2 pixels a point.
    /// - Returns: a PNG file.
    /// - Throws: ``ChartError``.
    package func png() throws(ChartError) -> [UInt8] {
        let canvas = try Canvas(width: Self.width, height: Self.height, scale: 2)
        canvas.fill(x: 0, y: 0, width: Self.width, height: Self.height, Color(0xCBD2D9))
        canvas.fill(x: 1, y: 1, width: Self.width - 2, height: Self.height - 2, Color(0xFFFFFF))
        canvas.text(title, x: 20, y: 26, size: 15, Self.ink, isBold: true)
        canvas.text("\(unit); each row has its own scale", x: 20, y: 44, size: 11, Self.quiet)
        drawTicks(canvas)
        let rowHeight = (Self.plot.bottom - Self.plot.top) / Double(max(series.count, 1))
        for (row, series) in series.enumerated() {
            draw(series, top: Self.plot.top + rowHeight * Double(row), height: rowHeight, canvas)
        }
        canvas.text(
            axis, x: (Self.plot.left + Self.plot.right) / 2, y: Self.height - 12, size: 11, Self.quiet, .center)
        return try canvas.png()
    }

    private var stepCount: Int { max(1, series.map(\.values.count).max() ?? 1) }
    private var stepWidth: Double { (Self.plot.right - Self.plot.left) / Double(stepCount) }

    private func drawTicks(_ canvas: Canvas) {
        for tick in ticks {
            let x = Self.plot.left + stepWidth * Double(tick.step)
            canvas.line(fromX: x, fromY: Self.plot.top, toX: x, toY: Self.plot.bottom + 4, Self.grid)
            canvas.text(tick.label, x: x, y: Self.plot.bottom + 18, size: 11, Self.quiet, .center)
        }
    }

    private func draw(_ series: Series, top: Double, height: Double, _ canvas: Canvas) {
        let base = top + height
        let scale = max(1, Scale.ceiling(series.values.max() ?? 0))
        let barHeight = height - 16
        let total = series.values.reduce(0, +)
        canvas.text(series.name, x: 20, y: base - barHeight / 2 - 2, size: 12, Self.ink, isBold: true)
        canvas.text("\(total) in all", x: 20, y: base - barHeight / 2 + 13, size: 11, Self.quiet)
        canvas.text("\(scale)", x: Self.plot.left - 8, y: base - barHeight + 4, size: 10, Self.quiet, .trailing)
        canvas.text("0", x: Self.plot.left - 8, y: base, size: 10, Self.quiet, .trailing)
        canvas.line(
            fromX: Self.plot.left, fromY: base - barHeight, toX: Self.plot.right, toY: base - barHeight, Self.grid)
        let gap = stepWidth > 6 ? 1.5 : 0.5
        for (step, value) in series.values.enumerated() where value > 0 {
            // A single alert must not vanish beside thousands.
            let length = max(1.5, barHeight * Double(value) / Double(scale))
            canvas.fill(
                x: Self.plot.left + stepWidth * Double(step) + gap / 2, y: base - length, width: stepWidth - gap,
                height: length, series.color)
        }
        canvas.line(fromX: Self.plot.left, fromY: base, toX: Self.plot.right, toY: base, Self.quiet)
        canvas.line(fromX: Self.plot.left, fromY: base - barHeight, toX: Self.plot.left, toY: base, Self.quiet)
    }
}

/// Round numbers for axes.
enum Scale {
    /// The smallest of 1, 2, 5, 10, 20, 50, … that is not below a value.
    static func ceiling(_ value: Int) -> Int {
        var power = 1
        while power <= Int.max / 10 {
            for factor in [1, 2, 5] where power * factor >= value { return power * factor }
            power *= 10
        }
        return value
    }
}
