/// Where a byte lies within a UTF-8 character: tables take any bytes, witnesses have to be strings.
enum UTF8Progress: Int, CaseIterable, Sendable {
    case boundary, oneMore, twoMore, threeMore, afterE0, afterED, afterF0, afterF4

    /// Nil where the byte makes the text invalid.
    func after(_ byte: UInt8) -> UTF8Progress? {
        switch (self, byte) {
        case (.boundary, 0x00...0x7F): .boundary
        case (.boundary, 0xC2...0xDF): .oneMore
        case (.boundary, 0xE0): .afterE0
        case (.boundary, 0xED): .afterED
        case (.boundary, 0xE1...0xEF): .twoMore
        case (.boundary, 0xF0): .afterF0
        case (.boundary, 0xF4): .afterF4
        case (.boundary, 0xF1...0xF3): .threeMore
        case (.oneMore, 0x80...0xBF): .boundary
        case (.twoMore, 0x80...0xBF), (.afterE0, 0xA0...0xBF), (.afterED, 0x80...0x9F): .oneMore
        case (.threeMore, 0x80...0xBF), (.afterF0, 0x90...0xBF), (.afterF4, 0x80...0x8F): .twoMore
        default: nil
        }
    }
}
