import CommandLineTool

/// The files of a family that has just been started: small, and valid as they are.
struct NewFamily {
    let name: String

    var swiftName: String {
        name.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }

    /// By path from the family's folder.
    var texts: [(path: String, text: String)] {
        [
            ("family.json", familyFile),
            ("v1.json", schema),
            ("fixtures/v1/minimal.json", fixture),
        ]
    }

    private var familyFile: String {
        """
        {
          "description": "What these records are, in a sentence.",
          "swiftName": "\(swiftName)",
          "guaranteed": ["schema", "timestamp"],
          "version": [
            {
              "by": "field",
              "field": "schema",
              "values": {
                "1": "\(name).v1"
              }
            }
          ],
          "reading": "tolerant"
        }

        """
    }

    private var schema: String {
        """
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "$id": "urn:schemagen:\(name):v1",
          "title": "\(swiftName), version 1",
          "description": "What one record says, in a sentence.",
          "type": "object",
          "required": ["schema", "timestamp"],
          "properties": {
            "schema": {
              "description": "Tells the version.",
              "const": "\(name).v1"
            },
            "timestamp": {
              "description": "When it happened.",
              "type": "string",
              "format": "date-time"
            }
          }
        }

        """
    }

    private var fixture: String {
        """
        {"schema":"\(name).v1","timestamp":"2026-01-01T00:00:00Z"}

        """
    }
}
