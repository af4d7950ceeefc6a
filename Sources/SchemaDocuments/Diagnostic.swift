public import JSONCore

/// A message about a user's file: where, which rule, what was seen and what to do.
public struct Diagnostic: Sendable, Hashable, Error {
    public enum Severity: String, Sendable, Comparable, CaseIterable {
        case note, warning, error

        public static func < (left: Severity, right: Severity) -> Bool {
            left.rank < right.rank
        }

        private var rank: Int {
            switch self {
            case .note: 0
            case .warning: 1
            case .error: 2
            }
        }
    }

    public var severity: Severity
    /// Stable, in kebab case, known to `schemagen explain`.
    public var id: String
    public var path: String
    /// Nil when the message is about the file or folder as a whole.
    public var location: SourceLocation?
    public var message: String
    /// Other places that belong to it, such as the first of two equal names.
    public var notes: [Note]

    public struct Note: Sendable, Hashable {
        public var path: String
        public var location: SourceLocation?
        public var message: String

        public init(path: String, location: SourceLocation?, message: String) {
            self.path = path
            self.location = location
            self.message = message
        }
    }

    public init(
        _ severity: Severity,
        _ id: String,
        path: String,
        at location: SourceLocation?,
        _ message: String,
        notes: [Note] = []
    ) {
        self.severity = severity
        self.id = id
        self.path = path
        self.location = location
        self.message = message
        self.notes = notes
    }
}

extension Diagnostic: CustomStringConvertible {
    /// In the form that compilers use and build systems recognise. Text from a schema has been made safe.
    public var description: String {
        let place = location.map { "\(path):\($0.line):\($0.column)" } ?? path
        var text = "\(place): \(severity.rawValue): \(terminalSafe(message)) [\(id)]"
        for note in notes {
            let place = note.location.map { "\(note.path):\($0.line):\($0.column)" } ?? note.path
            text += "\n\(place): note: \(terminalSafe(note.message))"
        }
        return text
    }
}
