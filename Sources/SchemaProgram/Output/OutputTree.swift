import JSONCore

/// The nodes of a full evaluation with the ways between them.
struct OutputTree {
    let nodes: [OutputNode]
    let children: [[Int]]
    private let evaluator: FullEvaluator
    private let keywordLocations: [String]
    private let instanceLocations: [String]

    init(_ evaluator: FullEvaluator) {
        self.evaluator = evaluator
        nodes = evaluator.nodes
        var children = [[Int]](repeating: [], count: nodes.count)
        var keywordLocations: [String] = []
        var instanceLocations: [String] = []
        for (place, node) in nodes.enumerated() {
            guard node.parent >= 0 else {
                keywordLocations.append("")
                instanceLocations.append("")
                continue
            }
            children[node.parent].append(place)
            keywordLocations.append(keywordLocations[node.parent] + node.step)
            let outer = instanceLocations[node.parent]
            switch node.instanceStep {
            case .same: instanceLocations.append(outer)
            case .name(let name): instanceLocations.append(outer + "/" + escapedToken(evaluator.view.string(name)))
            case .element(let element): instanceLocations.append(outer + "/\(element)")
            }
        }
        self.children = children
        self.keywordLocations = keywordLocations
        self.instanceLocations = instanceLocations
    }

    func keywordLocation(_ node: Int) -> String { keywordLocations[node] }
    func instanceLocation(_ node: Int) -> String { instanceLocations[node] }
    func offset(_ node: Int) -> Int { evaluator.view.place(nodes[node].instance) }

    func describe(_ node: Int) -> String { evaluator.describe(nodes[node].instance) }
    func isString(_ node: Int) -> Bool { evaluator.view[nodes[node].instance].isString }
    func alternatives(_ words: [String]) -> String { evaluator.alternatives(words) }

    func absoluteLocation(_ node: Int) -> String {
        let schema = nodes[node].schema
        let base = evaluator.string(Int(evaluator.image.schemas[schema * 2]))
        var pointer = evaluator.string(Int(evaluator.image.schemas[schema * 2 + 1]))
        if !nodes[node].keyword.isEmpty { pointer += "/" + fragmentSafe(escapedToken(nodes[node].keyword)) }
        return pointer.isEmpty ? base : base + "#" + pointer
    }

    /// The nearest keyword: a schema that fails on its own, as `false` does, is called by what holds it.
    func keyword(_ node: Int) -> String {
        var node = node
        while nodes[node].keyword.isEmpty, nodes[node].parent >= 0 { node = nodes[node].parent }
        return nodes[node].keyword
    }

    /// What made this node fail.
    func failures(_ node: Int) -> [Int] {
        children[node].filter { !nodes[$0].isValid && !nodes[$0].isDetached }
    }
}

/// A keyword as part of a URI's fragment.
private func fragmentSafe(_ text: String) -> String {
    func isSafe(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: "-._~!$&'()*+,;=:@/?".utf8.contains(byte)
        }
    }
    if text.utf8.allSatisfy(isSafe) { return text }
    let digits = Array("0123456789ABCDEF".utf8)
    var out: [UInt8] = []
    for byte in text.utf8 {
        if isSafe(byte) {
            out.append(byte)
        } else {
            out += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
    }
    return String(decoding: out, as: UTF8.self)
}
