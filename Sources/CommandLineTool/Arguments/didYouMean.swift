/// `, did you mean '--check'?` when one of the known words is near enough, else nothing.
package func didYouMean(_ word: String, of known: [String]) -> String {
    let near = known.map { (word: $0, distance: editDistance(word, $0)) }.min { $0.distance < $1.distance }
    guard let near, near.distance <= max(1, near.word.utf8.count / 3) else { return "" }
    return ", did you mean '\(near.word)'?"
}

/// How many letters to insert, delete, replace or swap with their neighbour. Bytes beyond the first 64 do not count.
package func editDistance(_ left: String, _ right: String) -> Int {
    let a = Array(left.utf8.prefix(64))
    let b = Array(right.utf8.prefix(64))
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for i in a.indices {
        var row = [i + 1]
        for j in b.indices {
            var best = min(row[j] + 1, last[j + 1] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
            if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = min(best, beforeLast[j - 1] + 1) }
            row.append(best)
        }
        beforeLast = last
        last = row
    }
    return last[b.count]
}
