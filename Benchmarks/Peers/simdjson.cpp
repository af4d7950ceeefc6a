// simdjson On-Demand, written by hand for the session events: every required field, type, enum, format, pattern and
// bound is checked. Fields come in any order, as they may; `find_field_unordered` starts where the last one was found,
// which costs nothing when they are in the expected one.
#include "event.h"
#include <simdjson.h>

using namespace simdjson;

static int one_of(std::string_view text, const char *const *words, int count) {
    for (int i = 0; i < count; i++) if (text == words[i]) return i;
    throw bad_record();
}

static int64_t whole(ondemand::object &o, const char *name, int64_t least) {
    int64_t value = o.find_field_unordered(std::string_view(name));
    require(value >= least);
    return value;
}

static bool nullable_whole(ondemand::object &o, const char *name, int64_t least, int64_t &out) {
    ondemand::value value = o.find_field_unordered(std::string_view(name));
    if (value.is_null()) return false;
    out = value.get_int64();
    require(out >= least);
    return true;
}

static bool optional_whole(ondemand::object &o, const char *name, int64_t least, int64_t &out) {
    ondemand::value value;
    if (o.find_field_unordered(std::string_view(name)).get(value)) return false;
    if (value.is_null()) return false;
    out = value.get_int64();
    require(out >= least);
    return true;
}

static uuid id(ondemand::object &o, const char *name) {
    std::string_view text = o.find_field_unordered(std::string_view(name));
    uuid out;
    require(text.size() == 36 && parse_uuid(text.data(), out));
    return out;
}

static std::string_view text(ondemand::object &o, const char *name) { return o.find_field_unordered(std::string_view(name)); }

static bool nullable_text(ondemand::object &o, const char *name, std::string_view &out) {
    ondemand::value value = o.find_field_unordered(std::string_view(name));
    if (value.is_null()) return false;
    out = value.get_string();
    return true;
}

static bool optional_text(ondemand::object &o, const char *name, std::string_view &out) {
    ondemand::value value;
    if (o.find_field_unordered(std::string_view(name)).get(value)) return false;
    if (value.is_null()) return false;
    out = value.get_string();
    return true;
}

template <class Text> static event<Text> read(ondemand::object o) {
    event<Text> e;
    e.kind = one_of(text(o, "type"), kinds, 8);
    std::string_view time = text(o, "timestamp");
    require(parse_time(time.data(), time.size(), e.seconds));
    e.job = id(o, "job_id");
    e.session = id(o, "session_id");
    e.seq = whole(o, "seq", 0);
    std::string_view s;
    switch (e.kind) {
    case 0:
        e.a = whole(o, "buffer_schema_version", 1);
        e.id = id(o, "agent_id");
        e.first = Text(text(o, "pod_name"));
        if (optional_text(o, "worker_job_id", s)) e.second = Text(s);
        break;
    case 1:
        if (nullable_text(o, "checkpoint_id", s)) require(s.size() == 36 && parse_uuid(s.data(), e.id));
        nullable_whole(o, "step_index", 0, e.a);
        optional_whole(o, "schema_version", INT64_MIN, e.b);
        break;
    case 2:
        e.first = Text(text(o, "model"));
        e.a = whole(o, "step_index", 0);
        if (optional_text(o, "prompt_hash", s)) {
            require(s.size() == 64 && is_lower_hex64(s.data()));
            e.second = Text(s);
        }
        optional_whole(o, "message_count", 1, e.b);
        break;
    case 3: {
        whole(o, "step_index", 0);
        e.a = whole(o, "prompt_tokens", 0);
        e.b = whole(o, "completion_tokens", 0);
        static const char *reasons[] = {"end_turn", "tool_use", "max_tokens", "stop_sequence"};
        one_of(text(o, "finish_reason"), reasons, 4);
        int64_t uses = 0;
        optional_whole(o, "tool_use_count", 0, uses);
        optional_whole(o, "duration_ms", 0, e.c);
        break;
    }
    case 4: {
        e.id = id(o, "invocation_id");
        e.first = Text(text(o, "tool_name"));
        require(!e.first.empty());
        s = text(o, "input_hash");
        require(s.size() == 64 && is_lower_hex64(s.data()));
        e.second = Text(s);
        if (optional_text(o, "input_summary", s)) {
            require(at_most(s, 1024));
            e.third = Text(s);
        }
        ondemand::value value;
        if (!o.find_field_unordered("is_side_effect").get(value)) e.flag = value.get_bool();
        break;
    }
    case 5:
        e.id = id(o, "invocation_id");
        e.first = Text(text(o, "tool_name"));
        require(!e.first.empty());
        e.flag = bool(o.find_field_unordered("success"));
        e.a = whole(o, "duration_ms", 0);
        if (optional_text(o, "result_summary", s)) {
            require(at_most(s, 4096));
            e.second = Text(s);
        }
        if (optional_text(o, "error_code", s)) e.third = Text(s);
        break;
    case 6:
        e.id = id(o, "checkpoint_id");
        e.a = whole(o, "step_index", 0);
        optional_whole(o, "checkpoint_size_bytes", 0, e.b);
        break;
    default: {
        static const char *reasons[] = {"completed", "failed", "approval_pause", "cancelled"};
        one_of(text(o, "reason"), reasons, 4);
        e.a = whole(o, "total_events", 0);
        optional_whole(o, "final_step_index", 0, e.b);
    }
    }
    return e;
}

// As one stream of documents, the fastest that the library offers: the first broken line ends it.
template <class Text> static tally by_stream(ondemand::parser &parser, std::vector<char> &bytes, size_t size) {
    tally t;
    ondemand::document_stream stream = parser.iterate_many(bytes.data(), size, 1 << 20);
    for (auto line : stream) {
        try {
            add(t, read<Text>(line.get_object()));
        } catch (const bad_record &) {
        } catch (const simdjson_error &) {
        }
    }
    return t;
}

// Line by line, as a reader of logs must that goes on after a broken one.
template <class Text> static tally by_line(ondemand::parser &parser, std::vector<char> &bytes, size_t size) {
    tally t;
    const char *p = bytes.data(), *end = p + size;
    while (p < end) {
        const char *newline = static_cast<const char *>(memchr(p, '\n', end - p));
        size_t length = (newline ? newline : end) - p;
        try {
            ondemand::document line = parser.iterate(p, length, length + SIMDJSON_PADDING);
            add(t, read<Text>(line.get_object()));
        } catch (const bad_record &) {
        } catch (const simdjson_error &) {
        }
        p += length + 1;
    }
    return t;
}

int main(int count, char **arguments) {
    if (count < 4) return fprintf(stderr, "usage: simdjson FILE INPUT ROUNDS\n"), 2;
    auto bytes = load(arguments[1], SIMDJSON_PADDING);
    size_t size = bytes.size() - SIMDJSON_PADDING;
    int rounds = atoi(arguments[3]);
    ondemand::parser parser;
    auto run = [&](const char *reader, auto pass) {
        measure(reader, arguments[2], size, rounds, [&] { return pass(parser, bytes, size); });
    };
    run("simdjson by line, owned", by_line<std::string>);
    run("simdjson by line, views", by_line<std::string_view>);
    run("simdjson stream, owned", by_stream<std::string>);
    run("simdjson stream, views", by_stream<std::string_view>);
}
