// A decoder fused by hand for this one schema: what the records cost when nothing is general. It knows the order in
// which the writer puts the members and compares whole names; a record in any other order takes the way of `read_any`.
// Every line is checked as by the other readers, UTF-8 and a repeated member included, and a broken one is passed over.
#include "event.h"
#include <immintrin.h>

// A string where it lies, without its quotes.
struct span {
    const char *p;
    uint32_t count;
    bool is_escaped;
};

static uint32_t stops32(const char *p, uint32_t &beyond_ascii) {
    const __m128i quote = _mm_set1_epi8('"'), slash = _mm_set1_epi8('\\'), control = _mm_set1_epi8(0x1F);
    uint32_t stops = 0;
    for (int half = 0; half < 2; half++) {
        __m128i v = _mm_loadu_si128(reinterpret_cast<const __m128i *>(p + 16 * half));
        __m128i stop = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(v, quote), _mm_cmpeq_epi8(v, slash)),
                                    _mm_cmpeq_epi8(_mm_min_epu8(v, control), v));
        stops |= uint32_t(_mm_movemask_epi8(stop)) << 16 * half;
        beyond_ascii |= uint32_t(_mm_movemask_epi8(v)) << 16 * half;
    }
    return stops;
}

static bool is_utf8(const char *p, const char *end) {
    auto tail = [&](int k) { return p + k < end && (uint8_t(p[k]) & 0xC0) == 0x80; };
    while (p < end) {
        uint8_t c = uint8_t(*p), next = p + 1 < end ? uint8_t(p[1]) : 0;
        if (c < 0x80) p += 1;
        else if (c >= 0xC2 && c < 0xE0 && tail(1)) p += 2;
        else if ((c & 0xF0) == 0xE0 && tail(1) && tail(2) && (c != 0xE0 || next >= 0xA0) && (c != 0xED || next < 0xA0)) p += 3;
        else if (c >= 0xF0 && c <= 0xF4 && tail(1) && tail(2) && tail(3) && (c != 0xF0 || next >= 0x90) && (c != 0xF4 || next < 0x90)) p += 4;
        else return false;
    }
    return true;
}

static int hex4(const char *p) {
    int n = 0;
    for (int i = 0; i < 4; i++) {
        char c = p[i];
        int d = c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
        if (d < 0) throw bad_record();
        n = n << 4 | d;
    }
    return n;
}

static void append(std::string &out, uint32_t c) {
    if (c < 0x80) out += char(c);
    else if (c < 0x800) (out += char(0xC0 | c >> 6)) += char(0x80 | (c & 63));
    else if (c < 0x10000) ((out += char(0xE0 | c >> 12)) += char(0x80 | (c >> 6 & 63))) += char(0x80 | (c & 63));
    else (((out += char(0xF0 | c >> 18)) += char(0x80 | (c >> 12 & 63))) += char(0x80 | (c >> 6 & 63))) += char(0x80 | (c & 63));
}

static std::string unescaped(span s) {
    std::string out;
    out.reserve(s.count);
    for (const char *p = s.p, *end = p + s.count; p < end;) {
        const char *slash = static_cast<const char *>(memchr(p, '\\', end - p));
        out.append(p, (slash ? slash : end) - p);
        if (!slash) break;
        static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
        if (slash[1] != 'u') {
            out += to[strchr(from, slash[1]) - from];
            p = slash + 2;
            continue;
        }
        uint32_t c = hex4(slash + 2);
        p = slash + 6;
        if (c >= 0xD800 && c < 0xDC00) {
            c = 0x10000 + ((c - 0xD800) << 10) + (hex4(p + 2) - 0xDC00);
            p += 6;
        }
        append(out, c);
    }
    return out;
}

struct cursor {
    const char *p;

