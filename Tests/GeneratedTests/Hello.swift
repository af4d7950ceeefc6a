import Testing
@Test func hello() { _ = PresenceNote.V1.Record.self }
