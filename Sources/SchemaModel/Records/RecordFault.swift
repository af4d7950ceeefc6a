/// Why the generated types do not take a record, or a step does not go through.
public enum RecordFault: Error, Sendable, Hashable {
    /// The value at the JSON pointer is none that the type holds.
    case refused(at: String, String)
    /// The step from this type of the old version is written by a person; only running it tells what it gives.
    case byHand(type: String)
}
