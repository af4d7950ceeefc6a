// Every function of the two C headers against a plain twin written here, on random bytes at every distance from a page
// that may not be read. Compiled for this machine, for it without its vector instructions, and for arm64.
#include "../../Sources/CJSONScan/include/CJSONScan.h"
#include "../../Sources/CSHA/include/CSHA.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

static uint64_t state = 1;
static uint64_t next(void) {
    state += 0x9E3779B97F4A7C15u;
    uint64_t z = state;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return z ^ z >> 31;
}
static long below(long n) { return (long)(next() % (uint64_t)n); }

static long checks = 0;
static void expect(int isRight, const char *what, long round) {
    checks++;
    if (isRight) return;
    fprintf(stderr, "%s differs from its twin in round %ld\n", what, round);
    exit(1);
}

// Bytes that end where the readable page does.
static uint8_t *page_end;
static uint8_t *at_end(long count) { return page_end - count; }

static int is_stop(uint8_t c) { return c == '"' || c == '\\' || c < 0x20; }

static uint8_t short_escape(uint8_t byte) {
    switch (byte) {
    case '"': case '\\': case '/': return byte;
    case 'b': return 8;
    case 'f': return 12;
    case 'n': return 10;
    case 'r': return 13;
    case 't': return 9;
    default: return 0;
    }
}

// Text with what the scanners look for in it, more or less of it.
static void fill(uint8_t *p, long count) {
    long rare = 1 + below(60);
    for (long i = 0; i < count; i++) {
        static const uint8_t special[] = {'"', '\\', 0x1F, 0x20, 0x7F, 0x80, 0xFF, '{', '[', 0, '\n', '}', 0x5B, 0x7B, ']'};
        p[i] = below(rare) ? (uint8_t)(' ' + 1 + below(94)) : special[below(sizeof special)];
        if (p[i] == '"' || p[i] == '\\') p[i] = below(rare) ? 'x' : p[i];
    }
}

static void check_masks(long round) {
    uint8_t *p = at_end(32), *q = at_end(64);
    fill(q, 64);
    cjson_string_mask mask = cjson_scan_string16(p);
    uint32_t stop = 0, beyond = 0, same = 0;
    for (int i = 0; i < 16; i++) {
        stop |= (uint32_t)is_stop(p[i]) << i;
        beyond |= (uint32_t)(p[i] >= 0x80) << i;
        same |= (uint32_t)(p[i] == q[i]) << i;
    }
    expect(mask.stop == stop && mask.nonASCII == beyond, "cjson_scan_string16", round);
    expect(cjson_not_plain16(p) == (stop | beyond), "cjson_not_plain16", round);
    expect(cjson_short_escape((uint8_t)round) == short_escape((uint8_t)round), "cjson_short_escape", round);
    // Digits, with a few of what stands before and behind them.
    for (int i = 0; i < 32; i++) p[i] = below(8) ? (uint8_t)('0' + below(10)) : (uint8_t)below(256);
    if (below(2)) p[below(32)] = below(2) ? '0' - 1 : '9' + 1;
    expect(cjson_no_digits(p) == cjson_no_digits_plainly(p), "cjson_no_digits", round);
    fill(p, 32);
    for (int i = same = 0; i < 16; i++) same |= (uint32_t)(p[i] == q[i]) << i;
    expect(cjson_equal16(p, q) == same, "cjson_equal16", round);
    expect(cjson_equal16(p, p) == 0xFFFF, "cjson_equal16 of the same", round);
    // The first of the two lies anywhere, with some bytes like the other's.
    uint8_t *any = at_end(33 + below(30));
    for (int i = 0; i < 32; i++) if (below(2)) any[i] = q[i];
    same = 0;
    for (int i = 0; i < 32; i++) same |= (uint32_t)(any[i] == q[i]) << i;
    expect(cjson_equal32_aligned(any, q) == same, "cjson_equal32_aligned", round);
}

