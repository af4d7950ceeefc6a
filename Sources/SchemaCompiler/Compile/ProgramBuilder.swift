import JSONCore
import PatternCompiler
import SchemaDocuments
import SchemaProgram

/// Turns schemas into blocks, one after the other from a list of what is still to do, so that nothing recurses into
/// what a schema refers to.
struct ProgramBuilder {
    var registry: SchemaRegistry
    let options: CompileOptions
    let inlinesAcrossResources: Bool
    var image = ProgramImage()
    var blocks: [BlockDraft] = []
    /// For each block its schema.
    var positions: [SchemaPosition] = []
    private var blockNumbers: [SchemaPosition: Int] = [:]
    /// Resources that evaluation can enter, and their numbers.
    private(set) var resources: [SchemaResource] = []
    private var resourceNumbers: [String: UInt32] = [:]
    /// Schemas that are evaluated for the same value as the schema before, and the node that says so.
    var sameValue: [SchemaPosition: [(target: SchemaPosition, place: JSONNode)]] = [:]
    var inlinedWeight: [SchemaPosition: Int] = [:]
    /// Schemas whose keywords are being compiled into the current block, outermost first.
    var inlining: [SchemaPosition] = []

    private var strings: [ByteKey: UInt32] = [:]
    private var texts: [ByteKey: UInt32] = [:]
    private var schemas: [SchemaPosition: UInt32] = [:]
    private var baseURIs: [ObjectIdentifier: UInt32] = [:]
    private var locations: [[UInt32]: UInt32] = [:]
    private var constants: [[UInt8]: UInt32] = [:]
    private var formats: [String: UInt32] = [:]
    private var patterns: [ByteKey: UInt32] = [:]

    init(_ registry: SchemaRegistry, _ options: CompileOptions, inlinesAcrossResources: Bool) {
        self.registry = registry
        self.options = options
        self.inlinesAcrossResources = inlinesAcrossResources
    }

    mutating func build(_ root: SchemaPosition) throws(Diagnostic) -> ProgramImage {
        let rootBlock = block(of: root)
        // Number 0, for instructions that are no keyword's.
        _ = location("", of: root, in: blocks[rootBlock])
        var done = 0
        repeat {
            while done < positions.count {
                var draft = blocks[done]
                inlining = [positions[done]]
                try keywords(of: positions[done], into: &draft)
                blocks[done] = draft
                done += 1
            }
            // Anchors of resources that have been reached since make more schemas reachable.
            prepareDynamicTargets()
        } while done < positions.count
        try refuseEndlessEvaluation()
        emit(root: rootBlock)
        return image
    }

    /// The number of the schema's block, which is compiled when its turn comes.
    mutating func block(of position: SchemaPosition) -> Int {
        if let known = blockNumbers[position] { return known }
        let number = positions.count
        blockNumbers[position] = number
        positions.append(position)
        blocks.append(BlockDraft(schema: schema(position), resource: resource(position.resource)))
        return number
    }

    mutating func child(_ position: SchemaPosition) -> Instruction.Operand {
        .child(block(of: position))
    }

    /// A subschema that is evaluated for the same value.
    mutating func branch(_ position: SchemaPosition, of parent: SchemaPosition) -> Instruction.Operand {
        sameValue[parent, default: []].append((position, position.node))
        return child(position)
    }

    mutating func resource(_ resource: SchemaResource) -> UInt32 {
        if let known = resourceNumbers[resource.uri] { return known }
        let number = UInt32(resources.count)
        resourceNumbers[resource.uri] = number
        resources.append(resource)
        return number
    }
}

// MARK: Pools

extension ProgramBuilder {
    /// Offset of a text in the pool.
    private mutating func text(_ text: String) -> UInt32 {
        if let known = texts[ByteKey(text)] { return known }
        let offset = UInt32(image.text.count)
        texts[ByteKey(text)] = offset
        image.text += text.utf8
        return offset
    }

    private mutating func string(_ string: String) -> UInt32 {
        if let known = strings[ByteKey(string)] { return known }
        let number = UInt32(image.strings.count / 2)
        strings[ByteKey(string)] = number
        image.strings += [text(string), UInt32(string.utf8.count)]
        return number
    }

