import JSONCore
import PatternCompiler
import Testing

/// Unicode properties, by all kinds of names.
struct PropertyTests {
    @Test(arguments: [
        ("L", "é", "1"), ("Letter", "π", "_"), ("Lu", "É", "é"), ("General_Category=Lowercase_Letter", "é", "É"),
        ("gc=Nd", "৪", "a"), ("digit", "৪", "a"), ("punct", "!", "a"), ("Sc", "€", "e"), ("Cn", "\u{378}", "a"),
        ("Co", "\u{F0000}", "a"), ("C", "\u{E000}", "a"), ("Any", "a", ""), ("ASCII", "a", "é"),
        ("Assigned", "a", "\u{378}"),
        ("Alphabetic", "é", "1"), ("Alpha", "é", "1"), ("Uppercase", "A", "a"), ("Lower", "a", "A"),
        ("White_Space", "\u{85}", "a"), ("Emoji", "🐲", "a"), ("Emoji_Component", "#", "a"), ("EPres", "🐲", "#"),
        ("ExtPict", "🐲", "#"), ("RI", "🇩", "D"), ("ID_Start", "é", "1"), ("IDC", "1", "-"), ("Hex_Digit", "f", "g"),
        ("Script=Greek", "π", "p"), ("sc=Grek", "π", "p"), ("Script=Latin", "é", "π"), ("sc=Han", "漢", "か"),
        ("scx=Hira", "ー", "a"), ("sc=Zyyy", "ー", "a"), ("scx=Common", "1", "ー"), ("sc=Zzzz", "\u{378}", "a"),
        ("sc=Qaai", "\u{300}", "a"),
        ("Script_Extensions=Deva", "।", "a"), ("Noncharacter_Code_Point", "\u{5FFFE}", "\u{5FFFD}"),
    ])
    func holds(_ name: String, _ member: String, _ stranger: String) throws {
        let inside = try compilePattern("^\\p{\(name)}$").pattern
        let outside = try compilePattern("^\\P{\(name)}$").pattern
        #expect(inside.matches(member) && !outside.matches(member))
        #expect(!inside.matches(stranger))
        #expect(stranger.isEmpty || outside.matches(stranger))
    }
}
