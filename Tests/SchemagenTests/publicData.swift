import Foundation

/// A folder of the public test data beside the checkout, or where SCHEMAGEN_TEST_DATA says; nil when it is not there.
func publicData(_ folder: String) -> String? {
    let data =
        ProcessInfo.processInfo.environment["SCHEMAGEN_TEST_DATA"]
        ?? parentOfPackage + "/shared"
    let path = "\(data)/\(folder)"
    return FileManager.default.fileExists(atPath: path) ? path : nil
}

private let parentOfPackage = URL(fileURLWithPath: packageFolder).deletingLastPathComponent().path
