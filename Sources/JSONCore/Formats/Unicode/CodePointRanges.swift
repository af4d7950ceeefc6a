/// Whether `scalar` lies in one of the ranges of a table: first and last code points, ascending.
func contains(_ table: [UInt32], _ scalar: Unicode.Scalar) -> Bool {
    var low = 0
    var high = table.count / 2
    while low < high {
        let middle = (low + high) / 2
        if scalar.value < table[2 * middle] {
            high = middle
        } else if scalar.value > table[2 * middle + 1] {
            low = middle + 1
        } else {
            return true
        }
    }
    return false
}
