import CJSONScan

/// A text of 16 bytes or more whose UTF-8 was checked before.
///
/// A string of this length is an object of the library's own class: four words, and the text behind them. The library makes
/// one by six calls, each of which checks what the one before knew; together they take longer than `malloc` and than the
/// copy. So the runtime is asked for the object and its words are filled in here, where the library's own strings were found
/// to be laid out so when the program first asked.
@usableFromInline
func longText(_ p: UnsafePointer<UInt8>, _ count: Int, _ isASCII: Bool) -> String {
    #if os(Linux) && (arch(x86_64) || arch(arm64))
    var type = cjson_shared_word(&LongString.knownClass)
    if !_fastPath(type > LongString.noClass) {
        if type == 0 { type = LongString.findClass() }
        if type == LongString.noClass { return longTextByLibrary(p, count, isASCII) }
    }
    return LongString.make(p, count, isASCII, type)
    #else
    return longTextByLibrary(p, count, isASCII)
    #endif
}

/// The plain twin of `longText`.
@inline(never)
func longTextByLibrary(_ p: UnsafePointer<UInt8>, _ count: Int, _ isASCII: Bool) -> String {
    let bytes = UnsafeBufferPointer(start: p, count: count)
    // No second check, where the system's library can do without.
    if #available(macOS 26.0, iOS 26.0, watchOS 26.0, tvOS 26.0, visionOS 26.0, *) {
        return String(copying: UTF8Span(unchecked: bytes.span, isKnownASCII: isASCII))
    }
    return String(decoding: bytes, as: UTF8.self)
}

#if os(Linux) && (arch(x86_64) || arch(arm64))
/// What stands in the words of a string of 16 bytes or more and of its object.
struct LongString {
    /// The object's four words, behind which its text begins: class, references, room, and length with what is known of it.
    static let headerSize = 32

    let size: Int
    let room: UInt64
    let length: UInt64
    /// For what the library finds out of the text's UTF-16: a word at the object's end, where the text has 64 bytes.
    let hasTrailer: Bool

    @inline(__always)
    init(count: Int, isASCII: Bool) {
        hasTrailer = count >= 64
        let trailer = hasTrailer ? 8 : 0
        // A byte for the zero behind the text, and all in pieces of 16. No text is so long that this would not be a number.
        size = (Self.headerSize &+ count &+ 1 &+ trailer &+ 15) & ~15
        room = UInt64(truncatingIfNeeded: size &- Self.headerSize &- trailer) | (hasTrailer ? 1 << 63 : 0)
        // Native, and the text behind the header; ASCII, which is in normal form.
        length = UInt64(truncatingIfNeeded: count) | 3 << 60 | (isASCII ? 3 << 62 : 0)
    }

    @inline(__always)
    static func make(_ p: UnsafePointer<UInt8>, _ count: Int, _ isASCII: Bool, _ type: UInt) -> String {
        let layout = LongString(count: count, isASCII: isASCII)
        // The runtime ends the program where there is no memory, as it does for the library.
        let object = cjson_swift_object(type, layout.size).unsafelyUnwrapped
        object.storeBytes(of: layout.room, toByteOffset: 16, as: UInt64.self)
        object.storeBytes(of: layout.length, toByteOffset: 24, as: UInt64.self)
        if layout.hasTrailer { object.storeBytes(of: 0, toByteOffset: layout.size &- 8, as: UInt64.self) }
        let text = (object + headerSize).assumingMemoryBound(to: UInt8.self)
        cjson_copy_long_text(text, p, count)
        text[count] = 0
        return string(ofWords: (layout.length, UInt64(UInt(bitPattern: object))))
    }
}

extension LongString {
    /// In place of the class, where the library lays its strings out in another way.
    static let noClass: UInt = 1
    /// The class of the library's strings, once it was looked for. Not a constant, which each string would ask whether it
    /// is there yet.
    @exclusivity(unchecked) nonisolated(unsafe) static var knownClass: UInt = 0

    @inline(never)
    static func findClass() -> UInt {
        let type = classOfLibraryStrings() ?? noClass
        cjson_set_shared_word(&knownClass, type)
        return type
    }

    /// The class of the library's strings, where of each length and kind one is laid out as they are made here.
    private static func classOfLibraryStrings() -> UInt? {
        var type: UInt?
        for count in [16, 31, 32, 47, 63, 64, 86, 87, 200] {
            for isASCII in [true, false] {
                var text = [UInt8](repeating: UInt8(ascii: "a"), count: count)
                if !isASCII { (text[count - 2], text[count - 1]) = (0xC3, 0xA9) }
                let found = text.withUnsafeBufferPointer { text -> UInt? in
                    guard let p = text.baseAddress else { return nil }
                    return classOf(longTextByLibrary(p, count, isASCII), text, isASCII)
                }
                guard let found, found == type ?? found else { return nil }
                type = found
            }
        }
        return type
    }

    /// Its class, if it is a string of this text in the words that `make` fills in.
    private static func classOf(_ string: String, _ text: UnsafeBufferPointer<UInt8>, _ isASCII: Bool) -> UInt? {
        let layout = LongString(count: text.count, isASCII: isASCII)
        return withExtendedLifetime(string) {
            let words = words(of: string)
            // The second word is the object's address. Where it has bits that say more, it is no address.
            guard words.0 == layout.length, words.1 >> 48 == 0, words.1 % 16 == 0,
                let object = UnsafeRawPointer(bitPattern: UInt(words.1))
            else { return nil }
            let room = object.load(fromByteOffset: 16, as: UInt64.self)
            // The library leaves no room unused that the allocator has; whether this is so does not matter.
            guard room == layout.room || (layout.size >= 128 && room > layout.room && room >> 48 == layout.room >> 48),
                object.load(fromByteOffset: 24, as: UInt64.self) == layout.length,
                UnsafeRawBufferPointer(start: object + headerSize, count: text.count).elementsEqual(text),
                object.load(fromByteOffset: headerSize + text.count, as: UInt8.self) == 0
            else { return nil }
            let type = object.load(as: UInt.self)
            return type > noClass ? type : nil
        }
    }
}
#endif
