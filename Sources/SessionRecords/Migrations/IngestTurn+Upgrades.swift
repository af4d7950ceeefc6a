import RecordLog

extension IngestTurn {
    /// Version 1 did not say which harness the parent session ran in, and its readers took the child's own.
    static func upgrade(_ old: V1.Session) throws -> V2.Session {
        let isFork = old.parentHarnessSessionID.value.map { !$0.isEmpty } ?? false
        return try keeping(old.otherFields, newlyDeclared: ["parent_harness_id"]) { otherFields in
            V2.Session(
                orgID: old.orgID,
                authSubject: old.authSubject,
                harnessID: old.harnessID,
                harnessSessionID: old.harnessSessionID,
                harnessVersion: old.harnessVersion,
                cwd: old.cwd,
                name: old.name,
                parentHarnessSessionID: old.parentHarnessSessionID,
                parentHarnessID: isFork ? old.harnessID : nil,
                harnessMetadata: old.harnessMetadata,
                otherFields: otherFields
            )
        }
    }
}
