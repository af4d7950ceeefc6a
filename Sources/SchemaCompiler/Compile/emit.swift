import SchemaDocuments
import SchemaProgram

extension ProgramBuilder {
    /// The anchors that a dynamic reference may lead to, as far as resources have been reached.
    private mutating func candidates(_ reference: DynamicReference) -> [(resource: UInt32, block: Int)] {
        var found: [(resource: UInt32, block: Int)] = []
        for resource in resources {
            let number = self.resource(resource)
            guard let home = home(of: resource) else { continue }
            if let anchor = reference.anchor {
                guard resource.anchors[anchor]?.isDynamic == true,
                    let target = position(ofAnchor: anchor, in: home.position(of: resource))
                else { continue }
                found.append((number, block(of: target)))
            } else if resource.hasRecursiveAnchor {
                found.append((number, block(of: home.position(of: resource))))
            }
        }
        return found
    }

    private mutating func position(ofAnchor anchor: String, in root: SchemaPosition) -> SchemaPosition? {
        do {
            return try registry.resolve("#" + fragmentEncoded(anchor), from: root)
        } catch {
            return nil
        }
    }

    /// The document of a resource that has been reached: that of any schema in it.
    private func home(of resource: SchemaResource) -> SchemaDocument? {
        positions.first { $0.resource === resource }?.document
            ?? registry.documents.first { $0.resources.contains { $0 === resource } }
    }

    mutating func prepareDynamicTargets() {
        for block in blocks {
            for reference in block.dynamicReferences { _ = candidates(reference) }
        }
    }

    /// Gives blocks their places and writes them.
    mutating func emit(root: Int) {
        resolveDynamicReferences()
        var headers: [UInt32] = []
        var fast: [UInt32] = []
        var at = 1
        for number in blocks.indices {
            finish(&blocks[number], usesDynamicScope: image.usesDynamicScope)
            headers.append(UInt32(at))
            at += 1
            // A verdict starts behind the kinds, which whoever comes here has checked.
            var start = at
            for instruction in blocks[number].instructions {
                if instruction.opcode == .kinds, start == at { start += instruction.length }
                if instruction.opcode == .end, start == at { start = 0 }
                at += instruction.length
            }
            fast.append(UInt32(start))
        }
        image.code.reserveCapacity(at)
        for block in blocks {
            image.code.append(block.schema)
            for instruction in block.instructions {
                image.code.append(UInt32(instruction.opcode.rawValue) | UInt32(instruction.length) << 8)
                image.code.append(instruction.location)
                for operand in instruction.operands {
                    switch operand {
                    case .word(let word): image.code.append(word)
                    case .block(let number): image.code.append(headers[number])
                    case .noChild: image.code += [0, KindMask.any, 0]
                    case .child(let number): image.code += [headers[number], blocks[number].kinds, fast[number]]
                    }
                }
            }
        }
        image.root = headers[root]
        image.rootResource = blocks[root].resource
    }

    private mutating func resolveDynamicReferences() {
        for number in blocks.indices {
            for reference in blocks[number].dynamicReferences {
                let candidates = candidates(reference)
                let others = candidates.contains { $0.block != reference.fallback }
                if !others {
                    blocks[number].add(Instruction(.reference, reference.location, [.child(reference.fallback)]))
                    continue
                }
                image.usesDynamicScope = true
                var operands: [Instruction.Operand] = [.block(reference.fallback), .word(UInt32(candidates.count))]
                for candidate in candidates { operands += [.word(candidate.resource), .block(candidate.block)] }
                blocks[number].add(Instruction(.dynamicReference, reference.location, operands))
            }
        }
    }
}

/// Cheap instructions first, `unevaluated*` last, as opcodes are ordered; then the end and the annotations.
///
/// A function of its own: a method would need the builder while a part of it changes, which copies all blocks.
private func finish(_ block: inout BlockDraft, usesDynamicScope: Bool) {
    if usesDynamicScope {
        block.instructions.append(Instruction(.enterResource, 0, [.word(block.resource)]))
    }
    if block.instructions.contains(where: { $0.opcode == .never }) { block.kinds = 0 }
    // Sorted by place as well, because the order of equal elements is not kept by `sort`.
    block.instructions = block.instructions.enumerated()
        .sorted { ($0.element.opcode.rawValue, $0.offset) < ($1.element.opcode.rawValue, $1.offset) }
        .map(\.element)
    block.instructions.append(Instruction(.end, 0))
    block.instructions += block.annotations
    block.instructions.append(Instruction(.endAll, 0))
}