// The scanners read up to 32 bytes from where they stop, and no more.
static void check_runs(long round) {
    long count = 1 + below(200);
    uint8_t *p = at_end(count + 31);
    fill(p, count + 31);
    p[count - 1] = '"';
    long plain = 0;
    while (!is_stop(p[plain]) && p[plain] < 0x80) plain++;
    expect(cjson_plain_run(p) == plain, "cjson_plain_run", round);
    // This one up to 64.
    uint8_t *longer = at_end(count + 63);
    fill(longer, count + 63);
    longer[count - 1] = '"';
    for (plain = 0; !is_stop(longer[plain]) && longer[plain] < 0x80;) plain++;
    expect(cjson_long_plain_run(longer) == plain, "cjson_long_plain_run", round);
    expect(cjson_text_run(longer) == plain, "cjson_text_run", round);

    uint8_t *quotes = at_end(32);
    fill(quotes, 32);
    uint32_t found = 0;
    for (int i = 0; i < 32; i++) found |= (uint32_t)(quotes[i] == '"') << i;
    expect(cjson_quotes32(quotes) == found, "cjson_quotes32", round);
    expect(cjson_load2(quotes) == (quotes[0] | (uint32_t)quotes[1] << 8), "cjson_load2", round);

    p = at_end(count);
    for (long i = 0; i < count; i++) p[i] = below(80) ? (uint8_t)below(128) : (uint8_t)(128 + below(128));
    long ascii = 0;
    while (ascii < count && p[ascii] < 0x80) ascii++;
    expect(cjson_ascii_run(p, page_end) == ascii, "cjson_ascii_run", round);
}

static void check_uuid(long round) {
    uint8_t *p = at_end(36);
    for (int i = 0; i < 36; i++) p[i] = (uint8_t)"0123456789abcdefABCDEF"[below(22)];
    p[8] = p[13] = p[18] = p[23] = '-';
    if (below(2)) p[below(36)] = (uint8_t)below(256);
    cjson_uuid fast = cjson_read_uuid(p), plain = cjson_read_uuid_plainly(p);
    expect(fast.isValid == plain.isValid, "cjson_read_uuid's verdict", round);
    expect(cjson_is_uuid(p) == plain.isValid, "cjson_is_uuid", round);
    expect(!fast.isValid || (fast.high == plain.high && fast.low == plain.low), "cjson_read_uuid", round);
}

static void check_uuid_writing(long round) {
    uint64_t high = (uint64_t)below(1 << 30) << 34 ^ (uint64_t)below(1 << 30) << 10 ^ (uint64_t)below(1024);
    uint64_t low = (uint64_t)below(1 << 30) << 34 ^ (uint64_t)below(1 << 30) << 10 ^ (uint64_t)below(1024);
    uint8_t plain[36], *p = at_end(36);
    cjson_write_uuid(p, high, low);
    cjson_write_uuid_plainly(plain, high, low);
    expect(memcmp(p, plain, 36) == 0, "cjson_write_uuid", round);
}

static void check_copying(long round) {
    long count = below(200);
    uint8_t *p = at_end(count), out[264], plain[264];
    for (long i = 0; i < count; i++) p[i] = (uint8_t)(0x20 + below(224));
    for (long i = 0; i < count; i++) if (p[i] == '"' || p[i] == '\\') p[i] = '!';
    static const uint8_t stops[] = {'"', '\\', 0, 0x0A, 0x1F, '!', '#', '[', ']', ' ', 0x7F, 0x80, 0xA2, 0xDC, 0xFF};
    for (long times = below(4); count && times; times--) p[below(count)] = stops[below(sizeof stops)];
    long fast = cjson_copy_text(out, p, count), slow = cjson_copy_text_plainly(plain, p, count);
    expect(fast == slow, "cjson_copy_text's count", round);
    expect(memcmp(out, plain, (size_t)slow) == 0, "cjson_copy_text", round);
    // Where another path was taken, this one is left to be looked at.
    expect(cjson_copy_text_by_16(out, p, count) == slow, "cjson_copy_text_by_16's count", round);
    expect(memcmp(out, plain, (size_t)slow) == 0, "cjson_copy_text_by_16", round);
}

