import CCairo

/// An image that is drawn on, in logical points from the upper left corner; the only code that sees cairo.
@safe final class Canvas {
    enum Alignment { case leading, center, trailing }

    let width: Double
    let height: Double
    private let surface: OpaquePointer
    private let context: OpaquePointer

    /// - Parameters:
    ///   - width: in points.
    ///   - height: in points.
    ///   - scale: pixels a point.
    /// - Throws: ``ChartError`` when there is no memory for it.
    init(width: Double, height: Double, scale: Double) throws(ChartError) {
        self.width = width
        self.height = height
        guard
            let surface = unsafe cairo_image_surface_create(
                CAIRO_FORMAT_RGB24, Int32(width * scale), Int32(height * scale)),
            let context = unsafe cairo_create(surface)
        else { throw ChartError(description: "The chart's image could not be made.") }
        unsafe self.surface = surface
        unsafe self.context = context
        unsafe cairo_scale(context, scale, scale)
    }

    deinit {
        unsafe cairo_destroy(context)
        unsafe cairo_surface_destroy(surface)
    }

    func fill(x: Double, y: Double, width: Double, height: Double, _ color: Color) {
        use(color)
        unsafe cairo_rectangle(context, x, y, width, height)
        unsafe cairo_fill(context)
    }

    func line(fromX: Double, fromY: Double, toX: Double, toY: Double, _ color: Color, width: Double = 1) {
        use(color)
        unsafe cairo_set_line_width(context, width)
        unsafe cairo_move_to(context, fromX, fromY)
        unsafe cairo_line_to(context, toX, toY)
        unsafe cairo_stroke(context)
    }

    /// Draws a text whose baseline is at `y`.
    func text(
        _ text: String, x: Double, y: Double, size: Double, _ color: Color, isBold: Bool = false,
        _ alignment: Alignment = .leading
    ) {
        use(color)
        unsafe cairo_select_font_face(
            context, "sans-serif", CAIRO_FONT_SLANT_NORMAL, isBold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL)
        unsafe cairo_set_font_size(context, size)
        let start =
            switch alignment {
            case .leading: x
            case .center: x - advance(of: text) / 2
            case .trailing: x - advance(of: text)
            }
        unsafe cairo_move_to(context, start, y)
        unsafe cairo_show_text(context, text)
    }

    /// The image as a PNG file.
    func png() throws(ChartError) -> [UInt8] {
        let output = PNGOutput()
        let status = unsafe cairo_surface_write_to_png_stream(
            surface,
            { closure, bytes, count in
                guard let closure = unsafe closure, let bytes = unsafe bytes else { return CAIRO_STATUS_WRITE_ERROR }
                let output = unsafe Unmanaged<PNGOutput>.fromOpaque(closure).takeUnretainedValue()
                unsafe output.bytes.append(contentsOf: UnsafeBufferPointer(start: bytes, count: Int(count)))
                return CAIRO_STATUS_SUCCESS
            }, Unmanaged.passUnretained(output).toOpaque())
        guard status == CAIRO_STATUS_SUCCESS, !output.bytes.isEmpty else {
            throw ChartError(description: "The chart could not be written as PNG.")
        }
        return output.bytes
    }

    private func use(_ color: Color) { unsafe cairo_set_source_rgb(context, color.red, color.green, color.blue) }

    private func advance(of text: String) -> Double {
        var extents = cairo_text_extents_t()
        unsafe cairo_text_extents(context, text, &extents)
        return extents.x_advance
    }
}

/// Collects what cairo writes.
private final class PNGOutput {
    var bytes: [UInt8] = []
}
