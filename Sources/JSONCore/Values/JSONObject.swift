/// The members of an object in the order in which they were written, no name twice.
public struct JSONObject: Sendable {
    public struct Member: Sendable, Hashable {
        public var key: String
        public var value: JSONValue

        public init(key: String, value: JSONValue) {
            self.key = key
            self.value = value
        }

        public static func == (left: Member, right: Member) -> Bool {
            sameBytes(left.key, right.key) && left.value == right.value
        }

        public func hash(into hasher: inout Hasher) {
            hashBytes(of: key, into: &hasher)
            hasher.combine(value)
        }
    }

    public private(set) var members: [Member]

    /// An object of these members; where a name stands twice, the last one wins, as in most parsers.
    public init(_ members: [Member] = []) {
        self.members = []
        self.members.reserveCapacity(members.count)
        if members.count <= 16 {
            for member in members { self[member.key] = member.value }
            return
        }
        var places: [ByteKey: Int] = [:]
        for member in members {
            if let place = places[ByteKey(member.key)] {
                self.members[place] = member
            } else {
                places[ByteKey(member.key)] = self.members.count
                self.members.append(member)
            }
        }
    }

    /// Members that the caller knows to be distinct: the parsers check while they read.
    public init(distinct members: [Member]) {
        self.members = members
    }

    public var count: Int { members.count }
    public var isEmpty: Bool { members.isEmpty }

    /// Linear: objects in records are small, and the validators have an index of their own.
    public subscript(key: String) -> JSONValue? {
        get { members.first { sameBytes($0.key, key) }?.value }
        set {
            let place = members.firstIndex { sameBytes($0.key, key) }
            switch (place, newValue) {
            case (let place?, let value?): members[place].value = value
            case (let place?, nil): members.remove(at: place)
            case (nil, let value?): members.append(Member(key: key, value: value))
            case (nil, nil): break
            }
        }
    }
}

extension JSONObject: Hashable {
    public static func == (left: JSONObject, right: JSONObject) -> Bool {
        guard left.count == right.count else { return false }
        if left.members == right.members { return true }
        var values: [ByteKey: JSONValue] = [:]
        for member in right.members { values[ByteKey(member.key)] = member.value }
        return left.members.allSatisfy { values[ByteKey($0.key)] == $0.value }
    }

    /// Independent of the members' order, as equality is.
    public func hash(into hasher: inout Hasher) {
        var sum = 0
        for member in members { sum ^= member.hashValue }
        hasher.combine(sum)
    }
}

/// A string as a dictionary key by its bytes, because Swift's own hashing merges NFC and NFD spellings.
public struct ByteKey: Hashable, Sendable {
    public let text: String

    public init(_ text: String) {
        self.text = text
    }

    public static func == (left: ByteKey, right: ByteKey) -> Bool {
        sameBytes(left.text, right.text)
    }

    public func hash(into hasher: inout Hasher) {
        hashBytes(of: text, into: &hasher)
    }
}
