/// The target of `reference` seen from `base` (RFC 3986, 5.2), both as text.
public func resolveURI(_ reference: String, against base: String) -> String {
    URIReference(reference).resolved(against: URIReference(base)).description
}

extension URIReference {
    public func resolved(against base: URIReference) -> URIReference {
        var target = self
        if scheme != nil {
            target.path = removingDotSegments(path)
            return target
        }
        target.scheme = base.scheme
        if authority != nil {
            target.path = removingDotSegments(path)
            return target
        }
        target.authority = base.authority
        if path.isEmpty {
            target.path = base.path
            target.query = query ?? base.query
        } else if path.utf8.first == UInt8(ascii: "/") {
            target.path = removingDotSegments(path)
        } else {
            target.path = removingDotSegments(merged(with: base))
        }
        return target
    }

    private func merged(with base: URIReference) -> String {
        if base.authority != nil, base.path.isEmpty { return "/" + path }
        guard let slash = base.path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return path }
        return String(base.path[...slash]) + path
    }
}

/// RFC 3986, 5.2.4, by segments: `..` takes the one before it away and never goes above the root.
private func removingDotSegments(_ path: String) -> String {
    guard path.utf8.contains(UInt8(ascii: ".")) else { return path }
    let isRooted = path.utf8.first == UInt8(ascii: "/")
    var kept: [Substring.UTF8View] = []
    let segments = Substring(path).utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    for (index, segment) in segments.enumerated() {
        let isLast = index == segments.count - 1
        if segment.elementsEqual(".".utf8) {
            if isLast { kept.append(Substring("").utf8) }
        } else if segment.elementsEqual("..".utf8) {
            if kept.count > (isRooted ? 1 : 0) { kept.removeLast() }
            if isLast { kept.append(Substring("").utf8) }
        } else {
            kept.append(segment)
        }
    }
    return kept.map { String(Substring($0)) }.joined(separator: "/")
}