    void space() {
        while (*p == ' ' || *p == '\t' || *p == '\r') p++;
    }
    bool skip(const char *text, size_t count) {
        if (memcmp(p, text, count)) return false;
        p += count;
        return true;
    }
    span string() {
        require(*p == '"');
        const char *first = ++p;
        uint32_t beyond = 0;
        bool escaped = false;
        for (;;) {
            uint32_t here = 0, stops = stops32(p, here);
            if (!stops) {
                beyond |= here;
                p += 32;
                continue;
            }
            int at = __builtin_ctz(stops);
            beyond |= here & ((uint32_t(1) << at) - 1);
            p += at;
            if (*p == '"') break;
            require(*p == '\\');
            escaped = true;
            if (p[1] == 'u') {
                int c = hex4(p + 2);
                require(c < 0xDC00 || c > 0xDFFF);
                p += 6;
                if (c < 0xD800 || c > 0xDBFF) continue;
                require(p[0] == '\\' && p[1] == 'u');
                c = hex4(p + 2);
                require(c >= 0xDC00 && c <= 0xDFFF);
                p += 6;
            } else {
                require(p[1] && strchr("\"\\/bfnrt", p[1]));
                p += 2;
            }
        }
        span s{first, uint32_t(p - first), escaped};
        require(!beyond || is_utf8(first, p));
        p++;
        return s;
    }
    int64_t whole(int64_t least) {
        bool negative = *p == '-';
        p += negative;
        const char *first = p;
        uint64_t n = 0;
        while (uint8_t(*p - '0') < 10) n = n * 10 + uint64_t(*p++ - '0');
        require(p > first && p - first < 19 && (*first != '0' || p == first + 1));
        require(*p != '.' && *p != 'e' && *p != 'E');
        int64_t value = negative ? -int64_t(n) : int64_t(n);
        require(value >= least);
        return value;
    }
    bool null() { return skip("null", 4); }
    bool boolean() {
        if (skip("true", 4)) return true;
        require(skip("false", 5));
        return false;
    }
    uuid id() {
        uuid out;
        require(*p == '"' && p[37] == '"' && parse_uuid(p + 1, out));
        p += 38;
        return out;
    }
    void hash() {
        require(*p == '"' && p[65] == '"' && is_lower_hex64(p + 1));
        p += 66;
    }
    int64_t time() {
        span s = string();
        int64_t seconds;
        require(!s.is_escaped && parse_time(s.p, s.count, seconds));
        return seconds;
    }
    int one_of(const char *const *words, int count) {
        span s = string();
        for (int i = 0; i < count; i++)
            if (s.count == strlen(words[i]) && !memcmp(s.p, words[i], s.count)) return i;
        throw bad_record();
    }
    // Any value, checked and thrown away.
    void any(int depth) {
        require(depth < 100);
        if (*p == '"') {
            string();
        } else if (*p == '{' || *p == '[') {
            char close = *p == '{' ? '}' : ']';
            p++;
            space();
            if (*p == close) { p++; return; }
            for (;;) {
                space();
                if (close == '}') {
                    string();
                    space();
                    require(*p++ == ':');
                    space();
                }
                any(depth + 1);
                space();
                if (*p == close) { p++; return; }
                require(*p++ == ',');
            }
        } else if (*p == 't' || *p == 'f') {
            boolean();
        } else if (*p == 'n') {
            require(null());
        } else {
            p += *p == '-';
            auto digits = [&] { const char *first = p; while (uint8_t(*p - '0') < 10) p++; require(p > first); };
            bool zero = *p == '0';
            const char *first = p;
            digits();
            require(!zero || p == first + 1);
            if (*p == '.') { p++; digits(); }
            if ((*p | 32) == 'e') { p++; p += *p == '+' || *p == '-'; digits(); }
        }
    }
};

// A text as the reader keeps it: made, or left where it lies.
struct kept_span {
    span s{nullptr, 0, false};
    kept_span() = default;
    explicit kept_span(span s) : s(s) {}
    bool empty() const { return s.count == 0; }
    size_t size() const { return s.is_escaped ? unescaped(s).size() : s.count; }
};

static void keep(std::string &out, span s) {
    if (s.is_escaped) out = unescaped(s);
    else out.assign(s.p, s.count);
}
static void keep(kept_span &out, span s) { out.s = s; }

static bool is_at_most(span s, size_t limit) {
    if (s.count <= limit) return true;
    return at_most(s.is_escaped ? unescaped(s) : std::string(s.p, s.count), limit);
}

