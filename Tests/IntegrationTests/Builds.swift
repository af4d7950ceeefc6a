import Testing

/// Tests that build packages, one after the other: they share one folder for what is built, which SwiftPM locks.
@Suite(.serialized) enum Builds {}
