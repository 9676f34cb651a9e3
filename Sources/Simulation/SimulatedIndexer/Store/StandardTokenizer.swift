/// The standard analyser: words by the rules of UAX #29, in lower case.
enum StandardTokenizer {
    private enum Kind {
        case letter, digit, ideograph, extender
        /// Joins letters: `:` and the middle dot.
        case betweenLetters
        /// Joins digits: `,` and `;`.
        case betweenDigits
        /// Joins both: the full stop and the apostrophes.
        case between
        case other
    }

    /// The words of a text in their order.
    static func words(of text: String) -> [String] {
        var words: [String] = []
        forEachWord(in: text) { words.append($0) }
        return words
    }

    /// Calls `body` with each word of a text in its order.
    static func forEachWord(in text: String, _ body: (String) -> Void) {
        let scalars = Array(text.unicodeScalars)
        var place = 0
        while place < scalars.count {
            let kind = kind(of: scalars[place])
            switch kind {
            case .ideograph:
                body(String(scalars[place]))
                place += 1
            case .letter, .digit, .extender:
                let end = wordEnd(scalars, from: place)
                emit(scalars[place..<end], body)
                place = end
            case .betweenLetters, .betweenDigits, .between, .other: place += 1
            }
        }
    }

    private static func wordEnd(_ scalars: [Unicode.Scalar], from start: Int) -> Int {
        var end = start + 1
        var last = kind(of: scalars[start])
        while end < scalars.count {
            let next = kind(of: scalars[end])
            switch next {
            case .letter, .digit, .extender:
                last = next
                end += 1
                continue
            case .betweenLetters, .betweenDigits, .between:
                guard end + 1 < scalars.count, joins(last, next, kind(of: scalars[end + 1])) else { return end }
                last = kind(of: scalars[end + 1])
                end += 2
                continue
            case .ideograph, .other: return end
            }
        }
        return end
    }

    private static func joins(_ left: Kind, _ joint: Kind, _ right: Kind) -> Bool {
        switch (left, right) {
        case (.letter, .letter): joint != .betweenDigits
        case (.digit, .digit): joint != .betweenLetters
        default: false
        }
    }

    /// Words have 255 characters at most: longer ones are cut into pieces; underscores alone are none.
    private static func emit(_ scalars: ArraySlice<Unicode.Scalar>, _ body: (String) -> Void) {
        guard scalars.contains(where: { $0 != "_" }) else { return }
        var rest = scalars
        while !rest.isEmpty {
            var view = String.UnicodeScalarView()
            view.append(contentsOf: rest.prefix(255))
            body(String(view).lowercased())
            rest = rest.dropFirst(255)
        }
    }

    private static func kind(of scalar: Unicode.Scalar) -> Kind {
        switch scalar {
        case "a"..."z", "A"..."Z": .letter
        case "0"..."9": .digit
        case "_": .extender
        case ".", "'", "\u{2018}", "\u{2019}", "\u{2024}": .between
        case ":", "\u{B7}": .betweenLetters
        case ",", ";": .betweenDigits
        case _ where scalar.value < 0x80: .other
        default: kindBeyondASCII(of: scalar.properties)
        }
    }

    private static func kindBeyondASCII(of properties: Unicode.Scalar.Properties) -> Kind {
        if properties.isIdeographic { return .ideograph }
        if properties.isAlphabetic { return .letter }
        switch properties.generalCategory {
        case .decimalNumber: return .digit
        case .nonspacingMark, .spacingMark, .enclosingMark, .format: return .extender
        case .connectorPunctuation: return .extender
        default: return .other
        }
    }
}
