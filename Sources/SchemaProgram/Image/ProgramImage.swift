import JSONCore

/// A program as plain values: what the compiler makes, and what is written into generated code.
package struct ProgramImage: Sendable, Hashable {
    /// See `Opcode`. The first word is 0, so that no block begins at 0.
    package var code: [UInt32] = [0]
    package var root: UInt32 = 0
    /// Whether some reference depends on the path that evaluation took.
    package var usesDynamicScope = false
    /// The resource whose scope evaluation starts in.
    package var rootResource: UInt32 = 0
    /// Names and other texts, one behind the other.
    package var text: [UInt8] = []
    /// Pairs of offset and length in `text`, for the texts of locations.
    package var strings: [UInt32] = []
    /// Pairs of strings: base URI and JSON pointer of each schema.
    package var schemas: [UInt32] = []
    /// Triples: string that leads from the block to the keyword's schema ("" or "/$ref"), schema, string of the keyword.
    package var locations: [UInt32] = []
    /// JSON texts of constants.
    package var constants: [[UInt8]] = []
    package var formats: [String] = []
    /// As `Pattern(serialized:)` reads them.
    package var patterns: [String] = []

    package init() {}
}
