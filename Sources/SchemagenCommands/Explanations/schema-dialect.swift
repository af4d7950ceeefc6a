extension Explanation {
    static let schemaDialect = Explanation(
        "schema-dialect",
        "`$schema` names a draft that is known, or a metaschema within reach.",
        reason: """
            Keywords mean different things in different drafts. Known are 2020-12, 2019-09 and draft-07. A
            metaschema of your own has to lie in the folder of the schemas: nothing is fetched from a network. Its
            $vocabulary has to list the applicators and the validation, which types are made from.
            """,
        remedy: """
            Write "$schema": "https://json-schema.org/draft/2020-12/schema".
            """
    )
}
