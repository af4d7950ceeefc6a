// This file is compiled into the tool and, through a symbolic link, into the plugin, which has to know every output
// before the tool runs. One rule, so that they cannot drift apart.

/// The Swift files that a family gives, from the name of its folder and of the files in it: one for the family, one
/// for each version, ascending. None for a folder of documents that families share.
func outputNames(family: String, files: [String]) -> [String] {
    let versions = files.compactMap { versionInName($0) }.sorted()
    if family == "shared" || versions.isEmpty && !files.contains("family.json") { return [] }
    return ["\(family).family.swift"] + versions.map { "\(family).v\($0).swift" }
}

/// 2 for `v2.json`; nil for a file of any other name.
func versionInName(_ name: String) -> Int? {
    guard name.hasPrefix("v"), name.hasSuffix(".json"), let version = Int(name.dropFirst().dropLast(5)),
        (1..<1_000_000).contains(version), name == "v\(version).json"
    else { return nil }
    return version
}