// Texts are copied to memory that they fill up to a few bytes.
static void check_long_text(long round) {
    long count = 16 + below(below(4) ? 60 : 300);
    uint8_t *p = at_end(count), out[400];
    for (long i = 0; i < count; i++) p[i] = (uint8_t)below(256);
    memset(out, 0xA5, sizeof out);
    cjson_copy_long_text(out, p, count);
    expect(memcmp(out, p, (size_t)count) == 0 && out[count] == 0xA5, "cjson_copy_long_text", round);
    cjson_copy_long_text(p, out + 1, count);
    expect(memcmp(p, out + 1, (size_t)count) == 0, "cjson_copy_long_text to the end", round);
}

static void check_hex(long round) {
    long count = below(130);
    uint8_t *p = at_end(count);
    for (long i = 0; i < count; i++) p[i] = (uint8_t)"0123456789abcdef"[below(16)];
    if (count && below(2)) p[below(count)] = (uint8_t)below(256);
    _Bool plain = 1;
    for (long i = 0; i < count; i++) plain &= (p[i] >= '0' && p[i] <= '9') || (p[i] >= 'a' && p[i] <= 'f');
    expect(cjson_is_lower_hex(p, count) == plain, "cjson_is_lower_hex", round);
}

static int is_utf8(const uint8_t *p, long count) {
    for (long i = 0; i < count;) {
        uint8_t c = p[i];
        int tails = c < 0x80 ? 0 : c >= 0xC2 && c <= 0xDF ? 1 : (c & 0xF0) == 0xE0 ? 2 : c >= 0xF0 && c <= 0xF4 ? 3 : -1;
        if (tails < 0 || i + tails >= count + (tails == 0)) return 0;
        for (int k = 1; k <= tails; k++) if ((p[i + k] & 0xC0) != 0x80) return 0;
        if (c == 0xE0 && p[i + 1] < 0xA0) return 0;
        if (c == 0xED && p[i + 1] > 0x9F) return 0;
        if (c == 0xF0 && p[i + 1] < 0x90) return 0;
        if (c == 0xF4 && p[i + 1] > 0x8F) return 0;
        i += 1 + tails;
    }
    return 1;
}

static void check_utf8(long round) {
    if (!cjson_has_ssse3()) return;
    long count = below(100);
    uint8_t *p = at_end(count);
    for (long i = 0; i < count;) {
        static const char *const pieces[] = {"a", "\xC3\xA9", "\xE2\x82\xAC", "\xED\x9F\xBF", "\xF0\x9F\x98\x80", "\xF4\x8F\xBF\xBF"};
        const char *piece = pieces[below(6)];
        for (; *piece && i < count; i++) p[i] = (uint8_t)*piece++;
    }
    if (count && below(2)) p[below(count)] = (uint8_t)(0x70 + below(0x90));
    expect(cjson_is_utf8_by_lookup(p, count) == is_utf8(p, count), "cjson_is_utf8_by_lookup", round);
    // The other may read what is behind the text, whatever it is.
    uint8_t *q = at_end(count + 32);
    memmove(q, p, (size_t)count);
    for (long i = 0; i < 32; i++) q[count + i] = (uint8_t)below(256);
    expect(cjson_is_utf8(q, count) == is_utf8(q, count), "cjson_is_utf8", round);
}

static void check_string_run(long round) {
    long count = below(100);
    uint8_t *p = at_end(count + 32);
    fill(p, count + 32);
    p[count] = "\"\\\n"[below(3)];
    long run = 0;
    _Bool beyond = 0, wanted = 0;
    for (; !is_stop(p[run]); run++) wanted |= p[run] >= 0x80;
    expect(cjson_string_run(p, &beyond) == run && beyond == wanted, "cjson_string_run", round);
}

