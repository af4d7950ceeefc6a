/// The goldens whose engines are compared, by the names of their generated files.
let subjects: [Engines] = [
    Engines("presence-note.v1", PresenceNote.V1.Record.self, PresenceNote.V1.Record.View.self, PresenceNote.V1.program),
    Engines("long-record.v1", LongRecord.V1.Record.self, LongRecord.V1.Record.View.self, LongRecord.V1.program),
    Engines("wide-record.v1", WideRecord.V1.Record.self, WideRecord.V1.Record.View.self, WideRecord.V1.program),
    Engines("measurement.v1", Measurement.V1.Record.self, Measurement.V1.Record.View.self, Measurement.V1.program),
    Engines("message.v1", Message.V1.Record.self, Message.V1.Record.View.self, Message.V1.program),
    Engines("basket.v1", Basket.V1.Record.self, Basket.V1.Record.View.self, Basket.V1.program),
    Engines("setting.v1", Setting.V1.Record.self, Setting.V1.Record.View.self, Setting.V1.program),
    Engines("tree.v1", Tree.V1.Tree.self, Tree.V1.Tree.View.self, Tree.V1.program),
    Engines("nest.v1", Nest.V1.Nest.self, Nest.V1.Nest.View.self, Nest.V1.program),
    Engines("parcel.v1", Parcel.V1.Record.self, Parcel.V1.Record.View.self, Parcel.V1.program),
    Engines("ledger.v2", Ledger.V2.Record.self, Ledger.V2.Record.View.self, Ledger.V2.program),
    Engines("order.v1", Order.V1.Order.self, Order.V1.Order.View.self, Order.V1.program, isPartial: true),
]