static const char *const finishes[] = {"end_turn", "tool_use", "max_tokens", "stop_sequence"};
static const char *const reasons[] = {"completed", "failed", "approval_pause", "cancelled"};

// One member's value, whichever variant it is of. The order of the names is that of the writer.
enum member {
    TYPE, TIMESTAMP, JOB, SESSION, SEQ,
    BUFFER_VERSION, AGENT, POD, WORKER,
    CHECKPOINT, STEP, SCHEMA_VERSION,
    MODEL, PROMPT_HASH, MESSAGES,
    PROMPT_TOKENS, COMPLETION_TOKENS, FINISH, USES, DURATION,
    INVOCATION, TOOL, INPUT_HASH, INPUT, SIDE_EFFECT,
    SUCCESS, RESULT, ERROR_CODE, CHECKPOINT_SIZE,
    REASON, TOTAL, FINAL_STEP, MEMBERS
};
static const char *const names[MEMBERS] = {
    "type", "timestamp", "job_id", "session_id", "seq", "buffer_schema_version", "agent_id", "pod_name", "worker_job_id",
    "checkpoint_id", "step_index", "schema_version", "model", "prompt_hash", "message_count", "prompt_tokens",
    "completion_tokens", "finish_reason", "tool_use_count", "duration_ms", "invocation_id", "tool_name", "input_hash",
    "input_summary", "is_side_effect", "success", "result_summary", "error_code", "checkpoint_size_bytes", "reason",
    "total_events", "final_step_index"};
#define BIT(m) (uint64_t(1) << (m))
static const uint64_t base = BIT(TYPE) | BIT(TIMESTAMP) | BIT(JOB) | BIT(SESSION) | BIT(SEQ);
static const uint64_t known[8] = {
    base | BIT(BUFFER_VERSION) | BIT(AGENT) | BIT(POD) | BIT(WORKER),
    base | BIT(CHECKPOINT) | BIT(STEP) | BIT(SCHEMA_VERSION),
    base | BIT(MODEL) | BIT(STEP) | BIT(PROMPT_HASH) | BIT(MESSAGES),
    base | BIT(STEP) | BIT(PROMPT_TOKENS) | BIT(COMPLETION_TOKENS) | BIT(FINISH) | BIT(USES) | BIT(DURATION),
    base | BIT(INVOCATION) | BIT(TOOL) | BIT(INPUT_HASH) | BIT(INPUT) | BIT(SIDE_EFFECT),
    base | BIT(INVOCATION) | BIT(TOOL) | BIT(SUCCESS) | BIT(DURATION) | BIT(RESULT) | BIT(ERROR_CODE),
    base | BIT(CHECKPOINT) | BIT(STEP) | BIT(CHECKPOINT_SIZE),
    base | BIT(REASON) | BIT(TOTAL) | BIT(FINAL_STEP)};
static const uint64_t wanted[8] = {
    base | BIT(BUFFER_VERSION) | BIT(AGENT) | BIT(POD),
    base | BIT(CHECKPOINT) | BIT(STEP),
    base | BIT(MODEL) | BIT(STEP),
    base | BIT(STEP) | BIT(PROMPT_TOKENS) | BIT(COMPLETION_TOKENS) | BIT(FINISH),
    base | BIT(INVOCATION) | BIT(TOOL) | BIT(INPUT_HASH),
    base | BIT(INVOCATION) | BIT(TOOL) | BIT(SUCCESS) | BIT(DURATION),
    base | BIT(CHECKPOINT) | BIT(STEP),
    base | BIT(REASON) | BIT(TOTAL)};

