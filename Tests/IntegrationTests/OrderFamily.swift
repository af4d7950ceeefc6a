/// A family as text, with as many versions as are asked for. Each version adds an optional note, so that migrations
/// follow by rule.
struct OrderFamily {
    var name = "order"
    var versions = 1
    /// What the newest version says about itself.
    var description = "An order."
    /// Fields that only the newest version requires.
    var required: [String] = []

    func write(to package: ConsumerPackage, in schemas: String = "Sources/Shop/Schemas") throws {
        let marks = (1...versions).map { "\"\($0)\": \"\(name).v\($0)\"" }.joined(separator: ", ")
        try package.write(
            """
            {
              "description": "Orders of a shop.",
              "guaranteed": ["schema"],
              "version": [{"by": "field", "field": "schema", "values": {\(marks)}}]
            }

            """,
            to: "\(schemas)/\(name)/family.json"
        )
        for version in 1...versions {
            try package.write(schema(version), to: "\(schemas)/\(name)/v\(version).json")
            try package.write(
                "{\"schema\":\"\(name).v\(version)\"}\n",
                to: "\(schemas)/\(name)/fixtures/v\(version)/minimal.json"
            )
        }
    }

    private func schema(_ version: Int) -> String {
        let isNewest = version == versions
        var properties = ["    \"schema\": {\"const\": \"\(name).v\(version)\"}"]
        for number in 1...version { properties.append("    \"note_\(number)\": {\"type\": \"string\"}") }
        let required = isNewest ? required : []
        for field in required { properties.append("    \"\(field)\": {\"type\": \"integer\"}") }
        return """
            {
              "$schema": "https://json-schema.org/draft/2020-12/schema",
              "description": "\(isNewest ? description : "An older order.")",
              "type": "object",
              "required": [\((["schema"] + required).map { "\"\($0)\"" }.joined(separator: ", "))],
              "properties": {
            \(properties.joined(separator: ",\n"))
              }
            }

            """
    }
}
