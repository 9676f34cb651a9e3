package import JSON

extension JSON {
    /// The value with secrets masked that a look at single strings does not show: numbers under the name of a secret, and
    /// the `value` beside a `name` or `key` that names one, as in lists of variables and labels.
    package var maskingNamedSecrets: JSON {
        switch self {
        case .array(let elements): .array(elements.map(\.maskingNamedSecrets))
        case .object(let object): .object(Self.masking(object))
        default: self
        }
    }

    private static func masking(_ object: JSONObject) -> JSONObject {
        let namesSecret = ["name", "key"].contains { member in
            object[member]?.string.map { SecretNames.meaning(of: $0.utf8Span.span) != nil } ?? false
        }
        return JSONObject(
            object.map { member in
                let isSecret =
                    (namesSecret && member.name == "value")
                    || SecretNames.meaning(of: member.name.utf8Span.span) == .secret
                switch member.value {
                case .integer, .unsigned, .number:
                    return (member.name, isSecret ? .string(Redaction.mask) : member.value)
                case .string where namesSecret && isSecret: return (member.name, .string(Redaction.mask))
                default: return (member.name, member.value.maskingNamedSecrets)
                }
            })
    }
}
