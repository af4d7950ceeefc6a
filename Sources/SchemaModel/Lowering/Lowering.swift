import JSONCore
import SchemaDocuments

/// One version on its way from schemas to types.
///
/// Named types are queued and filled one after the other, so a chain of ten thousand definitions needs no deep stack;
/// only values without a name (lists, dictionaries) nest in calls, to a bounded depth.
struct Lowering {
    let catalogue: SchemaCatalogue
    let recordName: String
    /// The field that family.json names as the tag.
    let tag: String?
    let keepsUnknown: Bool
    let validate: ValueCheck?
    var diagnostics: [Diagnostic] = []
    var residual: [Residual] = []
    private var residualSeen: Set<Residual> = []

    var types: [Draft] = []
    var queue: [Job] = []
    /// The named type of each conjunction.
    var named: [Conjunction: Int] = [:]
    /// Values without a name that are being lowered; one of them again is a type without end.
    var inProgress: Set<Conjunction> = []
    var finished: [Conjunction: Weighed] = [:]
    /// Enumerations of equal names and values are one type.
    var enumerations: [[String]: Int] = [:]

    /// A type whose name is not decided yet.
    struct Draft {
        var wish: NameWish
        var place: SchemaPlace
        var documentation: Documentation
        var shape: TypeModel.Shape
    }

    /// A type that is known by its index and has to be filled.
    struct Job {
        var index: Int
        var conjunction: Conjunction
        var plan: Plan
    }

    enum Plan {
        case object
        case union(UnionPlan)
    }

    struct Weighed {
        var value: ValueModel
        /// How many values are written when it is printed.
        var weight: Int
    }

    init(
        catalogue: SchemaCatalogue,
        recordName: String,
        tag: String?,
        keepsUnknown: Bool,
        validate: ValueCheck?
    ) {
        self.catalogue = catalogue
        self.recordName = recordName
        self.tag = tag
        self.keepsUnknown = keepsUnknown
        self.validate = validate
    }

    /// More types than this that combine branches of several unions are unions that multiply each other.
    static let mostCombinations = 300
    /// A nest of lists that prints longer than this is kept as plain JSON.
    static let heaviestValue = 2_000
    static let deepestValue = 64

    mutating func version(_ number: Int, root: SchemaPosition) -> VersionModel {
        let conjunction = Conjunction(parts: [root], only: .object)
        let facts = gather(conjunction)
        if facts.types.isEmpty, let spot = facts.typeSpot {
            diagnostics.append(
                spot.diagnostic(.error, "lint-unsatisfiable", "a record is an object: the root must allow that type")
            )
        }
        let wish = NameWish(rank: .root, name: recordName)
        let value = record(conjunction, facts, wish)
        fillQueue()
        let rootIndex = if case .type(let index) = value.kind { index } else { 0 }
        let types = nameTypes(
            types,
            overrides: catalogue.configuration.typeNames,
            recordName: recordName,
            &diagnostics
        )
        checkEnds(types, &diagnostics)
        return VersionModel(
            number: number,
            schemaID: root.node["$id"]?.string,
            place: root.place,
            documentation: annotations(of: root).documentation,
            root: rootIndex,
            types: types,
            residual: residual
        )
    }

    /// The root: always a named type, an object or a union of objects.
    private mutating func record(_ conjunction: Conjunction, _ facts: Facts, _ wish: NameWish) -> ValueModel {
        let conjunction = canonical(restricted(conjunction, to: .object))
        if !facts.unions.isEmpty, facts.constant == nil, facts.values == nil, facts.refusal == nil {
            if let value = union(conjunction, facts, wish), case .type = value.kind { return value }
        }
        let settled = gather(conjunction)
        if let spot = settled.refusal {
            diagnostics.append(
                spot.diagnostic(.error, "lint-unsatisfiable", "no record satisfies this: say what a record is")
            )
        } else if !settled.types.isEmpty {
            report(settled)
        }
        // The record has its fields even where its values are listed whole; the list is the program's.
        leave(settled.unions.map(\.spot) + [settled.constant?.spot, settled.values?.spot].compactMap(\.self))
        return object(conjunction, settled, wish)
    }

    private mutating func fillQueue() {
        var next = 0
        var combinations = 0
        while next < queue.count, combinations <= Lowering.mostCombinations {
            let job = queue[next]
            next += 1
            if job.conjunction.choices.count > 1 { combinations += 1 }
            switch job.plan {
            case .object: fillObject(job.index, job.conjunction)
            case .union(let plan): fillUnion(job.index, job.conjunction, plan)
            }
        }
        if combinations > Lowering.mostCombinations {
            diagnostics.append(
                Diagnostic(
                    .error,
                    "schema-unsupported-keyword",
                    path: types[0].place.path,
                    at: types[0].place.location,
                    "unions that apply to the same object multiply each other to more than "
                        + "\(Lowering.mostCombinations) types: put one of them under a property of its own"
                )
            )
        }
    }

    func gather(_ conjunction: Conjunction) -> Facts {
        gatherFacts(conjunction, catalogue.targets)
    }

    func annotations(of position: SchemaPosition) -> Annotations {
        SchemaModel.annotations(of: position, catalogue.targets)
    }

    mutating func leave(_ spots: [Spot]) {
        for spot in spots {
            let residual = Residual(keyword: spot.keyword, place: spot.place)
            if residualSeen.insert(residual).inserted { self.residual.append(residual) }
        }
    }

    /// Names a type now and fills it later.
    mutating func reserve(_ conjunction: Conjunction, _ plan: Plan, _ wish: NameWish) -> Int {
        if let known = named[conjunction] { return known }
        let index = types.count
        let place = (conjunction.choices.last?.branch ?? conjunction.parts.first).map(followed)
        types.append(
            Draft(
                wish: wished(place, wish),
                place: place?.place ?? SchemaPlace(path: "", location: .init(line: 1, column: 1), pointer: ""),
                documentation: place.map { annotations(of: $0).documentation } ?? Documentation(),
                shape: .object(ObjectModel(fields: [], others: .keep))
            )
        )
        named[conjunction] = index
        queue.append(Job(index: index, conjunction: conjunction, plan: plan))
        return index
    }

    /// A definition is called by its own name, wherever it is used; only the root and a stated name come before that.
    func wished(_ position: SchemaPosition?, _ wish: NameWish) -> NameWish {
        guard let position, wish.rank > .stated else { return wish }
        let tokens = position.pointer.tokens
        let container = tokens.dropLast().last
        let isDefinition = tokens.count >= 2 && (container == "$defs" || container == "definitions")
        if let stated = position.node["x-swift-name"]?.string, isDefinition || tokens.isEmpty {
            return NameWish(rank: .stated, name: stated, parent: wish.parent)
        }
        if wish.rank == .variant { return wish }
        if isDefinition, let name = tokens.last {
            return NameWish(rank: .definition, name: name, parent: wish.parent)
        }
        if tokens.isEmpty {
            let file = position.path.split(separator: "/").last.map(String.init) ?? position.path
            let stem = file.hasSuffix(".json") ? String(file.dropLast(5)) : file
            let isVersion = versionNumber(ofFile: file) != nil
            return NameWish(
                rank: isVersion ? .root : .definition,
                name: isVersion ? recordName : stem,
                parent: wish.parent
            )
        }
        return wish
    }
}
