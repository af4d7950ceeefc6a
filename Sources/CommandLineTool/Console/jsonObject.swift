import JSONCore

/// An object of these members, in this order.
package func jsonObject(_ members: KeyValuePairs<String, JSONValue>) -> JSONValue {
    .object(JSONObject(distinct: members.map { JSONObject.Member(key: $0.key, value: $0.value) }))
}

/// A count or an exit status; null for nothing.
package func jsonInteger(_ value: Int?) -> JSONValue {
    value.map { .number(JSONNumber(Int64($0))) } ?? .null
}
