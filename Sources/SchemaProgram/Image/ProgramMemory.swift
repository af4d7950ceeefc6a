import JSONCore

/// A verified image laid out for evaluation: plain pointers, so that reading an instruction touches no reference count.
///
/// Never changed after it is made, which is why threads may share it.
final class ProgramMemory: @unchecked Sendable {
    let image: ProgramImage
    let code: UnsafeMutablePointer<UInt32>
    /// What a verdict runs in place of `code`; see the function of that name.
    let verdictCode: UnsafeMutablePointer<UInt32>
    let text: UnsafeMutablePointer<UInt8>
    let patterns: UnsafeMutablePointer<Pattern>
    /// The patterns that are a table and nothing else.
    let tables: UnsafeMutablePointer<PatternTable?>
    let formats: UnsafeMutablePointer<ProgramFormat?>
    /// The constants as one array on a tape, and where each of them begins.
    private let constantText: UnsafeMutablePointer<UInt8>
    private let constantTape: JSONTape
    let constants: UnsafeMutablePointer<Int>
    /// The constants that are numbers; 0 in place of others.
    let numbers: UnsafeMutablePointer<JSONNumber>
    /// The same as Doubles; infinite beyond their range.
    let doubles: UnsafeMutablePointer<Double>
    /// Up to 10^22, which are exact. Kept here because a global is asked whether it is there at every use.
    let powersOfTen: UnsafeMutablePointer<Double>
    let scratch = ScratchShelf()

    /// Nil when the image is defective: it is data, and data can be anything.
    init?(_ image: ProgramImage) {
        guard defect(in: image) == nil else { return nil }
        var loaded: [Pattern] = []
        for serialized in image.patterns {
            guard let pattern = Pattern(serialized: serialized) else { return nil }
            loaded.append(pattern)
        }
        var joined: [UInt8] = [UInt8(ascii: "[")]
        for (ordinal, constant) in image.constants.enumerated() {
            if ordinal > 0 { joined.append(UInt8(ascii: ",")) }
            joined += constant
        }
        joined.append(UInt8(ascii: "]"))
        var tape = JSONTape()
        constantText = .allocate(capacity: joined.count + 1 + JSONCursor.padding)
        constantText.initialize(repeating: 0, count: joined.count + 1 + JSONCursor.padding)
        constantText.update(from: joined, count: joined.count)
        constantText[joined.count] = 0x0A
        let readable: Bool
        do {
            try tape.read(constantText, count: joined.count, depth: Self.constantDepth)
            readable = tape.view(of: constantText)[0].count == image.constants.count
        } catch {
            readable = false
        }
        guard readable else {
            constantText.deallocate()
            return nil
        }

        self.image = image
        code = .allocate(capacity: image.code.count)
        code.initialize(from: image.code, count: image.code.count)
        let verdict = SchemaProgram.verdictCode(of: image)
        verdictCode = .allocate(capacity: verdict.count)
        verdictCode.initialize(from: verdict, count: verdict.count)
        text = .allocate(capacity: image.text.count + JSONCursor.padding)
        text.initialize(repeating: 0, count: image.text.count + JSONCursor.padding)
        text.update(from: image.text, count: image.text.count)
        patterns = .allocate(capacity: max(loaded.count, 1))
        patterns.initialize(from: loaded, count: loaded.count)
        tables = .allocate(capacity: max(loaded.count, 1))
        tables.initialize(from: loaded.map(\.table), count: loaded.count)
        formats = .allocate(capacity: max(image.formats.count, 1))
        formats.initialize(from: image.formats.map(ProgramFormat.init(name:)), count: image.formats.count)
        constants = .allocate(capacity: max(image.constants.count, 1))
        numbers = .allocate(capacity: max(image.constants.count, 1))
        doubles = .allocate(capacity: max(image.constants.count, 1))
        powersOfTen = .allocate(capacity: 23)
        var power = 1.0
        for exponent in 0..<23 {
            (powersOfTen + exponent).initialize(to: power)
            power *= 10
        }
        let view = tape.view(of: constantText)
        var at = 1
        for ordinal in image.constants.indices {
            (constants + ordinal).initialize(to: at)
            let number = view.number(at) ?? JSONNumber(0 as Int64)
            (numbers + ordinal).initialize(to: number)
            (doubles + ordinal).initialize(to: number.double)
            at = view.after(at)
        }
        constantTape = tape
    }

    deinit {
        code.deallocate()
        verdictCode.deallocate()
        text.deallocate()
        patterns.deinitialize(count: image.patterns.count)
        patterns.deallocate()
        tables.deallocate()
        formats.deallocate()
        constants.deallocate()
        numbers.deinitialize(count: image.constants.count)
        numbers.deallocate()
        doubles.deallocate()
        powersOfTen.deallocate()
        constantText.deallocate()
    }

    /// A constant is part of a schema, which has been read to this depth at most, inside the array of all constants.
    private static let constantDepth = 4096

    var constantView: JSONTape.View { constantTape.view(of: constantText) }
}
