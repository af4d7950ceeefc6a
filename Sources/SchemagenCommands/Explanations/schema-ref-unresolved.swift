extension Explanation {
    static let schemaRefUnresolved = Explanation(
        "schema-ref-unresolved",
        "Every `$ref` leads to a schema.",
        reason: """
            References lead within the file, to other files in the folder of the schemas by their place or their
            $id, and to the published metaschemas. Nothing is fetched from a network.
            """,
        remedy: """
            Correct the reference, or put the document that it names into the folder; `shared` is the place for
            what families share.
            """
    )
}
