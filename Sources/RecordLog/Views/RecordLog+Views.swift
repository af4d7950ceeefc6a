public import JSONCore

extension RecordLog where Family: ViewableFamily {
    /// The log's lines, looked at where they lie: nothing is made of what is not asked for. For counting and filtering.
    ///
    /// A view that is kept keeps the block of memory that its line lies in, a quarter of a megabyte as a rule, and four kilobytes besides: take
    /// out what is needed rather than the view. Where every nanosecond counts, hand a view on with `consume` and take it
    /// as `consuming`: what a copy has to retain depends on the view's case. A line of a gigabyte or more counts as too
    /// long, whatever the options.
    public var views: Views { Views(log: self) }

    public struct Views: Sequence, Sendable {
        let log: RecordLog

        public func makeIterator() -> Iterator {
            Iterator(log)
        }
    }
}

extension RecordLog.Views {
    public struct Iterator: IteratorProtocol {
        @usableFromInline let source: LineSource
        @usableFromInline var reader: LineReader<Family>
        /// The line after a broken one, read ahead to learn whether that was the last. An array, because moving an
        /// optional line in and out would cost as much as reading one.
        @usableFromInline var ahead: [ViewedLine<Family>] = []

        init(_ log: RecordLog<Family>) {
            var options = log.options
            options.maximumLineLength = Swift.min(options.maximumLineLength, FieldPlace.largestOffset)
            source = LineSource(log.origin, maximumLineLength: options.maximumLineLength)
            reader = LineReader(options: options)
            reader.statedVersion = log.statedVersion
        }

        /// The read error that ended the sequence before the log did.
        public var failure: LogError? { source.failure }

        @inlinable
        public mutating func next() -> ViewedLine<Family>? {
            while true {
                if !ahead.isEmpty { return settled(ahead.removeLast()) }
                if let line = source.beginningHold() {
                    let stated = reader.statedVersion
                    var version = 0
                    var end = line.start
                    // Straight into what is returned: each step that a view is handed through copies it.
                    if let view = reader.view(consume line, version: &version, end: &end) {
                        if let place = source.pass(to: end) {
                            return .view(view, RecordOrigin(version: version, place: place))
                        }
                        reader.statedVersion = stated
                    }
                }
                guard let line = source.next() else { return nil }
                if let found = viewed(line) ?? other(line) { return settled(found) }
            }
        }

        /// A line that is no view; nil for white space.
        @usableFromInline
        mutating func other(_ line: BufferedLine) -> ViewedLine<Family>? {
            reader.read(line, logGoesOn: source.failure != nil).map { .other($0) }
        }

        @usableFromInline
        mutating func viewed(_ line: BufferedLine) -> ViewedLine<Family>? {
            if line.isPartial { return nil }
            var version = 0
            var end = line.start
            return reader.view(source.hold(line.start), version: &version, end: &end).map {
                .view($0, RecordOrigin(version: version, place: line.place))
            }
        }

        @usableFromInline
        mutating func settled(_ line: ViewedLine<Family>) -> ViewedLine<Family> {
            guard case .other(.corrupt(let broken)) = line, broken.mayBeTorn else { return line }
            while let next = source.next() {
                guard let found = viewed(next) ?? other(next) else { continue }
                ahead.append(found)
                return line
            }
            return .other(.tornTail(broken))
        }
    }
}

extension LineReader where Family: ViewableFamily {
    /// The line as a view, and where the line ends; nil for any other, with the stated version as it was.
    @inlinable
    @inline(__always)
    mutating func view(
        _ line: consuming LineHold,
        version: inout Int,
        end: inout UnsafePointer<UInt8>
    ) -> Family.View? {
        let before = statedVersion
        var told: Int?
        var c = begin(line.start, version: &told)
        do throws(JSONFault) {
            if let told, let view = try Family.view(&c, version: told, in: consume line) {
                if c.p.pointee != 0x0A { c.skipWhitespace() }
                if c.p.pointee == 0x0A {
                    version = told
                    end = c.p
                    return view
                }
            }
        } catch {}
        // Not a record, or one that only the general reader can take: it says which.
        statedVersion = before
        return nil
    }
}
