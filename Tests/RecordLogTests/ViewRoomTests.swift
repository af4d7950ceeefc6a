import JSONCore
import Testing

@testable import RecordLog

/// Room for the places of views: used again when nobody holds it, left behind when somebody does.
struct ViewRoomTests {
    private let text = LineMemory(capacity: 16)

    @Test func `What nobody holds is used again and is absent at first`() {
        var room = ViewRoom(for: text)
        let first = room.take(3)
        for round in 0..<10_000 {
            ViewRoom.renew(&room)
            let places = room.take(3)
            #expect(places == first)
            #expect((0..<3).allSatisfy { !places[$0].isValue && !places[$0].isNull })
            for field in 0..<3 { places[field] = FieldPlace(offset: round + field + 1) }
        }
    }

    @Test func `One that is held costs one room, and not one for each record`() {
        var room = ViewRoom(for: text)
        var held: [ViewRoom] = []
        var places: [UnsafeMutablePointer<FieldPlace>] = []
        var rooms: Set<ObjectIdentifier> = []
        for round in 0..<10_000 {
            ViewRoom.renew(&room)
            let place = room.take(12)
            place[11] = FieldPlace(offset: round + 1)
            rooms.insert(ObjectIdentifier(room))
            // The first record, and then one of three thousand.
            if round % 3_000 == 0 {
                held.append(room)
                places.append(place)
            }
        }
        #expect(places.map { Int($0[11].offset) } == [1, 3_001, 6_001, 9_001])
        #expect(held.count == 4 && rooms.count <= 8)
    }

    @Test func `A record of many objects takes more room, and the places before stay where they are`() {
        var room = ViewRoom(for: text, size: 256)
        let places = (0..<1_000).map { number in
            let places = room.take(64)
            for field in 0..<64 { places[field] = FieldPlace(offset: number * 64 + field + 1) }
            return places
        }
        #expect(
            places.enumerated().allSatisfy { number, places in
                (0..<64).allSatisfy { Int(places[$0].offset) == number * 64 + $0 + 1 }
            }
        )
        ViewRoom.renew(&room)
        #expect(!room.take(64)[63].isValue)
    }

    @Test func `An object without fields takes a piece of room too`() {
        let room = ViewRoom(for: text, size: 512)
        var places: Set<UnsafeMutablePointer<FieldPlace>> = []
        for count in [16, 16, 16, 0, 0, 1, 0] { places.insert(room.take(count)) }
        #expect(places.count == 7)
    }

    @Test func `What is only passed takes no room`() throws {
        let room = ViewRoom(for: text)
        let first = room.take(4)
        first[3] = FieldPlace(offset: 7)
        var next: [UnsafeMutablePointer<FieldPlace>] = []
        for count in [1, 64, 600] {
            room.passing { next.append(room.take(count)) }
        }
        #expect(next[0] == next[1] && next[0] != first && first[3].offset == 7)
        var thrown: UnsafeMutablePointer<FieldPlace>?
        #expect(throws: LogError.self) {
            try room.passing { () throws(LogError) in
                thrown = room.take(1)
                throw LogError(.read, "x", SystemError(5))
            }
        }
        let after = room.take(1)
        #expect(after == thrown)
    }
}
