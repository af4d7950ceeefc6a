/// The candidate that a typing mistake was most likely meant to be; nil when none is near.
func nearest(to text: String, among candidates: [String]) -> String? {
    let limit = max(1, min(3, text.utf8.count / 3))
    var best: (distance: Int, candidate: String)?
    for candidate in candidates where abs(candidate.utf8.count - text.utf8.count) <= limit {
        let distance = editDistance(Array(text.utf8.prefix(64)), Array(candidate.utf8.prefix(64)))
        if distance <= limit, distance < best?.distance ?? Int.max { best = (distance, candidate) }
    }
    return best?.candidate
}

/// Insertions, deletions, substitutions and swaps of neighbours.
private func editDistance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var rows = [Array(0...b.count)]
    for (i, left) in a.enumerated() {
        var row = [i + 1]
        for (j, right) in b.enumerated() {
            var cost = min(rows[i][j + 1] + 1, row[j] + 1, rows[i][j] + (left == right ? 0 : 1))
            if i > 0, j > 0, left == b[j - 1], a[i - 1] == right { cost = min(cost, rows[i - 1][j - 1] + 1) }
            row.append(cost)
        }
        rows.append(row)
    }
    return rows[a.count][b.count]
}
