import CommandLineTool
import JSONCore
import SchemaProgram

/// Validates instance after instance, says what is wrong with them and keeps count.
struct Validation {
    enum Manner {
        case text
        case json
        /// One of the standard's output formats, a line for each instance.
        case output(OutputFormat)
    }

    private(set) var valid = 0
    private(set) var invalid = 0
    private let program: Program
    private let manner: Manner
    private let console: Console

    /// As many as a person reads; the rest is counted.
    private static let mostShown = 20
    /// A longer line is nobody's record: it would be a file without line ends.
    private static let longestLine = 1 << 30

    init(_ program: Program, _ manner: Manner, _ console: Console) {
        self.program = program
        self.manner = manner
        self.console = console
    }

    mutating func check(_ file: InstanceFile) throws(CommandFailure) {
        switch file {
        case .document(let path):
            let bytes = try console.read(path, limit: 1 << 31)
            document(bytes, path)
        case .lines(let path):
            let descriptor = try console.telling(path) { () throws(SystemFault) in
                try Descriptor(reading: console.absolute(path))
            }
            try lines(descriptor, path)
        case .input(let asLines):
            let descriptor = try console.telling("-") { () throws(SystemFault) in try Descriptor(copyOf: 0) }
            if asLines { return try lines(descriptor, "-") }
            let bytes = try console.telling("-") { () throws(SystemFault) in
                try descriptor.contents(limit: 1 << 31)
            }
            guard let bytes else { throw CommandFailure("standard input is larger than 2 GB") }
            document(bytes, "-")
        }
    }

    private mutating func lines(_ file: borrowing Descriptor, _ path: String) throws(CommandFailure) {
        let reportsAll = if case .output = manner { true } else { false }
        let lines = LineValidator(program, longestLine: Self.longestLine, reportsAll: reportsAll, cores: coreCount)
        let descriptor = file.number
        var blocks = 0
        let count = try console.telling(path) { () throws(SystemFault) in
            try lines.validate { (buffer) throws(SystemFault) in
                try readSome(descriptor, into: buffer).get()
            } report: { finding in
                let number = finding.number
                show(finding.text, finding.verdict, path, line: number) { SourceLocation(line: number, column: $0 + 1) }
            } passed: { count in
                blocks += 1
                if blocks % 256 == 0 {
                    console.progress("\(valid + count.valid) valid, \(invalid + count.invalid) invalid")
                }
            }
        }
        valid += count.valid
        invalid += count.invalid
    }

    private mutating func document(_ bytes: [UInt8], _ path: String) {
        // A byte order mark is allowed in front of a document, and columns count it.
        let skipped = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        bytes.withUnsafeBufferPointer { all in
            let text = UnsafeBufferPointer(rebasing: all[skipped...])
            let isValid = program.isValid(text)
            if isValid { valid += 1 } else { invalid += 1 }
            // Counts the lines, so it is made when there is something to say about one.
            let source = isValid ? nil : JSONSource(path: path, bytes: bytes)
            show(text, isValid ? .valid : .invalid, path, line: nil) {
                source?.location(of: $0 + skipped) ?? SourceLocation(line: 1, column: 1)
            }
        }
    }

    private func show(
        _ text: UnsafeBufferPointer<UInt8>,
        _ verdict: Verdict,
        _ path: String,
        line: Int?,
        at location: (Int) -> SourceLocation
    ) {
        switch manner {
        case .output(let format):
            if format == .flag {
                console.print(verdict == .valid ? #"{"valid":true}"# : #"{"valid":false}"#)
            } else {
                console.printJSON(program.output(text, format))
            }
        case .text where verdict == .valid, .json where verdict == .valid: break
        case .text: showText(violations(text, verdict), path, at: location)
        case .json: showJSON(violations(text, verdict), path, line, at: location)
        }
    }

    private func violations(_ text: UnsafeBufferPointer<UInt8>, _ verdict: Verdict) -> [Violation] {
        func plain(_ message: String, _ offset: Int) -> [Violation] {
            [
                Violation(
                    instanceLocation: "",
                    keywordLocation: "",
                    absoluteKeywordLocation: "",
                    keyword: "",
                    message: message,
                    offset: offset
                )
            ]
        }
        if case .unreadable(let fault) = verdict { return plain(fault.kind.message, fault.offset) }
        let violations = program.violations(text, limit: Self.mostShown + 1)
        if !violations.isEmpty { return violations }
        return plain("the value is not valid, and deciding why takes more than the limits allow", 0)
    }

    private func showText(_ violations: [Violation], _ path: String, at location: (Int) -> SourceLocation) {
        let path = path == "-" ? "-" : console.safe(path)
        for violation in violations.prefix(Self.mostShown) {
            let place = location(violation.offset)
            var text = console.coloured("\(path):\(place.line):\(place.column)", .bold, on: console.output)
            text += ": " + console.coloured("error:", .red, on: console.output)
            text += " " + terminalSafe(violation.message, limit: 500)
            if !violation.instanceLocation.isEmpty {
                text += " at " + terminalSafe(violation.instanceLocation, limit: 500)
            }
            if !violation.keywordLocation.isEmpty {
                text += " (" + terminalSafe(violation.keywordLocation, limit: 500) + ")"
            }
            console.print(text)
        }
        if violations.count > Self.mostShown { console.print("\(path): there is more that this value breaks") }
    }

    private func showJSON(
        _ violations: [Violation],
        _ path: String,
        _ line: Int?,
        at location: (Int) -> SourceLocation
    ) {
        let list = violations.prefix(Self.mostShown).map { violation in
            let place = location(violation.offset)
            return jsonObject([
                "line": jsonInteger(place.line),
                "column": jsonInteger(place.column),
                "instanceLocation": .string(violation.instanceLocation),
                "keywordLocation": .string(violation.keywordLocation),
                "absoluteKeywordLocation": .string(violation.absoluteKeywordLocation),
                "message": .string(violation.message),
            ])
        }
        console.printJSON(
            jsonObject([
                "file": .string(path == "-" ? "-" : console.shown(path)),
                "record": jsonInteger(line),
                "violations": .array(Array(list)),
            ])
        )
    }
}
