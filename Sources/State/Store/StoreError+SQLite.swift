import Cryptography
import SQLite

extension StoreError {
    init(_ error: SQLiteError, path: String? = nil) {
        let code: Code =
            switch error.code {
            case .full: .diskFull
            case .corrupt: .corrupt
            case .constraint: .conflict
            default: .unavailable
            }
        self.init(code, (path.map { "\($0): " } ?? "") + error.description)
    }

    init(_ error: CryptographyError) { self.init(.unavailable, error.description) }

    static func tooNew(_ path: String) -> StoreError {
        StoreError(.tooNew, "\(path) was made by a later version: run that version, or choose another file with STORE")
    }
}
