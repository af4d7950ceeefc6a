/// Every id that a diagnostic can carry, ascending. A test compares the list with the files in this folder and with
/// the ids that the sources use.
let explanations: [Explanation] = [
    .driftGenerated,
    .schemaIdentity,
]
