import SchemaDocuments
import Testing

/// RFC 3986, 5.4: the normal and the abnormal examples, all seen from `http://a/b/c/d;p?q`.
private let examples: [(reference: String, target: String)] = [
    ("g:h", "g:h"), ("g", "http://a/b/c/g"), ("./g", "http://a/b/c/g"), ("g/", "http://a/b/c/g/"), ("/g", "http://a/g"),
    ("//g", "http://g"), ("?y", "http://a/b/c/d;p?y"), ("g?y", "http://a/b/c/g?y"), ("#s", "http://a/b/c/d;p?q#s"),
    ("g#s", "http://a/b/c/g#s"), ("g?y#s", "http://a/b/c/g?y#s"), (";x", "http://a/b/c/;x"),
    ("g;x", "http://a/b/c/g;x"),
    ("g;x?y#s", "http://a/b/c/g;x?y#s"), ("", "http://a/b/c/d;p?q"), (".", "http://a/b/c/"), ("./", "http://a/b/c/"),
    ("..", "http://a/b/"), ("../", "http://a/b/"), ("../g", "http://a/b/g"), ("../..", "http://a/"),
    ("../../", "http://a/"), ("../../g", "http://a/g"), ("../../../g", "http://a/g"), ("../../../../g", "http://a/g"),
    ("/./g", "http://a/g"), ("/../g", "http://a/g"), ("g.", "http://a/b/c/g."), (".g", "http://a/b/c/.g"),
    ("g..", "http://a/b/c/g.."), ("..g", "http://a/b/c/..g"), ("./../g", "http://a/b/g"), ("./g/.", "http://a/b/c/g/"),
    ("g/./h", "http://a/b/c/g/h"), ("g/../h", "http://a/b/c/h"), ("g;x=1/./y", "http://a/b/c/g;x=1/y"),
    ("g;x=1/../y", "http://a/b/c/y"), ("g?y/./x", "http://a/b/c/g?y/./x"), ("g#s/../x", "http://a/b/c/g#s/../x"),
    ("http:g", "http:g"),
]

@Test(arguments: examples)
func `Every example of the standard resolves`(_ example: (reference: String, target: String)) {
    #expect(resolveURI(example.reference, against: "http://a/b/c/d;p?q") == example.target)
}

@Test func `A URN keeps its parts`() {
    #expect(
        resolveURI("#x", against: "urn:uuid:feebdaed-ffff-0000-ffff-0000deadbeef")
            == "urn:uuid:feebdaed-ffff-0000-ffff-0000deadbeef#x"
    )
    #expect(resolveURI("urn:example:foo?+a?=b", against: "http://a/b") == "urn:example:foo?+a?=b")
}

@Test func `Percent escapes are read, and a broken one is none`() {
    #expect(percentDecoded("/$defs/a%25b%22") == "/$defs/a%b\"")
    #expect(percentDecoded("%zz") == nil)
    #expect(percentDecoded("%C3") == nil)
    #expect(fragmentEncoded("/$defs/a b\"%") == "/$defs/a%20b%22%25")
}