// A text with many escapes, series of backslashes among them, and here and there what ends it.
static long fill_escapes(uint8_t *p, long count) {
    static const uint8_t known[] = {'"', '\\', '/', 'b', 'f', 'n', 'r', 't'};
    long rare = 2 + below(40), i = 0;
    while (i < count) {
        if (below(rare) || count - i < 2) {
            p[i++] = below(50) ? (uint8_t)('#' + below(50)) : (uint8_t)(0x80 + below(128));
        } else if (below(30)) {
            p[i++] = '\\';
            p[i++] = known[below(sizeof known)];
        } else {
            static const uint8_t ends[] = {'"', 0x1F, 0, '\n', '\\'};
            p[i++] = ends[below(sizeof ends)];
        }
    }
    return count;
}

static void check_escapes(long round) {
    // May read 64 bytes at the text, and from where it stops.
    long count = below(300);
    uint8_t *p = at_end(count + 65);
    fill_escapes(p, count);
    fill(p + count, 65);
    // Of two ends the first may belong to an escape.
    p[count] = "\"\n"[below(2)];
    p[count + 1] = '\n';
    long run = 0;
    _Bool beyond = 0, escapes = 0, wanted = 0, wantedEscapes = 0;
    while (1) {
        if (p[run] == '\\' && short_escape(p[run + 1])) {
            wantedEscapes = 1;
            run += 2;
        } else if (is_stop(p[run])) {
            break;
        } else {
            wanted |= p[run++] >= 0x80;
        }
    }
    expect(cjson_escaped_run(p, &beyond, &escapes) == run, "cjson_escaped_run", round);
    expect(beyond == wanted && escapes == wantedEscapes, "cjson_escaped_run's marks", round);
    beyond = escapes = 0;
    expect(cjson_escaped_run_plainly(p, &beyond, &escapes) == run, "cjson_escaped_run_plainly", round);
    expect(beyond == wanted && escapes == wantedEscapes, "cjson_escaped_run_plainly's marks", round);

    // What was gone through, and what it stands for. Another escape behind it ends that.
    uint8_t out[400], plain[400], slow[400];
    long written = 0, text = run;
    for (long i = 0; i < run; written++) {
        if (p[i] == '\\') {
            slow[written] = short_escape(p[i + 1]);
            i += 2;
        } else {
            slow[written] = p[i++];
        }
    }
    if (below(2)) {
        p[text++] = '\\';
        p[text++] = 'u';
    }
    // The text may end where 64 bytes are left.
    uint8_t *moved = at_end(text + 64);
    memmove(moved, p, (size_t)text);
    cjson_progress fast = cjson_unescape(out, moved, text), done = cjson_unescape_plainly(plain, moved, text);
    expect(fast.read == run && fast.written == written, "cjson_unescape's progress", round);
    expect(done.read == run && done.written == written, "cjson_unescape_plainly's progress", round);
    expect(memcmp(out, slow, (size_t)written) == 0, "cjson_unescape", round);
    expect(memcmp(plain, slow, (size_t)written) == 0, "cjson_unescape_plainly", round);
}

static void check_first_bytes(long round) {
    long count = below(16);
    uint8_t *p = at_end(16), bytes[16] = {0};
    fill(p, 16);
    memcpy(bytes, p, (size_t)count);
    cjson_short_bytes found = cjson_first_bytes(p, count);
    expect(memcmp(&found, bytes, 16) == 0, "cjson_first_bytes", round);
}

static void check_words(long round) {
    uint8_t *p = at_end(8);
    fill(p, 8);
    uint64_t eight = 0, four = 0;
    for (int i = 0; i < 8; i++) eight |= (uint64_t)p[i] << 8 * i;
    for (int i = 0; i < 4; i++) four |= (uint64_t)p[4 + i] << 8 * i;
    expect(cjson_load8(p) == eight && cjson_load4(p + 4) == four, "cjson_load8", round);
}

