import JSONCore
import SchemaDocuments

extension Decision {
    /// Numbers of a case, around its bounds and around others of interest.
    func numbers(of part: ValueCase, near extra: [JSONNumber] = []) -> [JSONValue] {
        let rules = part.numbers
        var centres = [rules.lower?.value, rules.upper?.value].compactMap { $0 } + extra
        centres += rules.multiples
        centres.append(JSONNumber(Int64(0)))
        var numbers: [JSONNumber] = []
        func consider(_ number: JSONNumber?) {
            guard let number, rules.accepts(number), part.types.contains(JSONTypes(of: .number(number))),
                !numbers.contains(number)
            else { return }
            numbers.append(number)
        }
        for step in ["0", "1", "-1", "0.5", "-0.5", "2", "3", "0.1", "-0.1", "0.01", "-0.01", "7", "10", "100"] {
            for centre in extra + centres { consider(sum(centre, step)) }
        }
        for multiple in rules.multiples { for factor in [1, 2, 3, 5, 7] { consider(product(multiple, factor)) } }
        // The first multiple that lies within the bounds.
        if let multiple = rules.multiples.first, let low = rules.lower?.value.double, multiple.double > 0 {
            let factor = (low / multiple.double).rounded(.up)
            if factor.magnitude < 1e9 {
                for more in 0...2 { consider(product(multiple, Int(factor) + more)) }
            }
        }
        return numbers.prefix(24).map { .number($0) }
    }

    private func sum(_ number: JSONNumber, _ step: String) -> JSONNumber? {
        guard let a = PlainDecimal(number.text), let b = PlainDecimal(step) else {
            return step == "0" ? number : nil
        }
        return a.adding(b)?.number
    }

    private func product(_ number: JSONNumber, _ factor: Int) -> JSONNumber? {
        guard var decimal = PlainDecimal(number.text) else { return nil }
        let (digits, overflow) = decimal.digits.multipliedReportingOverflow(by: Int64(factor))
        decimal.digits = digits
        return overflow ? nil : decimal.number
    }
}

/// A short decimal that can be added to: `digits` × 10^-`places`.
private struct PlainDecimal {
    var digits: Int64
    var places: Int

    /// Nil for exponents and for more digits than 64 bits hold.
    init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, let digits = Int64(parts.joined()) else { return nil }
        self.digits = digits
        places = parts.count == 2 ? parts[1].utf8.count : 0
    }

    private init(digits: Int64, places: Int) {
        self.digits = digits
        self.places = places
    }

    func adding(_ other: PlainDecimal) -> PlainDecimal? {
        guard let a = scaled(to: max(places, other.places)), let b = other.scaled(to: a.places) else { return nil }
        let (sum, overflow) = a.digits.addingReportingOverflow(b.digits)
        return overflow ? nil : PlainDecimal(digits: sum, places: a.places)
    }

    private func scaled(to wanted: Int) -> PlainDecimal? {
        var result = self
        while result.places < wanted {
            let (digits, overflow) = result.digits.multipliedReportingOverflow(by: 10)
            if overflow { return nil }
            result = PlainDecimal(digits: digits, places: result.places + 1)
        }
        return result
    }

    var number: JSONNumber? {
        var digits = digits
        var places = places
        while places > 0, digits % 10 == 0 {
            digits /= 10
            places -= 1
        }
        if places == 0 { return JSONNumber(digits) }
        var text = String(digits.magnitude)
        if text.utf8.count <= places { text = String(repeating: "0", count: places + 1 - text.utf8.count) + text }
        text.insert(".", at: text.index(text.endIndex, offsetBy: -places))
        return JSONNumber(text: digits < 0 ? "-" + text : text)
    }
}
