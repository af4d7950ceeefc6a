import JSONCore
import RecordLog

/// Checkpoints as files of a folder, one a job; each is written aside and renamed into place.
public struct FileCheckpointStore: CheckpointStore {
    public let folder: String

    public init(folder: String) {
        self.folder = folder
    }

    private func name(_ jobID: UUID128) -> String {
        "\(escapedName(jobID.description)).checkpoint.json"
    }

    public func load(jobID: UUID128) throws -> Checkpoint? {
        guard let file = try OpenFile.readingIfThere("\(folder)/\(name(jobID))") else { return nil }
        return try parse(file.allBytes(limit: 1 << 30))
    }

    public func save(_ checkpoint: Checkpoint) throws {
        var writer = JSONWriter()
        writer.raw("{\"checkpoint_id\":")
        writer.string(checkpoint.id.description)
        writer.raw(",\"job_id\":")
        writer.string(checkpoint.jobID.description)
        writer.raw(",\"agent_id\":")
        writer.string(checkpoint.agentID.description)
        writer.raw(",\"step_index\":")
        writer.integer(Int64(checkpoint.stepIndex))
        writer.raw(",\"schema_version\":")
        writer.integer(Int64(checkpoint.schemaVersion))
        writer.raw(",\"crc32\":")
        writer.integer(Int64(checkpoint.checksum))
        // As hexadecimal digits: the state may be any bytes, and comes back as exactly these.
        writer.raw(",\"state\":\"")
        for byte in checkpoint.state {
            writer.byte(hexDigit(byte >> 4))
            writer.byte(hexDigit(byte & 15))
        }
        writer.raw("\"}\n")
        try replaceFile(name(checkpoint.jobID), in: Folder.make(folder), with: writer.bytes)
    }

    private func parse(_ bytes: [UInt8]) throws(CheckpointFault) -> Checkpoint {
        let value: JSONValue
        do {
            value = try PaddedBytes(bytes).withPointer { (pointer) throws(JSONFault) -> JSONValue in
                var cursor = JSONCursor(at: pointer, newlineLimit: pointer + bytes.count)
                cursor.skipWhitespace()
                let value = try cursor.value()
                try cursor.expectEnd()
                return value
            }
        } catch {
            throw .unreadable("\(error.kind.message), at byte \(error.offset)")
        }
        guard case .object(let object) = value else { throw .unreadable("it is not an object") }
        return Checkpoint(
            id: try id("checkpoint_id", object),
            jobID: try id("job_id", object),
            agentID: try id("agent_id", object),
            stepIndex: try number("step_index", object),
            schemaVersion: try number("schema_version", object),
            state: try state(object),
            checksum: UInt32(truncatingIfNeeded: try number("crc32", object))
        )
    }

    private func id(_ name: String, _ object: JSONObject) throws(CheckpointFault) -> UUID128 {
        guard case .string(let text)? = object[name], let id = UUID128(text) else {
            throw .unreadable("\(name) is not a UUID")
        }
        return id
    }

    private func number(_ name: String, _ object: JSONObject) throws(CheckpointFault) -> Int {
        guard case .number(let number)? = object[name], let value = Int(number.text) else {
            throw .unreadable("\(name) is not an integer")
        }
        return value
    }

    private func state(_ object: JSONObject) throws(CheckpointFault) -> [UInt8] {
        guard case .string(let text)? = object["state"], text.utf8.count.isMultiple(of: 2) else {
            throw .unreadable("state is not hexadecimal")
        }
        var bytes: [UInt8] = []
        var high: UInt8?
        for digit in text.utf8 {
            guard let value = Character(Unicode.Scalar(digit)).hexDigitValue else {
                throw .unreadable("state is not hexadecimal")
            }
            if let first = high {
                bytes.append(first << 4 | UInt8(value))
                high = nil
            } else {
                high = UInt8(value)
            }
        }
        return bytes
    }
}

private func hexDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
}
