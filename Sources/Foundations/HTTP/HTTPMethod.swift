internal import Encodings

/// A request method (RFC 9110 §9), upper case; methods are told apart byte by byte.
package struct HTTPMethod: Sendable, Hashable, CustomStringConvertible {
    private let name: ExactText

    package init(rawValue: String) { name = ExactText(rawValue) }

    package static let get = Self(rawValue: "GET")
    package static let head = Self(rawValue: "HEAD")
    package static let post = Self(rawValue: "POST")
    package static let put = Self(rawValue: "PUT")
    package static let delete = Self(rawValue: "DELETE")

    package var rawValue: String { name.string }
    package var description: String { name.string }
}