// Reads the value of one member at the cursor. Inlined with the member a constant, so that only its own case is left.
template <class Text> [[gnu::always_inline]] inline void value_of(member m, cursor &c, event<Text> &e) {
    switch (m) {
    case TYPE: e.kind = c.one_of(kinds, 8); break;
    case TIMESTAMP: e.seconds = c.time(); break;
    case JOB: e.job = c.id(); break;
    case SESSION: e.session = c.id(); break;
    case SEQ: e.seq = c.whole(0); break;
    case BUFFER_VERSION: e.a = c.whole(1); break;
    case AGENT: case INVOCATION: e.id = c.id(); break;
    case POD: case MODEL: keep(e.first, c.string()); break;
    case WORKER: if (!c.null()) keep(e.second, c.string()); break;
    case CHECKPOINT: if (e.kind == 6 || !c.null()) e.id = c.id(); break;
    case STEP:
        if (e.kind == 1 && c.null()) break;
        if (e.kind == 3) c.whole(0);
        else e.a = c.whole(0);
        break;
    case SCHEMA_VERSION: if (!c.null()) e.b = c.whole(INT64_MIN); break;
    case PROMPT_HASH: keep(e.second, {c.p + 1, 64, false}); c.hash(); break;
    case MESSAGES: e.b = c.whole(1); break;
    case PROMPT_TOKENS: e.a = c.whole(0); break;
    case COMPLETION_TOKENS: e.b = c.whole(0); break;
    case FINISH: c.one_of(finishes, 4); break;
    case USES: c.whole(0); break;
    case DURATION: (e.kind == 3 ? e.c : e.a) = c.whole(0); break;
    case TOOL: {
        span s = c.string();
        require(s.count > 0);
        keep(e.first, s);
        break;
    }
    case INPUT_HASH: keep(e.second, {c.p + 1, 64, false}); c.hash(); break;
    case INPUT: {
        span s = c.string();
        require(is_at_most(s, 1024));
        keep(e.third, s);
        break;
    }
    case SIDE_EFFECT: case SUCCESS: e.flag = c.boolean(); break;
    case RESULT: {
        span s = c.string();
        require(is_at_most(s, 4096));
        keep(e.second, s);
        break;
    }
    case ERROR_CODE: if (!c.null()) keep(e.third, c.string()); break;
    case CHECKPOINT_SIZE: e.b = c.whole(0); break;
    case REASON: c.one_of(reasons, 4); break;
    case TOTAL: e.a = c.whole(0); break;
    case FINAL_STEP: e.b = c.whole(0); break;
    case MEMBERS: break;
    }
}

// The member with this name, or MEMBERS.
static member named(span name) {
    if (name.is_escaped) {
        std::string text = unescaped(name);
        return named({text.data(), uint32_t(text.size()), false});
    }
    static const auto lengths = [] {
        std::vector<uint32_t> out;
        for (const char *text : names) out.push_back(uint32_t(strlen(text)));
        return out;
    }();
    for (int m = 0; m < MEMBERS; m++)
        if (lengths[m] == name.count && names[m][0] == *name.p && !memcmp(names[m], name.p, name.count)) return member(m);
    return MEMBERS;
}

// Members in any order: the kind is looked for first, then each value is read where it lies.
template <class Text> [[gnu::noinline]] static event<Text> read_any(cursor c) {
    event<Text> e;
    cursor values[MEMBERS];
    uint64_t seen = 0;
    c.space();
    require(*c.p++ == '{');
    c.space();
    if (*c.p != '}') {
        for (;;) {
            c.space();
            member m = named(c.string());
            c.space();
            require(*c.p++ == ':');
            c.space();
            if (m != MEMBERS) {
                require(!(seen & BIT(m)));
                seen |= BIT(m);
                values[m] = c;
            }
            c.any(0);
            c.space();
            if (*c.p == '}') break;
            require(*c.p++ == ',');
        }
    }
    c.p++;
    c.space();
    require(*c.p == '\n' && (seen & BIT(TYPE)));
    value_of(TYPE, values[TYPE], e);
    require((seen & wanted[e.kind]) == wanted[e.kind]);
    for (uint64_t left = seen & known[e.kind] & ~BIT(TYPE); left; left &= left - 1) {
        int m = __builtin_ctzll(left);
        cursor at = values[m];
        value_of(member(m), at, e);
    }
    return e;
}

// A name and what stands around it: with nothing between, or with one space where writers put one.
#define IS(before, name) (c.skip(before "\"" name "\":", sizeof(before name) + 2) || \
                          (c.skip(before " \"" name "\": ", sizeof(before name) + 4)))