    mutating func schema(_ position: SchemaPosition) -> UInt32 {
        if let known = schemas[position] { return known }
        let number = UInt32(image.schemas.count / 2)
        schemas[position] = number
        let resource = ObjectIdentifier(position.resource)
        let base = baseURIs[resource] ?? string(position.baseURI)
        baseURIs[resource] = base
        image.schemas += [base, string(position.fragment)]
        return number
    }

    /// The place of a keyword, seen from the block that it is compiled into.
    mutating func location(_ keyword: String, of position: SchemaPosition, in block: BlockDraft) -> UInt32 {
        let key = [string(block.prefix), schema(position), string(keyword)]
        if let known = locations[key] { return known }
        let number = UInt32(image.locations.count / 3)
        locations[key] = number
        image.locations += key
        return number
    }

    mutating func name(_ name: String) -> [Instruction.Operand] {
        [.word(textHash(of: name)), .word(text(name)), .word(UInt32(name.utf8.count))]
    }

    /// A hash table of the ordinals of names, at most half full.
    func slots(_ names: [String]) -> [Instruction.Operand] {
        var size = 1
        while size < names.count * 2 { size *= 2 }
        var table = [UInt32](repeating: 0, count: size)
        for (ordinal, name) in names.enumerated() {
            var slot = Int(textHash(of: name)) & (size - 1)
            while table[slot] != 0 { slot = (slot + 1) & (size - 1) }
            table[slot] = UInt32(ordinal + 1)
        }
        return [.word(UInt32(size - 1))] + table.map(Instruction.Operand.word)
    }

    mutating func constant(_ node: JSONNode, of position: SchemaPosition) -> UInt32 {
        let text = Array(position.document.source.bytes[node.span])
        if let known = constants[text] { return known }
        let number = UInt32(image.constants.count)
        constants[text] = number
        image.constants.append(text)
        return number
    }

    mutating func number(_ node: JSONNode, _ value: JSONNumber, of position: SchemaPosition) -> [Instruction.Operand] {
        let bits = UInt64(bitPattern: value.int64 ?? 0)
        return [
            .word(value.int64 == nil ? 0 : 1), .word(UInt32(truncatingIfNeeded: bits)),
            .word(UInt32(truncatingIfNeeded: bits >> 32)), .word(constant(node, of: position)),
        ]
    }

    mutating func format(_ name: String) -> UInt32 {
        if let known = formats[name] { return known }
        let number = UInt32(image.formats.count)
        formats[name] = number
        image.formats.append(name)
        return number
    }

    /// Number, offset and length of a pattern.
    mutating func pattern(
        _ source: String,
        at place: JSONNode,
        of position: SchemaPosition
    ) throws(Diagnostic) -> [Instruction.Operand] {
        let number: UInt32
        if let known = patterns[ByteKey(source)] {
            number = known
        } else {
            do {
                let compiled = try compilePattern(source)
                number = UInt32(image.patterns.count)
                patterns[ByteKey(source)] = number
                image.patterns.append(compiled.serialized)
            } catch {
                throw Diagnostic(
                    .error,
                    "schema-pattern-invalid",
                    path: position.path,
                    at: position.document.source.location(of: place.span.lowerBound),
                    "\(quoted(source)): \(error)"
                )
            }
        }
        return [.word(number), .word(text(source)), .word(UInt32(source.utf8.count))]
    }
}

private func textHash(of text: String) -> UInt32 {
    let bytes = Array(text.utf8)
    return (bytes + [UInt8](repeating: 0, count: 8)).withUnsafeBufferPointer { buffer in
        buffer.baseAddress.map { JSONCore.textHash($0, bytes.count) } ?? 0
    }
}

func quoted(_ text: String) -> String {
    "\"\(text)\""
}

/// A keyword whose value makes no sense.
func invalidKeyword(_ node: JSONNode, of position: SchemaPosition, _ message: String) -> Diagnostic {
    Diagnostic(
        .error,
        "schema-keyword-invalid",
        path: position.path,
        at: position.document.source.location(of: node.span.lowerBound),
        message
    )
}
