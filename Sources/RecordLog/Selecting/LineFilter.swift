public import JSONCore

/// What a line must say of itself to be looked at further.
///
/// It is told from the line's text, and the line is not read for it: a member of the record itself is found by its
/// name, and only its value is looked at. So a line that passes may still be no record, and a line that is broken
/// before the member, or does not have it, does not pass.
public struct LineFilter: Sendable {
    private let question: Question

    /// A member that is one of these strings: `.member("type", isOneOf: ["TOOL_RESULT"])`.
    public static func member(_ name: String, isOneOf words: [String]) -> LineFilter {
        LineFilter(question: Question(MemberName(name), .words(words.map { MemberName($0) })))
    }

    /// A member that is a date-time within the bounds, as an instant: its offset and spelling do not matter.
    public static func member(_ name: String, from first: Timestamp? = nil, before end: Timestamp? = nil) -> LineFilter
    {
        LineFilter(question: Question(MemberName(name), .time(from: first, before: end)))
    }

    /// The cursor stands at the line's first byte that is no white space.
    func passes(_ line: JSONCursor) -> Bool {
        question.passes(line)
    }
}

/// An object, because filters are asked for every line: a struct of several parts would be copied each time, with all
/// that it refers to counted.
private final class Question: Sendable {
    enum Test: Sendable {
        case words([MemberName])
        case time(from: Timestamp?, before: Timestamp?)
    }

    private let name: MemberName
    private let test: Test

    init(_ name: MemberName, _ test: Test) {
        self.name = name
        self.test = test
    }

    func passes(_ line: JSONCursor) -> Bool {
        guard let place = line.place(of: name) else { return false }
        var value = line.moved(to: place)
        switch test {
        case .words(let words):
            guard let text = try? value.text() else { return false }
            for i in words.indices where value.isSame(text, words[i]) { return true }
            return false
        case .time(let first, let end):
            guard let time = try? value.timestamp() else { return false }
            if let first, time.precedes(first) { return false }
            if let end, !time.precedes(end) { return false }
            return true
        }
    }
}
