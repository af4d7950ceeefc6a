import JSONCore
import RecordLog

extension SessionBuffer {
    /// Deletes the session files whose time has come: those of jobs that are gone or ended long enough ago, and those
    /// that are too old whatever their job.
    ///
    /// Nothing outside of `root` is ever touched: every folder and file is reached through the open folder above it,
    /// links are never followed, and only regular files with the exact name of a session's file are deleted. A file
    /// that a writer has open is never deleted: writers lock their files, and the system gives the lock back when they
    /// crash. What is deleted is deleted durably on return, or the summary says where it is not.
    ///
    /// - Parameter now: seconds since 1970.
    /// - Throws: when the root cannot be opened or listed. Everything else is in the summary.
    public static func prune(
        root: String,
        states: some JobStates,
        policy: RetentionPolicy = RetentionPolicy(),
        now: Int64 = Timestamp.now().secondsSinceEpoch,
        dryRun: Bool = false
    ) throws(LogError) -> PruneSummary {
        let folder = try Folder.open(root)
        let names: [String]
        do throws(SystemError) {
            names = try SystemCall.names(in: folder.descriptor).sorted()
        } catch {
            throw LogError(.list, root, error)
        }
        var pruning = Pruning(
            root: folder,
            policy: policy,
            now: now,
            summary: PruneSummary(isDryRun: dryRun),
            clockIsSuspected: clocksDisagree(states, policy, now)
        )
        for name in names {
            guard let jobID = unescapedName(name) else {
                pruning.summary.kept[name] = .foreign
                continue
            }
            do {
                pruning.prune(folder: name, state: try states.state(ofJob: jobID))
            } catch {
                pruning.keep(folder: name, .stateUnknown("\(error)"))
            }
        }
        if !dryRun, !pruning.summary.deletedFolders.isEmpty { pruning.synchronize(folder, as: ".") }
        return pruning.summary
    }

    private static func clocksDisagree(_ states: some JobStates, _ policy: RetentionPolicy, _ now: Int64) -> Bool {
        do {
            guard let other = try states.secondClock() else { return false }
            let (distance, overflow) = now.subtractingReportingOverflow(other)
            return overflow || distance.magnitude > policy.clockToleranceSeconds.magnitude
        } catch {
            return true
        }
    }
}

/// One run over the folders of a root.
private struct Pruning {
    let root: Folder
    let policy: RetentionPolicy
    let now: Int64
    var summary: PruneSummary
    let clockIsSuspected: Bool

    mutating func keep(folder name: String, _ why: PruneSummary.Kept) {
        summary.kept[name] = why
        summary.retainedFolders.append(name)
    }

    mutating func prune(folder name: String, state: JobState) {
        let folder: Folder
        do throws(SystemError) {
            let descriptor = try SystemCall.open(name, [.reading, .folder, .noLink], at: root.descriptor)
            folder = Folder(OpenFile(adopting: descriptor, path: "\(root.path)/\(name)"))
        } catch {
            if error == .notFound { return }
            let isForeign = error == .notAFolder || error == .symbolicLink
            summary.kept[name] = isForeign ? .foreign : .failed(error.description)
            return
        }
        let files: [String]
        do throws(SystemError) {
            files = try SystemCall.names(in: folder.descriptor).sorted()
        } catch {
            return keep(folder: name, .failed(error.description))
        }
        var left = 0
        var bytes = 0
        let deletedBefore = summary.deletedFiles.count
        for file in files {
            let path = "\(name)/\(file)"
            if let size = prune(file, path, in: folder, state) {
                left += 1
                bytes += size
                note(path, size, policy.largeFile)
            }
        }
        note(name, bytes, policy.largeJob)
        // Before the folder itself goes, so that no cut can bring it back with files in it.
        if !summary.isDryRun, summary.deletedFiles.count > deletedBefore { synchronize(folder, as: name) }
        finish(name, isEmpty: left == 0)
    }

    mutating func synchronize(_ folder: Folder, as name: String) {
        do throws(LogError) {
            try folder.synchronize()
        } catch {
            summary.undurable[name] = "\(error.cause)"
        }
    }

    private mutating func note(_ path: String, _ bytes: Int, _ limit: Int) {
        if bytes > limit { summary.large.append(.init(path: path, bytes: bytes, limit: limit)) }
    }

    private mutating func finish(_ name: String, isEmpty: Bool) {
        guard isEmpty else {
            summary.retainedFolders.append(name)
            return
        }
        if !summary.isDryRun {
            do throws(SystemError) {
                // Removes empty folders only: what came meanwhile keeps it.
                try SystemCall.removeFolder(name, in: root.descriptor)
            } catch {
                if error == .notFound { return }
                summary.retainedFolders.append(name)
                if error != .notEmpty, error != .exists { summary.kept[name] = .failed(error.description) }
                return
            }
        }
        summary.deletedFolders.append(name)
    }

    /// The size of the file if it stays, nil when it is gone.
    private mutating func prune(_ name: String, _ path: String, in folder: Folder, _ state: JobState) -> Int? {
        do throws(SystemError) {
            let status = try SystemCall.status(at: name, in: folder.descriptor)
            guard status.kind == .file, SessionFileName.isOfSession(name) else {
                summary.kept[path] = .foreign
                return status.kind == .file ? status.size : 0
            }
            guard let reason = reason(status, state) else { return status.size }
            if clockIsSuspected, reason != .jobDeleted {
                summary.kept[path] = .clockSuspected
                return status.size
            }
            if let why = try delete(name, in: folder, status) {
                summary.kept[path] = why
                return status.size
            }
            summary.deletedFiles[path] = reason
            summary.deletedBytes += status.size
            return nil
        } catch {
            if error == .notFound {
                guard name.unicodeScalars.contains("\u{FFFD}") else { return nil }
                // Its name is not UTF-8, so it is there, under a name that cannot be said.
                summary.kept[path] = .foreign
                return 0
            }
            summary.kept[path] = .failed(error.description)
            return 0
        }
    }

    private func reason(_ status: FileStatus, _ state: JobState) -> PruneSummary.Reason? {
        switch state {
        case .deleted: .jobDeleted
        case .ended(let end) where isPast(end, policy.postTerminalSeconds): .jobEnded
        case .active, .ended: isPast(status.modified, policy.maximumAgeSeconds) ? .tooOld : nil
        }
    }

    /// Whether more than `seconds` have gone by since `time`; a time in the future has not.
    private func isPast(_ time: Int64, _ seconds: Int64) -> Bool {
        let (due, overflow) = time.addingReportingOverflow(seconds)
        return !overflow && due < now
    }

    /// Nil when the file is deleted, or would be.
    private func delete(
        _ name: String,
        in folder: Folder,
        _ status: FileStatus
    ) throws(SystemError) -> PruneSummary.Kept? {
        let descriptor = try SystemCall.open(name, [.reading, .noLink], at: folder.descriptor)
        let file = OpenFile(adopting: descriptor, path: name)
        guard try SystemCall.status(of: file.descriptor).identity == status.identity else { return .changed }
        guard try SystemCall.lock(file.descriptor) else { return .inUse }
        // With the lock held no writer can begin; the name is looked at once more, as late as can be.
        guard try SystemCall.status(at: name, in: folder.descriptor) == status else { return .changed }
        if !summary.isDryRun { try SystemCall.remove(name, in: folder.descriptor) }
        return nil
    }
}
