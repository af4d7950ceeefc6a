/// Ends the process, which libFuzzer reports together with the input.
func expect(_ holds: Bool, _ message: @autoclosure () -> String) {
    if !holds { fatalError(message()) }
}

extension UnsafeBufferPointer<UInt8> {
    /// The bytes before and behind the first `separator`; everything and nothing when there is none.
    func split(at separator: UInt8) -> (UnsafeBufferPointer<UInt8>, UnsafeBufferPointer<UInt8>) {
        guard let place = firstIndex(of: separator) else {
            return (self, UnsafeBufferPointer(rebasing: self[count...]))
        }
        return (UnsafeBufferPointer(rebasing: self[..<place]), UnsafeBufferPointer(rebasing: self[(place + 1)...]))
    }
}