static void check_same(long round) {
    long count = below(40);
    uint8_t *a = at_end(count);
    fill(a, count);
    uint8_t b[40];
    memcpy(b, a, (size_t)count);
    expect(cjson_same(a, b, count), "cjson_same", round);
    if (count) {
        b[below(count)] ^= (uint8_t)(1 << below(8));
        expect(!cjson_same(a, b, count), "cjson_same", round);
    }
}

// A line of quotes, slashes and names that may be the one that is looked for.
static long fill_line(uint8_t *p, long count) {
    for (long i = 0; i < count; i++) p[i] = (uint8_t)(below(3) ? "type"[below(4)] : "\"\\:,x {[}"[below(below(9) ? 6 : 9)]);
    if (count > 12 && below(2)) memcpy(p + 1 + below(count - 12), "\"type\":", 7);
    p[count] = '\n';
    return count;
}

// Both may read 64 bytes behind the end of the line, and a byte before its first.
static void check_members(long round) {
    long count = 1 + below(300);
    uint8_t *p = at_end(count + 1 + 64);
    p[-1] = '{';
    fill_line(p, count);
    const uint8_t *name = (const uint8_t *)"type", *wanted = 0;
    for (const uint8_t *q = p; *q != '[' && *q != '{' && *q != '}' && *q != '\n'; q++) {
        if (memcmp(q, "\"type\":", 7) || q[-1] == '\\') continue;
        wanted = q + 7;
        break;
    }
    expect(cjson_find_name(p, name, 4) == wanted, "cjson_find_name", round);
    expect(cjson_find_name_plainly(p, name, 4) == wanted, "cjson_find_name_plainly", round);

    uint16_t places[512], twin[512];
    long found = 0;
    for (long i = 0; i < count; i++) {
        if (p[i] == '\\') i++;
        else if (p[i] == '"') twin[found++] = (uint16_t)i;
    }
    expect(cjson_quote_places(p, places, 512) == found, "how many cjson_quote_places finds", round);
    expect(!memcmp(places, twin, (size_t)found * 2), "cjson_quote_places", round);
}

static void check_sha(long round) {
    if (!csha_has_instructions()) return;
    long blocks = 1 + below(5);
    uint8_t *p = at_end(64 * blocks);
    for (long i = 0; i < 64 * blocks; i++) p[i] = (uint8_t)next();
    uint32_t fast[8], plain[8];
    for (int i = 0; i < 8; i++) fast[i] = plain[i] = (uint32_t)next();
    csha_compress_fast(fast, p, (size_t)blocks);
    csha_compress_plain(plain, p, (size_t)blocks);
    expect(!memcmp(fast, plain, sizeof fast), "csha_compress_fast", round);
}

int main(int count, char **arguments) {
    long rounds = count > 1 ? atol(arguments[1]) : 100000;
    long page = sysconf(_SC_PAGESIZE);
    uint8_t *memory = mmap(NULL, 2 * (size_t)page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED || mprotect(memory + page, (size_t)page, PROT_NONE)) return perror("mmap"), 2;
    page_end = memory + page;
    for (long round = 0; round < rounds; round++) {
        check_masks(round);
        check_runs(round);
        check_uuid(round);
        check_uuid_writing(round);
        check_copying(round);
        check_long_text(round);
        check_hex(round);
        check_utf8(round);
        check_words(round);
        check_same(round);
        check_string_run(round);
        check_escapes(round);
        check_first_bytes(round);
        check_members(round);
        check_sha(round);
    }
    const char *name = strrchr(arguments[0], '/');
    printf("%s: %ld checks of %ld rounds, seed 1; SHA instructions %s\n", name ? name + 1 : arguments[0], checks, rounds,
           csha_has_instructions() ? "compared" : "not there");
    return 0;
}