#define MUST(name, m) if (!c.skip("\"" name "\":", sizeof(name) + 2)) return false; c.p += *c.p == ' '; value_of(m, c, e)
#define NEXT(name, m) if (!IS(",", name)) return false; value_of(m, c, e)
#define MAY(name, m) if (IS(",", name)) value_of(m, c, e)

// Members in the writer's order; false where the record is not so.
template <class Text> [[gnu::always_inline]] inline bool read_in_order(cursor c, event<Text> &e) {
    if (!c.skip("{", 1)) return false;
    MUST("type", TYPE);
    NEXT("timestamp", TIMESTAMP);
    NEXT("job_id", JOB);
    NEXT("session_id", SESSION);
    NEXT("seq", SEQ);
    switch (e.kind) {
    case 0:
        NEXT("buffer_schema_version", BUFFER_VERSION);
        NEXT("agent_id", AGENT);
        NEXT("pod_name", POD);
        MAY("worker_job_id", WORKER);
        break;
    case 1:
        NEXT("checkpoint_id", CHECKPOINT);
        NEXT("step_index", STEP);
        MAY("schema_version", SCHEMA_VERSION);
        break;
    case 2:
        NEXT("model", MODEL);
        NEXT("step_index", STEP);
        MAY("prompt_hash", PROMPT_HASH);
        MAY("message_count", MESSAGES);
        break;
    case 3:
        NEXT("step_index", STEP);
        NEXT("prompt_tokens", PROMPT_TOKENS);
        NEXT("completion_tokens", COMPLETION_TOKENS);
        NEXT("finish_reason", FINISH);
        MAY("tool_use_count", USES);
        MAY("duration_ms", DURATION);
        break;
    case 4:
        NEXT("invocation_id", INVOCATION);
        NEXT("tool_name", TOOL);
        NEXT("input_hash", INPUT_HASH);
        MAY("input_summary", INPUT);
        MAY("is_side_effect", SIDE_EFFECT);
        break;
    case 5:
        NEXT("invocation_id", INVOCATION);
        NEXT("tool_name", TOOL);
        NEXT("success", SUCCESS);
        NEXT("duration_ms", DURATION);
        MAY("result_summary", RESULT);
        MAY("error_code", ERROR_CODE);
        break;
    case 6:
        NEXT("checkpoint_id", CHECKPOINT);
        NEXT("step_index", STEP);
        MAY("checkpoint_size_bytes", CHECKPOINT_SIZE);
        break;
    default:
        NEXT("reason", REASON);
        NEXT("total_events", TOTAL);
        MAY("final_step_index", FINAL_STEP);
    }
    // What no schema knows is checked and passed over.
    while (*c.p == ',') {
        c.p += 1 + (c.p[1] == ' ');
        if (named(c.string()) != MEMBERS || *c.p++ != ':') return false;
        c.p += *c.p == ' ';
        c.any(0);
    }
    return c.skip("}\n", 2);
}

template <class Text> static tally pass(const std::vector<char> &bytes, size_t size) {
    tally t;
    const char *p = bytes.data(), *end = p + size;
    while (p < end) {
        const char *newline = static_cast<const char *>(memchr(p, '\n', end - p));
        try {
            event<Text> e;
            if (read_in_order(cursor{p}, e)) add(t, e);
            else add(t, read_any<Text>(cursor{p}));
        } catch (const bad_record &) {
        }
        p = (newline ? newline : end) + 1;
    }
    return t;
}

int main(int count, char **arguments) {
    if (count < 4) return fprintf(stderr, "usage: fused FILE INPUT ROUNDS\n"), 2;
    auto bytes = load(arguments[1], 128);
    size_t size = bytes.size() - 128;
    int rounds = atoi(arguments[3]);
    measure("C++ fused by hand, owned", arguments[2], size, rounds, [&] { return pass<std::string>(bytes, size); });
    measure("C++ fused by hand, views", arguments[2], size, rounds, [&] { return pass<kept_span>(bytes, size); });
}
