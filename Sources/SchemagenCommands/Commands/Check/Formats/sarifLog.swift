import CommandLineTool
import JSONCore
import SchemaDocuments

/// SARIF 2.1.0: one run, its rules with their explanations, a result for each finding.
///
/// - Parameter columns: gives the column that SARIF counts, in UTF-16 units, for one that counts bytes.
func sarifLog(
    _ findings: [CheckFinding],
    _ paths: RepositoryPaths,
    columns: (CheckFinding.Place) -> Int? = { $0.location?.column }
) -> JSONValue {
    let used = explanations.filter { explanation in findings.contains { $0.rule == explanation.id } }
    return jsonObject([
        "$schema": .string(
            "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
        ),
        "version": .string("2.1.0"),
        "runs": .array([
            jsonObject([
                "tool": jsonObject([
                    "driver": jsonObject([
                        "name": .string("schemagen"), "version": .string(toolVersion),
                        "rules": .array(used.map(rule)),
                    ])
                ]),
                "columnKind": .string("utf16CodeUnits"),
                "results": .array(
                    findings.map { finding in
                        result(finding, used.firstIndex { $0.id == finding.rule }, paths, columns)
                    }
                ),
            ])
        ]),
    ])
}

private func rule(_ explanation: Explanation) -> JSONValue {
    jsonObject([
        "id": .string(explanation.id),
        "shortDescription": jsonObject(["text": .string(explanation.summary)]),
        "fullDescription": jsonObject(["text": .string(explanation.reason)]),
        "help": jsonObject(["text": .string(explanation.remedy)]),
        "defaultConfiguration": jsonObject(["level": .string(explanation.severity.rawValue)]),
    ])
}

private func result(
    _ finding: CheckFinding,
    _ index: Int?,
    _ paths: RepositoryPaths,
    _ columns: (CheckFinding.Place) -> Int?
) -> JSONValue {
    var members: [JSONObject.Member] = [.init(key: "ruleId", value: .string(finding.rule))]
    if let index { members.append(.init(key: "ruleIndex", value: jsonInteger(index))) }
    var message = finding.message
    if let witness = finding.witness { message += " Witness: \(witness.jsonText)" }
    members += [
        .init(key: "level", value: .string(finding.severity.rawValue)),
        .init(key: "message", value: jsonObject(["text": .string(message)])),
        .init(key: "locations", value: .array([location(finding.place, paths, columns)])),
    ]
    var related: [JSONValue] = []
    if let baseline = finding.baseline {
        let name = finding.baselineName.isEmpty ? "the baseline" : finding.baselineName
        // What lay there then may lie elsewhere now, so columns are as they were told.
        related.append(location(baseline, paths, { $0.location?.column }, "as it was in \(name)"))
    }
    for note in finding.notes {
        related.append(location(.init(path: note.path, location: note.location), paths, columns, note.message))
    }
    if !related.isEmpty { members.append(.init(key: "relatedLocations", value: .array(related))) }
    if let fingerprint = finding.fingerprint {
        members.append(
            .init(key: "partialFingerprints", value: jsonObject(["schemagen/v1": .string(fingerprint)]))
        )
    }
    return .object(JSONObject(distinct: members))
}

private func location(
    _ place: CheckFinding.Place,
    _ paths: RepositoryPaths,
    _ columns: (CheckFinding.Place) -> Int?,
    _ message: String? = nil
) -> JSONValue {
    var physical: [JSONObject.Member] = [
        .init(key: "artifactLocation", value: jsonObject(["uri": .string(pathEncoded(paths.path(place.path)))]))
    ]
    if let location = place.location {
        let region = jsonObject([
            "startLine": jsonInteger(location.line), "startColumn": jsonInteger(columns(place) ?? location.column),
        ])
        physical.append(.init(key: "region", value: region))
    }
    var members: [JSONObject.Member] = [
        .init(key: "physicalLocation", value: .object(JSONObject(distinct: physical)))
    ]
    if let message { members.append(.init(key: "message", value: jsonObject(["text": .string(message)]))) }
    return .object(JSONObject(distinct: members))
}
