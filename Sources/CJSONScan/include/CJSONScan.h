#ifndef CJSONSCAN_H
#define CJSONSCAN_H

// Byte scanning for JSON text: 16 bytes at a time where the processor can, one at a time elsewhere.
// No logic lives here: only loads, compares and masks that Swift has no portable spelling for.
// Unless it says otherwise a function may read up to 32 bytes at its argument and from the byte where it stops; the
// caller guarantees that they are readable.

#include <stdint.h>
#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#elif defined(__SSE2__)
#include <emmintrin.h>
#elif defined(__ARM_NEON) && defined(__aarch64__)
#include <arm_neon.h>
#endif

/// Masks over 16 bytes, bit i for byte i.
typedef struct {
    /// A quote, a backslash or a control character: where a string scan has to stop and look.
    uint32_t stop;
    /// Bytes of 0x80 and above.
    uint32_t nonASCII;
} cjson_string_mask;

#if defined(__ARM_NEON) && defined(__aarch64__)
static inline uint32_t cjson_neon_movemask(uint8x16_t lanes) {
    // Keep one distinct bit a lane, then add neighbours until eight lanes fit one byte.
    const uint8x16_t bits = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
    uint8x16_t picked = vandq_u8(lanes, bits);
    uint8x16_t sum = vpaddq_u8(picked, picked);
    sum = vpaddq_u8(sum, sum);
    sum = vpaddq_u8(sum, sum);
    return vgetq_lane_u16(vreinterpretq_u16_u8(sum), 0);
}
#endif

static inline cjson_string_mask cjson_scan_string16(const uint8_t *p) {
    cjson_string_mask out;
#if defined(__SSE2__)
    __m128i v = _mm_loadu_si128((const __m128i *)p);
    __m128i quote = _mm_cmpeq_epi8(v, _mm_set1_epi8('"'));
    __m128i slash = _mm_cmpeq_epi8(v, _mm_set1_epi8('\\'));
    // Unsigned v <= 0x1F, spelled as min(v, 0x1F) == v because SSE2 compares signed bytes only.
    __m128i control = _mm_cmpeq_epi8(_mm_min_epu8(v, _mm_set1_epi8(0x1F)), v);
    out.stop = (uint32_t)_mm_movemask_epi8(_mm_or_si128(_mm_or_si128(quote, slash), control));
    out.nonASCII = (uint32_t)_mm_movemask_epi8(v);
#elif defined(__ARM_NEON) && defined(__aarch64__)
    uint8x16_t v = vld1q_u8(p);
    uint8x16_t quote = vceqq_u8(v, vdupq_n_u8('"'));
    uint8x16_t slash = vceqq_u8(v, vdupq_n_u8('\\'));
    uint8x16_t control = vcleq_u8(v, vdupq_n_u8(0x1F));
    out.stop = cjson_neon_movemask(vorrq_u8(vorrq_u8(quote, slash), control));
    out.nonASCII = cjson_neon_movemask(vcgeq_u8(v, vdupq_n_u8(0x80)));
#else
    out.stop = 0;
    out.nonASCII = 0;
    for (int i = 0; i < 16; i++) {
        uint8_t c = p[i];
        if (c == '"' || c == '\\' || c < 0x20) out.stop |= (uint32_t)1 << i;
        if (c >= 0x80) out.nonASCII |= (uint32_t)1 << i;
    }
#endif
    return out;
}

/// Bit i for byte i of 16 that is a quote, a backslash, a control character or not ASCII.
static inline uint32_t cjson_not_plain16(const uint8_t *p) {
#if defined(__SSE2__)
    __m128i v = _mm_loadu_si128((const __m128i *)p);
    // Signed: bytes of 0x80 and above are below a space too, so one compare finds them and control characters.
    __m128i stop = _mm_or_si128(
        _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8('"')), _mm_cmpeq_epi8(v, _mm_set1_epi8('\\'))),
        _mm_cmplt_epi8(v, _mm_set1_epi8(0x20)));
    return (uint32_t)_mm_movemask_epi8(stop);
#else
    cjson_string_mask mask = cjson_scan_string16(p);
    return mask.stop | mask.nonASCII;
#endif
}

/// Which of 32 bytes are quotes, backslashes, control characters or not ASCII, bit i for byte i.
__attribute__((always_inline)) static inline uint32_t cjson_stops32(const uint8_t *p) {
#if defined(__SSE2__)
    const __m128i quote = _mm_set1_epi8('"'), slash = _mm_set1_epi8('\\');
    // Signed: bytes of 0x80 and above are below a space too, so one compare finds them and control characters.
    const __m128i space = _mm_set1_epi8(0x20);
    __m128i v = _mm_loadu_si128((const __m128i *)p);
    __m128i w = _mm_loadu_si128((const __m128i *)(p + 16));
    __m128i a = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(v, quote), _mm_cmpeq_epi8(v, slash)), _mm_cmplt_epi8(v, space));
    __m128i b = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(w, quote), _mm_cmpeq_epi8(w, slash)), _mm_cmplt_epi8(w, space));
    return (uint32_t)_mm_movemask_epi8(a) | (uint32_t)_mm_movemask_epi8(b) << 16;
#else
    cjson_string_mask a = cjson_scan_string16(p), b = cjson_scan_string16(p + 16);
    return (a.stop | a.nonASCII) | (b.stop | b.nonASCII) << 16;
#endif
}

/// How many bytes from `p` on come before a quote, a backslash, a control character or one that is not ASCII.
/// There must be one.
static inline long cjson_plain_run(const uint8_t *p) {
    for (const uint8_t *first = p;; p += 32) {
        uint32_t stop = cjson_stops32(p);
        if (stop) return p - first + __builtin_ctz(stop);
    }
}

/// How many bytes from `p` on come before a quote, a backslash or a control character; there must be one. Sets `beyond`
/// when one of them is not ASCII.
static inline long cjson_string_run(const uint8_t *p, _Bool *beyond) {
    for (const uint8_t *first = p;; p += 32) {
        cjson_string_mask a = cjson_scan_string16(p), b = cjson_scan_string16(p + 16);
        uint32_t stop = a.stop | b.stop << 16, high = a.nonASCII | b.nonASCII << 16;
        if (stop) {
            if (high & ((stop & -stop) - 1)) *beyond = 1;
            return p - first + __builtin_ctz(stop);
        }
        if (high) *beyond = 1;
    }
}

/// What a backslash and this byte stand for, where that is one byte; 0 for `u` and for what JSON does not know. By a table,
/// because which escape comes next is hard to foresee.
static inline uint8_t cjson_short_escape(uint8_t byte) {
    static const uint8_t values[256] = {
        ['"'] = '"', ['\\'] = '\\', ['/'] = '/', ['b'] = '\b', ['f'] = '\f', ['n'] = '\n', ['r'] = '\r', ['t'] = '\t',
    };
    return values[byte];
}

/// The plain twin of `cjson_escaped_run`.
static inline long cjson_escaped_run_plainly(const uint8_t *p, _Bool *beyond, _Bool *escapes) {
    const uint8_t *q = p;
    while (1) {
        q += cjson_string_run(q, beyond);
        if (*q != '\\' || cjson_short_escape(q[1]) == 0) return q - p;
        *escapes = 1;
        q += 2;
    }
}

#if defined(__x86_64__)
static inline _Bool cjson_has_avx2(void) {
    return __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("bmi") != 0
        && __builtin_cpu_supports("popcnt") != 0;
}

/// `cjson_plain_run`, 64 bytes at a time. Only where `cjson_has_avx2`.
__attribute__((target("avx2,bmi"))) static inline long cjson_long_plain_run_avx2(const uint8_t *p) {
    const __m256i quote = _mm256_set1_epi8('"'), slash = _mm256_set1_epi8('\\'), space = _mm256_set1_epi8(0x20);
    for (const uint8_t *first = p;; p += 64) {
        __m256i v = _mm256_loadu_si256((const __m256i *)p);
        __m256i w = _mm256_loadu_si256((const __m256i *)(p + 32));
        __m256i a = _mm256_or_si256(
            _mm256_or_si256(_mm256_cmpeq_epi8(v, quote), _mm256_cmpeq_epi8(v, slash)), _mm256_cmpgt_epi8(space, v));
        __m256i b = _mm256_or_si256(
            _mm256_or_si256(_mm256_cmpeq_epi8(w, quote), _mm256_cmpeq_epi8(w, slash)), _mm256_cmpgt_epi8(space, w));
        uint64_t stop = (uint32_t)_mm256_movemask_epi8(a) | (uint64_t)(uint32_t)_mm256_movemask_epi8(b) << 32;
        if (stop) return p - first + __builtin_ctzll(stop);
    }
}
#endif

#if defined(__x86_64__)
/// Bit i for byte i of two vectors that is not 0 in them.
__attribute__((target("avx2"), always_inline)) static inline uint64_t cjson_bits64(__m256i a, __m256i b) {
    return (uint32_t)_mm256_movemask_epi8(a) | (uint64_t)(uint32_t)_mm256_movemask_epi8(b) << 32;
}

/// All ones where a byte behind a backslash is one of `"\\/bfnrt`, and zeros for any other.
__attribute__((target("avx2"), always_inline)) static inline __m256i cjson_short_escapes32(__m256i v) {
    // A bit for each upper nibble that there is, looked up by either nibble. Of a byte beyond ASCII both are zero.
    const __m256i lower = _mm256_broadcastsi128_si256(_mm_setr_epi8(0, 0, 13, 0, 8, 0, 4, 0, 0, 0, 0, 0, 2, 0, 4, 1));
    const __m256i upper = _mm256_broadcastsi128_si256(_mm_setr_epi8(0, 0, 1, 0, 0, 2, 4, 8, 0, 0, 0, 0, 0, 0, 0, 0));
    __m256i high = _mm256_and_si256(_mm256_srli_epi16(v, 4), _mm256_set1_epi8(15));
    __m256i both = _mm256_and_si256(_mm256_shuffle_epi8(lower, v), _mm256_shuffle_epi8(upper, high));
    return _mm256_cmpgt_epi8(both, _mm256_setzero_si256());
}

/// `cjson_escaped_run`, 64 bytes at a time and without a branch for each escape: how far it is to the next one is hard to
/// foresee. Only where `cjson_has_avx2`.
__attribute__((target("avx2,bmi"))) static inline long cjson_escaped_run_avx2(
    const uint8_t *p, _Bool *beyond, _Bool *escapes) {
    const __m256i quote = _mm256_set1_epi8('"'), slash = _mm256_set1_epi8('\\'), control = _mm256_set1_epi8(0x1F);
    // 1 when the block before ended with a backslash that the first byte of this one belongs to.
    uint64_t carried = 0;
    for (const uint8_t *first = p;; p += 64) {
        __m256i v = _mm256_loadu_si256((const __m256i *)p);
        __m256i w = _mm256_loadu_si256((const __m256i *)(p + 32));
        uint64_t quotes = cjson_bits64(_mm256_cmpeq_epi8(v, quote), _mm256_cmpeq_epi8(w, quote));
        uint64_t slashes = cjson_bits64(_mm256_cmpeq_epi8(v, slash), _mm256_cmpeq_epi8(w, slash));
        uint64_t controls = cjson_bits64(
            _mm256_cmpeq_epi8(_mm256_min_epu8(v, control), v), _mm256_cmpeq_epi8(_mm256_min_epu8(w, control), w));
        uint64_t known = cjson_bits64(cjson_short_escapes32(v), cjson_short_escapes32(w));
        // Bytes behind a backslash. Where one of them is a backslash itself, it begins no escape: taken one by one.
        uint64_t escaped = carried | slashes << 1;
        uint64_t last = slashes >> 63;
        if (slashes & escaped) {
            escaped = carried;
            for (uint64_t left = slashes & ~carried; left; left &= left - 1) {
                uint64_t one = left & -left;
                escaped |= one << 1;
                last = one >> 63;
                left &= ~(one << 1);
            }
        }
        uint64_t stop = (quotes & ~escaped) | controls | (escaped & ~known), high = cjson_bits64(v, w);
        uint64_t before = stop ? (stop & -stop) - 1 : ~0ULL;
        if (high & before) *beyond = 1;
        if (escaped & before) *escapes = 1;
        // An escape that is not taken begins at its backslash.
        if (stop) return p - first + __builtin_ctzll(stop) - ((escaped & stop & -stop) != 0);
        carried = last;
    }
}
#endif

/// How many bytes from `p` on are text and escapes of two bytes: what comes then is a quote, a control character, or the
/// backslash of any other escape. Sets `beyond` when one of them is not ASCII, and `escapes` when one is a backslash. May
/// read 64 bytes at `p` and from the byte where it stops.
static inline long cjson_escaped_run(const uint8_t *p, _Bool *beyond, _Bool *escapes) {
#if defined(__x86_64__)
    if (cjson_has_avx2()) return cjson_escaped_run_avx2(p, beyond, escapes);
#endif
    return cjson_escaped_run_plainly(p, beyond, escapes);
}

/// `cjson_plain_run` for texts of which some are longer than 32 bytes and some shorter: up to 64 it has no turn whose
/// number would have to be foreseen. May read 64 bytes at `p` and from the byte where it stops.
static inline long cjson_long_plain_run(const uint8_t *p) {
#if defined(__x86_64__)
    if (cjson_has_avx2()) return cjson_long_plain_run_avx2(p);
#endif
    return cjson_plain_run(p);
}

/// `cjson_plain_run` for texts of which most are short and some are long. May read 64 bytes from the byte where it stops, and
/// 32 at `p`.
static inline long cjson_text_run(const uint8_t *p) {
    uint32_t stop = cjson_stops32(p);
    return stop ? __builtin_ctz(stop) : 32 + cjson_long_plain_run(p + 32);
}

/// The plain twin of `cjson_no_digits`.
static inline uint32_t cjson_no_digits_plainly(const uint8_t *p) {
    uint32_t mask = 0;
    for (int i = 0; i < 32; i++) if ((uint8_t)(p[i] - '0') > 9) mask |= (uint32_t)1 << i;
    return mask;
}

/// Which of 32 bytes are not `0` to `9`, bit i for byte i.
static inline uint32_t cjson_no_digits(const uint8_t *p) {
#if defined(__SSE2__)
    // Signed: `0` to `9` become the ten lowest values.
    const __m128i lowest = _mm_set1_epi8((char)('0' + 128)), nine = _mm_set1_epi8(9 - 128);
    __m128i a = _mm_sub_epi8(_mm_loadu_si128((const __m128i *)p), lowest);
    __m128i b = _mm_sub_epi8(_mm_loadu_si128((const __m128i *)(p + 16)), lowest);
    return (uint32_t)_mm_movemask_epi8(_mm_cmpgt_epi8(a, nine)) | (uint32_t)_mm_movemask_epi8(_mm_cmpgt_epi8(b, nine)) << 16;
#elif defined(__ARM_NEON) && defined(__aarch64__)
    uint8x16_t a = vcgtq_u8(vsubq_u8(vld1q_u8(p), vdupq_n_u8('0')), vdupq_n_u8(9));
    uint8x16_t b = vcgtq_u8(vsubq_u8(vld1q_u8(p + 16), vdupq_n_u8('0')), vdupq_n_u8(9));
    return cjson_neon_movemask(a) | cjson_neon_movemask(b) << 16;
#else
    return cjson_no_digits_plainly(p);
#endif
}

/// The plain twin of `cjson_copy_text`.
static inline long cjson_copy_text_plainly(uint8_t *out, const uint8_t *p, long count) {
    long i = 0;
    for (; i < count && p[i] != '"' && p[i] != '\\' && p[i] >= 0x20; i++) out[i] = p[i];
    return i;
}

/// Bytes of a word that JSON escapes: the lowest bit of the result is right, the ones above it may not be.
static inline uint64_t cjson_escapes_in_word(uint64_t word) {
    const uint64_t ones = 0x0101010101010101, high = 0x8080808080808080;
    uint64_t quote = word ^ (ones * '"'), slash = word ^ (ones * '\\');
    return (((quote - ones) & ~quote) | ((slash - ones) & ~slash) | ((word - ones * 0x20) & ~word)) & high;
}

/// As `cjson_copy_text`, sixteen bytes at a time.
static inline long cjson_copy_text_by_16(uint8_t *out, const uint8_t *p, long count) {
    long i = 0;
    for (; i + 16 <= count; i += 16) {
        uint32_t stop = cjson_scan_string16(p + i).stop;
        memcpy(out + i, p + i, 16);
        if (stop) return i + __builtin_ctz(stop);
    }
    if (i == count) return count;
    if (i) {
        // The last sixteen once more: what was looked at already has no stop.
        i = count - 16;
        uint32_t stop = cjson_scan_string16(p + i).stop;
        memcpy(out + i, p + i, 16);
        return stop ? i + __builtin_ctz(stop) : count;
    }
    // Two words that overlap, or halves of one: no loop whose length would have to be foreseen.
    uint64_t first, last;
    if (count >= 8) {
        memcpy(&first, p, 8);
        memcpy(&last, p + count - 8, 8);
        memcpy(out, &first, 8);
        memcpy(out + count - 8, &last, 8);
        uint64_t stop = cjson_escapes_in_word(first);
        if (stop) return __builtin_ctzll(stop) >> 3;
        stop = cjson_escapes_in_word(last);
        return stop ? count - 8 + (__builtin_ctzll(stop) >> 3) : count;
    }
    if (count >= 4) {
        uint32_t low, high;
        memcpy(&low, p, 4);
        memcpy(&high, p + count - 4, 4);
        memcpy(out, &low, 4);
        memcpy(out + count - 4, &high, 4);
        uint64_t stop = cjson_escapes_in_word(low | (uint64_t)high << 32);
        if (!stop) return count;
        long place = __builtin_ctzll(stop) >> 3;
        return place < 4 ? place : count - 8 + place;
    }
    return cjson_copy_text_plainly(out, p, count);
}

#if defined(__x86_64__)
static inline _Bool cjson_has_avx512bw(void) {
    return __builtin_cpu_supports("avx512bw") != 0;
}

/// The same, with one turn for each 64 bytes and no choice by length within it, which would be hard to foresee. Only where
/// `cjson_has_avx512bw`.
__attribute__((target("avx512f,avx512bw,bmi"))) static inline long cjson_copy_text_avx512(
    uint8_t *out, const uint8_t *p, long count) {
    for (long i = 0; i < count; i += 64) {
        // What is not there is read as spaces.
        uint64_t there = count - i >= 64 ? ~0ULL : ~0ULL >> (64 - (count - i));
        __m512i v = _mm512_mask_loadu_epi8(_mm512_set1_epi8(' '), there, p + i);
        _mm512_storeu_si512(out + i, v);
        uint64_t stop = _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8('"')) | _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8('\\'))
            | _mm512_cmplt_epu8_mask(v, _mm512_set1_epi8(0x20));
        if (stop) return i + __builtin_ctzll(stop);
    }
    return count;
}
#endif

/// Copies text up to the first byte that JSON escapes, and says how many bytes come before it: `count` where there is
/// none. It may write 64 bytes more than it says, and reads none beyond `count`.
static inline long cjson_copy_text(uint8_t *out, const uint8_t *p, long count) {
#if defined(__x86_64__)
    if (cjson_has_avx512bw()) return cjson_copy_text_avx512(out, p, count);
#endif
    return cjson_copy_text_by_16(out, p, count);
}

/// How much was read of a text, and how much written.
typedef struct {
    long read, written;
} cjson_progress;

/// The plain twin of `cjson_unescape`.
static inline cjson_progress cjson_unescape_plainly(uint8_t *out, const uint8_t *p, long count) {
    cjson_progress done = {0, 0};
    while (1) {
        // What stands between two escapes is mostly short: found and copied in one go, without a call.
        long run = cjson_copy_text_by_16(out + done.written, p + done.read, count - done.read);
        done.written += run;
        done.read += run;
        if (done.read == count) return done;
        uint8_t byte = p[done.read], value = 0;
        if (byte == '\\') {
            value = cjson_short_escape(p[done.read + 1]);
            if (value == 0) return done;
            done.read++;
        }
        out[done.written++] = value ? value : byte;
        done.read++;
    }
}

#if defined(__x86_64__)
/// `cjson_unescape`, 64 bytes at a time. Only where `cjson_has_avx2`.
__attribute__((target("avx2,bmi"))) static inline cjson_progress cjson_unescape_avx2(
    uint8_t *out, const uint8_t *p, long count) {
    const __m256i slash = _mm256_set1_epi8('\\');
    cjson_progress done = {0, 0};
    while (done.read < count) {
        const uint8_t *block = p + done.read;
        __m256i v = _mm256_loadu_si256((const __m256i *)block), w = _mm256_loadu_si256((const __m256i *)(block + 32));
        uint64_t slashes = cjson_bits64(_mm256_cmpeq_epi8(v, slash), _mm256_cmpeq_epi8(w, slash));
        long end = 64;
        if (count - done.read < 64) {
            end = count - done.read;
            slashes &= (1ULL << end) - 1;
        }
        long from = 0;
        while (1) {
            // However short it is: how long it is would have to be foreseen.
            const uint8_t *run = block + from;
            v = _mm256_loadu_si256((const __m256i *)run);
            w = _mm256_loadu_si256((const __m256i *)(run + 32));
            _mm256_storeu_si256((__m256i *)(out + done.written), v);
            _mm256_storeu_si256((__m256i *)(out + done.written + 32), w);
            if (!slashes) break;
            long place = __builtin_ctzll(slashes);
            done.written += place - from;
            uint8_t value = cjson_short_escape(block[place + 1]);
            if (value == 0) {
                done.read += place;
                return done;
            }
            out[done.written++] = value;
            from = place + 2;
            slashes &= slashes - 1;
            if (from < 64) slashes &= ~0ULL << from;
            // The escape was the block's last, and may have reached into the next one.
            if (from >= end) break;
        }
        if (from < end) {
            done.written += end - from;
            from = end;
        }
        done.read += from;
    }
    return done;
}
#endif

/// Writes the bytes that a string's text stands for, up to an escape that is not one of two bytes. The text is one that
/// `cjson_escaped_run` went through, with such escapes between. May read 64 bytes behind it, and write 64 more than it says.
static inline cjson_progress cjson_unescape(uint8_t *out, const uint8_t *p, long count) {
#if defined(__x86_64__)
    if (cjson_has_avx2()) return cjson_unescape_avx2(out, p, count);
#endif
    return cjson_unescape_plainly(out, p, count);
}

/// The first `count` bytes at `p`, 15 at most, and zeros behind them, as two words. Reads 16 bytes.
typedef struct {
    uint64_t low, high;
} cjson_short_bytes;

static inline cjson_short_bytes cjson_first_bytes(const uint8_t *p, long count) {
    // As many bytes of ones as there are to be kept, wherever in the row one begins: no branch on the length.
    static const uint8_t kept[32] = {
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    };
    cjson_short_bytes bytes, mask;
    memcpy(&bytes, p, 16);
    memcpy(&mask, kept + 16 - count, 16);
    bytes.low &= mask.low;
    bytes.high &= mask.high;
    return bytes;
}

#if defined(__linux__)
/// The runtime's own, as its ABI names it: an object of a class, `size` bytes with its header.
extern void *swift_allocObject(const void *type, size_t size, size_t alignmentMask);

static inline void *cjson_swift_object(uintptr_t type, long size) {
    return swift_allocObject((const void *)type, (size_t)size, 7);
}
#endif

/// A word that many threads read and set, where each of them sets it to the same.
static inline uintptr_t cjson_shared_word(const uintptr_t *word) {
    return __atomic_load_n(word, __ATOMIC_RELAXED);
}

static inline void cjson_set_shared_word(uintptr_t *word, uintptr_t value) {
    __atomic_store_n(word, value, __ATOMIC_RELAXED);
}

/// Copies `count` bytes, 16 or more: up to 64 in four pieces that overlap, whatever their number, because how long a text
/// is cannot be foreseen.
static inline void cjson_copy_long_text(uint8_t *out, const uint8_t *p, long count) {
    if (count > 64) {
        memcpy(out, p, (size_t)count);
        return;
    }
    long last = count - 16, second = last < 16 ? last : 16, third = last < 32 ? last : 32;
    memcpy(out, p, 16);
    memcpy(out + second, p + second, 16);
    memcpy(out + third, p + third, 16);
    memcpy(out + last, p + last, 16);
}

static inline _Bool cjson_is_name(const uint8_t *p, const uint8_t *name, long count) {
    // Names that are looked for are short, and always of the same length: no call, nothing to foresee.
    for (long i = 0; i < count; i++) if (p[i] != name[i]) return 0;
    return 1;
}

/// The plain twin of `cjson_find_name`.
static inline const uint8_t *cjson_find_name_plainly(const uint8_t *p, const uint8_t *name, long count) {
    for (; *p != '[' && *p != '{' && *p != '}' && *p != 0x0A; p++) {
        if (*p == '"' && p[-1] != '\\' && p[count + 1] == '"' && p[count + 2] == ':' && cjson_is_name(p + 1, name, count)) {
            return p + count + 3;
        }
    }
    return 0;
}

/// Masks over 64 bytes, bit i for byte i.
typedef struct {
    uint64_t quotes;
    uint64_t slashes;
    /// Bytes of 0x0A.
    uint64_t ends;
} cjson_block;

static inline cjson_block cjson_scan_block(const uint8_t *p) {
    cjson_block out = {0, 0, 0};
    for (int i = 0; i < 64; i += 16) {
#if defined(__SSE2__)
        __m128i v = _mm_loadu_si128((const __m128i *)(p + i));
        uint32_t quotes = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(v, _mm_set1_epi8('"')));
        uint32_t slashes = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(v, _mm_set1_epi8('\\')));
        uint32_t ends = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(v, _mm_set1_epi8(0x0A)));
#elif defined(__ARM_NEON) && defined(__aarch64__)
        uint8x16_t v = vld1q_u8(p + i);
        uint32_t quotes = cjson_neon_movemask(vceqq_u8(v, vdupq_n_u8('"')));
        uint32_t slashes = cjson_neon_movemask(vceqq_u8(v, vdupq_n_u8('\\')));
        uint32_t ends = cjson_neon_movemask(vceqq_u8(v, vdupq_n_u8(0x0A)));
#else
        uint32_t quotes = 0, slashes = 0, ends = 0;
        for (int k = 0; k < 16; k++) {
            quotes |= (uint32_t)(p[i + k] == '"') << k;
            slashes |= (uint32_t)(p[i + k] == '\\') << k;
            ends |= (uint32_t)(p[i + k] == 0x0A) << k;
        }
#endif
        out.quotes |= (uint64_t)quotes << i;
        out.slashes |= (uint64_t)slashes << i;
        out.ends |= (uint64_t)ends << i;
    }
    return out;
}

/// The quotes of a block that no backslash escapes. `escaped` is 1 when one at the end of the block before escapes the
/// first byte, and is left so for the next block.
static inline uint64_t cjson_plain_quotes(cjson_block block, uint64_t *escaped) {
    if ((block.slashes | *escaped) == 0) return block.quotes;
    uint64_t slashes = block.slashes & ~*escaped;
    uint64_t quotes = block.quotes & ~*escaped;
    *escaped = 0;
    while (slashes) {
        uint64_t first = slashes & -slashes;
        uint64_t next = first << 1;
        if (next == 0) *escaped = 1;
        quotes &= ~next;
        slashes &= ~(first | next);
    }
    return quotes;
}

/// Writes `base` and the number of each set bit, and up to 12 places of no meaning behind them.
static inline long cjson_put_places(uint64_t bits, uint32_t base, uint16_t *out) {
    long count = __builtin_popcountll(bits);
    // Twelve at once without a look at how many there are, because that is hard to foresee.
    for (int i = 0; i < 12; i++) {
        out[i] = (uint16_t)(base + (uint32_t)__builtin_ctzll(bits | (uint64_t)1 << 63));
        bits &= bits - 1;
    }
    for (long done = 12; done < count; done++) {
        out[done] = (uint16_t)(base + (uint32_t)__builtin_ctzll(bits));
        bits &= bits - 1;
    }
    return count;
}

// The loop of `cjson_quote_places`, with the kernels of one instruction set.
#define CJSON_QUOTE_PLACES(scan, put)                                                                                 \
    long count = 0;                                                                                                   \
    uint64_t escaped = 0;                                                                                             \
    for (uint32_t base = 0; base < 0xFFC0; base += 64) {                                                              \
        if (count > capacity - 80) return -1;                                                                         \
        cjson_block block = scan(p + base);                                                                           \
        uint64_t quotes = cjson_plain_quotes(block, &escaped);                                                        \
        if (block.ends) quotes &= (block.ends & -block.ends) - 1;                                                     \
        count += put(quotes, base, out + count);                                                                      \
        if (block.ends) return count;                                                                                 \
    }                                                                                                                 \
    return -1;

static inline long cjson_quote_places_plainly(const uint8_t *p, uint16_t *out, long capacity) {
    CJSON_QUOTE_PLACES(cjson_scan_block, cjson_put_places)
}

// What the 16-byte and 32-byte kernels of `cjson_find_name` share: `places` are quotes with the name's first byte behind
// them and a quote where the name's second one must be, `stops` the bytes that end the search.
#define CJSON_CHECK_PLACES                                                                                            \
    if ((stops | places) == 0) continue;                                                                              \
    if (stops) places &= (stops & -stops) - 1;                                                                        \
    for (; places; places &= places - 1) {                                                                            \
        const uint8_t *q = p + __builtin_ctz(places);                                                                 \
        if (q[-1] != '\\' && q[count + 2] == ':' && cjson_is_name(q + 1, name, count)) return q + count + 3;                           \
    }                                                                                                                 \
    if (stops) return 0;

#if defined(__x86_64__)
#include <immintrin.h>

static inline _Bool cjson_has_avx512(void) {
    return cjson_has_avx2() && __builtin_cpu_supports("avx512bw") != 0 && __builtin_cpu_supports("avx512vl") != 0
        && __builtin_cpu_supports("avx512vbmi2") != 0;
}

static inline const uint8_t *cjson_find_name_sse2(const uint8_t *p, const uint8_t *name, long count) {
    const __m128i quote = _mm_set1_epi8('"'), first = _mm_set1_epi8((char)name[0]), end = _mm_set1_epi8(0x0A);
    // '[' and '{' differ in one bit.
    const __m128i bit = _mm_set1_epi8(0x20), brace = _mm_set1_epi8('{'), close = _mm_set1_epi8('}');
    for (;; p += 16) {
        __m128i v = _mm_loadu_si128((const __m128i *)p);
        __m128i next = _mm_loadu_si128((const __m128i *)(p + 1));
        __m128i last = _mm_loadu_si128((const __m128i *)(p + count + 1));
        __m128i a = _mm_and_si128(_mm_cmpeq_epi8(v, quote), _mm_cmpeq_epi8(next, first));
        __m128i stop = _mm_or_si128(
            _mm_or_si128(_mm_cmpeq_epi8(_mm_or_si128(v, bit), brace), _mm_cmpeq_epi8(v, close)), _mm_cmpeq_epi8(v, end));
        uint32_t places = (uint32_t)_mm_movemask_epi8(_mm_and_si128(a, _mm_cmpeq_epi8(last, quote)));
        uint32_t stops = (uint32_t)_mm_movemask_epi8(stop);
        CJSON_CHECK_PLACES
    }
}

__attribute__((target("avx2,bmi,popcnt"))) static inline const uint8_t *cjson_find_name_avx2(
    const uint8_t *p, const uint8_t *name, long count) {
    const __m256i quote = _mm256_set1_epi8('"'), first = _mm256_set1_epi8((char)name[0]), end = _mm256_set1_epi8(0x0A);
    const __m256i bit = _mm256_set1_epi8(0x20), brace = _mm256_set1_epi8('{'), close = _mm256_set1_epi8('}');
    for (;; p += 32) {
        __m256i v = _mm256_loadu_si256((const __m256i *)p);
        __m256i next = _mm256_loadu_si256((const __m256i *)(p + 1));
        __m256i last = _mm256_loadu_si256((const __m256i *)(p + count + 1));
        __m256i a = _mm256_and_si256(_mm256_cmpeq_epi8(v, quote), _mm256_cmpeq_epi8(next, first));
        __m256i stop = _mm256_or_si256(
            _mm256_or_si256(_mm256_cmpeq_epi8(_mm256_or_si256(v, bit), brace), _mm256_cmpeq_epi8(v, close)),
            _mm256_cmpeq_epi8(v, end));
        uint32_t places = (uint32_t)_mm256_movemask_epi8(_mm256_and_si256(a, _mm256_cmpeq_epi8(last, quote)));
        uint32_t stops = (uint32_t)_mm256_movemask_epi8(stop);
        CJSON_CHECK_PLACES
    }
}

__attribute__((target("avx2,bmi,popcnt"))) static inline cjson_block cjson_scan_block_avx2(const uint8_t *p) {
    __m256i v = _mm256_loadu_si256((const __m256i *)p);
    __m256i w = _mm256_loadu_si256((const __m256i *)(p + 32));
    const __m256i quote = _mm256_set1_epi8('"'), slash = _mm256_set1_epi8('\\'), end = _mm256_set1_epi8(0x0A);
    cjson_block out;
    out.quotes = (uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(v, quote))
        | (uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(w, quote)) << 32;
    out.slashes = (uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(v, slash))
        | (uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(w, slash)) << 32;
    out.ends = (uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(v, end))
        | (uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(w, end)) << 32;
    return out;
}

#define CJSON_AVX512 __attribute__((target("avx2,avx512f,avx512bw,avx512vl,avx512vbmi2,bmi,popcnt")))

CJSON_AVX512 static inline cjson_block cjson_scan_block_avx512(const uint8_t *p) {
    __m512i v = _mm512_loadu_si512(p);
    cjson_block out;
    out.quotes = _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8('"'));
    out.slashes = _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8('\\'));
    out.ends = _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8(0x0A));
    return out;
}

/// All places at once: the numbers 0...63 are packed by the mask.
CJSON_AVX512 static inline long cjson_put_places_avx512(uint64_t bits, uint32_t base, uint16_t *out) {
    const __m512i numbers = _mm512_set_epi64(
        0x3F3E3D3C3B3A3938, 0x3736353433323130, 0x2F2E2D2C2B2A2928, 0x2726252423222120, 0x1F1E1D1C1B1A1918,
        0x1716151413121110, 0x0F0E0D0C0B0A0908, 0x0706050403020100);
    __m512i packed = _mm512_maskz_compress_epi8(bits, numbers);
    __m512i origin = _mm512_set1_epi16((short)base);
    long count = __builtin_popcountll(bits);
    __m512i low = _mm512_cvtepu8_epi16(_mm512_castsi512_si256(packed));
    _mm512_storeu_si512(out, _mm512_add_epi16(low, origin));
    if (count > 32) {
        __m512i high = _mm512_cvtepu8_epi16(_mm512_extracti64x4_epi64(packed, 1));
        _mm512_storeu_si512(out + 32, _mm512_add_epi16(high, origin));
    }
    return count;
}

__attribute__((target("avx2,bmi,popcnt"))) static inline long cjson_quote_places_avx2(
    const uint8_t *p, uint16_t *out, long capacity) {
    CJSON_QUOTE_PLACES(cjson_scan_block_avx2, cjson_put_places)
}

CJSON_AVX512 static inline long cjson_quote_places_avx512(const uint8_t *p, uint16_t *out, long capacity) {
    CJSON_QUOTE_PLACES(cjson_scan_block_avx512, cjson_put_places_avx512)
}
#endif

/// The places of the quotes between `p` and the next 0x0A that no backslash escapes, in a buffer for `capacity` of them.
/// Returns how many, or -1 when they may not fit, or reach beyond 65,472 bytes. Reads up to 63 bytes behind the 0x0A.
static inline long cjson_quote_places(const uint8_t *p, uint16_t *out, long capacity) {
#if defined(__x86_64__)
    if (cjson_has_avx512()) return cjson_quote_places_avx512(p, out, capacity);
    if (cjson_has_avx2()) return cjson_quote_places_avx2(p, out, capacity);
#endif
    return cjson_quote_places_plainly(p, out, capacity);
}

/// Where the member `name` of an object stands that goes on at `p`: its value's place, or null when a bracket or brace
/// comes first, or the end: what is behind the object's own brace belongs to the object around it. `name` has at least
/// one byte and fewer than 30; a backslash in it is not understood. Reads up to 61 bytes behind the 0x0A that ends the
/// text.
///
/// It looks for the bytes `"name":` behind anything but a backslash. Inside a string every quote follows one, and so no
/// text can be taken for the member; nor can the end of a longer name, as in `"a\"name":`. Reads one byte before `p`.
static inline const uint8_t *cjson_find_name(const uint8_t *p, const uint8_t *name, long count) {
#if defined(__x86_64__)
    return cjson_has_avx2() ? cjson_find_name_avx2(p, name, count) : cjson_find_name_sse2(p, name, count);
#else
    return cjson_find_name_plainly(p, name, count);
#endif
}

/// A UUID's two halves as big-endian numbers, valid or not.
typedef struct {
    uint64_t high;
    uint64_t low;
    _Bool isValid;
} cjson_uuid;

/// The value of a hexadecimal digit, or 0xFF.
static inline uint8_t cjson_hex_digit(uint8_t c) {
    if ((uint8_t)(c - '0') < 10) return (uint8_t)(c - '0');
    c |= 0x20;
    return (uint8_t)(c - 'a') < 6 ? (uint8_t)(c - 'a' + 10) : 0xFF;
}

/// The plain twin of `cjson_read_uuid`.
static inline cjson_uuid cjson_read_uuid_plainly(const uint8_t *p) {
    cjson_uuid out = {0, 0, 1};
    int digits = 0;
    for (int i = 0; i < 36; i++) {
        if (i == 8 || i == 13 || i == 18 || i == 23) {
            if (p[i] != '-') out.isValid = 0;
            continue;
        }
        uint8_t digit = cjson_hex_digit(p[i]);
        if (digit > 15) out.isValid = 0;
        uint64_t *half = digits++ < 16 ? &out.high : &out.low;
        *half = *half << 4 | (digit & 15);
    }
    return out;
}

#if defined(__SSE2__)
/// Pairs of digits to the bytes that they write, one in each lane of 16 bits; lanes of `good` become 0 where there was no digit.
static inline __m128i cjson_hex_values(__m128i v, __m128i *good) {
    __m128i digit = _mm_sub_epi8(v, _mm_set1_epi8('0'));
    __m128i isDigit = _mm_cmpeq_epi8(_mm_min_epu8(digit, _mm_set1_epi8(9)), digit);
    __m128i letter = _mm_sub_epi8(_mm_or_si128(v, _mm_set1_epi8(0x20)), _mm_set1_epi8('a'));
    __m128i isLetter = _mm_cmpeq_epi8(_mm_min_epu8(letter, _mm_set1_epi8(5)), letter);
    *good = _mm_and_si128(*good, _mm_or_si128(isDigit, isLetter));
    // Of a letter the low nibble counts from one, so both kinds are the low nibble, letters and nine.
    __m128i nine = _mm_and_si128(isLetter, _mm_set1_epi8(9));
    __m128i values = _mm_add_epi8(_mm_and_si128(v, _mm_set1_epi8(15)), nine);
    // Neighbours to one byte in each lane of 16 bits: the first digit lies in the low half.
    return _mm_and_si128(_mm_or_si128(_mm_slli_epi16(values, 4), _mm_srli_epi16(values, 8)), _mm_set1_epi16(0xFF));
}

/// Less than 16 for a hexadecimal digit, 16 or more for any other byte.
static inline __m128i cjson_hex_or_more(__m128i v) {
    __m128i digit = _mm_adds_epu8(_mm_sub_epi8(v, _mm_set1_epi8('0')), _mm_set1_epi8(6));
    __m128i small = _mm_or_si128(v, _mm_set1_epi8(0x20));
    __m128i letter = _mm_adds_epu8(_mm_sub_epi8(small, _mm_set1_epi8('a')), _mm_set1_epi8(10));
    return _mm_min_epu8(digit, letter);
}

static inline __m128i cjson_two_words(const uint8_t *a, const uint8_t *b) {
    int32_t x, y;
    memcpy(&x, a, 4);
    memcpy(&y, b, 4);
    return _mm_unpacklo_epi32(_mm_cvtsi32_si128(x), _mm_cvtsi32_si128(y));
}

/// Not 0 where one of a UUID's four hyphens, of which all lie within sixteen bytes, is another byte.
static inline int cjson_missing_hyphens(const uint8_t *p) {
    __m128i middle = _mm_loadu_si128((const __m128i *)(p + 8));
    return ~_mm_movemask_epi8(_mm_cmpeq_epi8(middle, _mm_set1_epi8('-'))) & 0x8421;
}
#endif

/// Reads `8-4-4-4-12` hexadecimal digits: exactly 36 bytes and none beyond.
__attribute__((always_inline)) static inline cjson_uuid cjson_read_uuid(const uint8_t *p) {
#if defined(__SSE2__)
    __m128i good = _mm_set1_epi8(-1);
    __m128i first = _mm_unpacklo_epi64(_mm_loadl_epi64((const __m128i *)p), cjson_two_words(p + 9, p + 14));
    __m128i second = _mm_unpacklo_epi64(cjson_two_words(p + 19, p + 24), _mm_loadl_epi64((const __m128i *)(p + 28)));
    __m128i a = cjson_hex_values(first, &good);
    __m128i b = cjson_hex_values(second, &good);
    __m128i bytes = _mm_packus_epi16(a, b);
    cjson_uuid out;
    out.high = __builtin_bswap64((uint64_t)_mm_cvtsi128_si64(bytes));
    out.low = __builtin_bswap64((uint64_t)_mm_cvtsi128_si64(_mm_unpackhi_epi64(bytes, bytes)));
    out.isValid = (cjson_missing_hyphens(p) | (_mm_movemask_epi8(good) ^ 0xFFFF)) == 0;
    return out;
#elif defined(__ARM_NEON) && defined(__aarch64__)
    uint8_t digits[32];
    memcpy(digits, p, 8);
    memcpy(digits + 8, p + 9, 4);
    memcpy(digits + 12, p + 14, 4);
    memcpy(digits + 16, p + 19, 4);
    memcpy(digits + 20, p + 24, 12);
    uint8x16_t good = vdupq_n_u8(0xFF);
    uint64_t halves[2];
    for (int i = 0; i < 2; i++) {
        uint8x16_t v = vld1q_u8(digits + 16 * i);
        uint8x16_t isDigit = vcleq_u8(vsubq_u8(v, vdupq_n_u8('0')), vdupq_n_u8(9));
        uint8x16_t letter = vsubq_u8(vorrq_u8(v, vdupq_n_u8(0x20)), vdupq_n_u8('a'));
        uint8x16_t isLetter = vcleq_u8(letter, vdupq_n_u8(5));
        good = vandq_u8(good, vorrq_u8(isDigit, isLetter));
        uint8x16_t values = vaddq_u8(vandq_u8(v, vdupq_n_u8(15)), vandq_u8(isLetter, vdupq_n_u8(9)));
        uint16x8_t pairs = vreinterpretq_u16_u8(values);
        uint8x8_t bytes = vmovn_u16(vorrq_u16(vshlq_n_u16(pairs, 4), vshrq_n_u16(pairs, 8)));
        halves[i] = __builtin_bswap64(vget_lane_u64(vreinterpret_u64_u8(bytes), 0));
    }
    cjson_uuid out = {halves[0], halves[1], 0};
    out.isValid = ((p[8] ^ '-') | (p[13] ^ '-') | (p[18] ^ '-') | (p[23] ^ '-')) == 0 && vminvq_u8(good) == 0xFF;
    return out;
#else
    return cjson_read_uuid_plainly(p);
#endif
}

/// The plain twin of `cjson_write_uuid`.
static inline void cjson_write_uuid_plainly(uint8_t *out, uint64_t high, uint64_t low) {
    for (int i = 0; i < 32; i++) {
        uint64_t half = i < 16 ? high : low;
        if (i == 8 || i == 12 || i == 16 || i == 20) *out++ = '-';
        *out++ = (uint8_t)"0123456789abcdef"[half >> (60 - i % 16 * 4) & 15];
    }
}

#if defined(__SSE2__)
/// Values below sixteen to lower-case digits.
static inline __m128i cjson_hex_digits(__m128i values) {
    __m128i isLetter = _mm_cmpgt_epi8(values, _mm_set1_epi8(9));
    __m128i letter = _mm_and_si128(isLetter, _mm_set1_epi8('a' - '0' - 10));
    return _mm_add_epi8(_mm_add_epi8(values, _mm_set1_epi8('0')), letter);
}
#endif

/// Writes `8-4-4-4-12` lower-case digits: 36 bytes.
static inline void cjson_write_uuid(uint8_t *out, uint64_t high, uint64_t low) {
#if defined(__SSE2__) || (defined(__ARM_NEON) && defined(__aarch64__))
    uint64_t first[2], second[2];
#if defined(__SSE2__)
    __m128i bytes = _mm_set_epi64x((int64_t)__builtin_bswap64(low), (int64_t)__builtin_bswap64(high));
    __m128i upper = _mm_and_si128(_mm_srli_epi16(bytes, 4), _mm_set1_epi8(15));
    __m128i lower = _mm_and_si128(bytes, _mm_set1_epi8(15));
    __m128i a = cjson_hex_digits(_mm_unpacklo_epi8(upper, lower));
    __m128i b = cjson_hex_digits(_mm_unpackhi_epi8(upper, lower));
    first[0] = (uint64_t)_mm_cvtsi128_si64(a);
    first[1] = (uint64_t)_mm_cvtsi128_si64(_mm_unpackhi_epi64(a, a));
    second[0] = (uint64_t)_mm_cvtsi128_si64(b);
    second[1] = (uint64_t)_mm_cvtsi128_si64(_mm_unpackhi_epi64(b, b));
#else
    uint8x16_t bytes =
        vreinterpretq_u8_u64(vcombine_u64(vcreate_u64(__builtin_bswap64(high)), vcreate_u64(__builtin_bswap64(low))));
    uint8x16_t upper = vshrq_n_u8(bytes, 4), lower = vandq_u8(bytes, vdupq_n_u8(15));
    const uint8x16_t digits = vcombine_u8(vcreate_u8(0x3736353433323130), vcreate_u8(0x6665646362613938));
    uint64x2_t a = vreinterpretq_u64_u8(vqtbl1q_u8(digits, vzip1q_u8(upper, lower)));
    uint64x2_t b = vreinterpretq_u64_u8(vqtbl1q_u8(digits, vzip2q_u8(upper, lower)));
    first[0] = vgetq_lane_u64(a, 0);
    first[1] = vgetq_lane_u64(a, 1);
    second[0] = vgetq_lane_u64(b, 0);
    second[1] = vgetq_lane_u64(b, 1);
#endif
    uint32_t rest = (uint32_t)(first[1] >> 32), mid = (uint32_t)(second[0] >> 32);
    memcpy(out, first, 8);
    memcpy(out + 9, first + 1, 4);
    memcpy(out + 14, &rest, 4);
    memcpy(out + 19, second, 4);
    memcpy(out + 24, &mid, 4);
    memcpy(out + 28, second + 1, 8);
    out[8] = out[13] = out[18] = out[23] = '-';
#else
    cjson_write_uuid_plainly(out, high, low);
#endif
}

/// Whether `cjson_read_uuid` finds a UUID, for those who need no more than that. Reads exactly 36 bytes.
__attribute__((always_inline)) static inline _Bool cjson_is_uuid(const uint8_t *p) {
#if defined(__SSE2__)
    // All 32 digits without the hyphens, each as a value that is below 16 where it is one: sums that would be larger than
    // a byte stay at its largest value.
    __m128i a = _mm_unpacklo_epi64(_mm_loadl_epi64((const __m128i *)p), cjson_two_words(p + 9, p + 14));
    __m128i b = _mm_unpacklo_epi64(cjson_two_words(p + 19, p + 24), _mm_loadl_epi64((const __m128i *)(p + 28)));
    __m128i most = _mm_max_epu8(cjson_hex_or_more(a), cjson_hex_or_more(b));
    int bad = _mm_movemask_epi8(_mm_adds_epu8(most, _mm_set1_epi8(128 - 16)));
    return (cjson_missing_hyphens(p) | bad) == 0;
#else
    return cjson_read_uuid(p).isValid;
#endif
}

/// Whether all of `count` bytes are of 0-9 and a-f; reads none beyond them.
__attribute__((always_inline)) static inline _Bool cjson_is_lower_hex(const uint8_t *p, long count) {
    long i = 0;
#if defined(__SSE2__)
    __m128i good = _mm_set1_epi8(-1);
    for (; i + 16 <= count; i += 16) {
        __m128i v = _mm_loadu_si128((const __m128i *)(p + i));
        __m128i digit = _mm_sub_epi8(v, _mm_set1_epi8('0'));
        __m128i letter = _mm_sub_epi8(v, _mm_set1_epi8('a'));
        __m128i isDigit = _mm_cmpeq_epi8(_mm_min_epu8(digit, _mm_set1_epi8(9)), digit);
        __m128i isLetter = _mm_cmpeq_epi8(_mm_min_epu8(letter, _mm_set1_epi8(5)), letter);
        good = _mm_and_si128(good, _mm_or_si128(isDigit, isLetter));
    }
    if (_mm_movemask_epi8(good) != 0xFFFF) return 0;
#elif defined(__ARM_NEON) && defined(__aarch64__)
    uint8x16_t good = vdupq_n_u8(0xFF);
    for (; i + 16 <= count; i += 16) {
        uint8x16_t v = vld1q_u8(p + i);
        uint8x16_t isDigit = vcleq_u8(vsubq_u8(v, vdupq_n_u8('0')), vdupq_n_u8(9));
        uint8x16_t isLetter = vcleq_u8(vsubq_u8(v, vdupq_n_u8('a')), vdupq_n_u8(5));
        good = vandq_u8(good, vorrq_u8(isDigit, isLetter));
    }
    if (vminvq_u8(good) != 0xFF) return 0;
#endif
    for (; i < count; i++) {
        if ((uint8_t)(p[i] - '0') > 9 && (uint8_t)(p[i] - 'a') > 5) return 0;
    }
    return 1;
}

#if defined(__x86_64__)
#include <tmmintrin.h>

/// Whether this processor can look bytes up in registers, which SSE2 alone cannot.
static inline _Bool cjson_has_ssse3(void) {
    return __builtin_cpu_supports("ssse3") != 0;
}

// Which faults a byte and the one before it can be part of, by three of their nibbles; what all three agree on is one.
// After J. Keiser and D. Lemire, "Validating UTF-8 in less than one instruction per byte" (2021).
enum {
    cjson_too_short = 1 << 0,
    cjson_too_long = 1 << 1,
    cjson_overlong_3 = 1 << 2,
    cjson_too_large = 1 << 3,
    cjson_surrogate = 1 << 4,
    cjson_overlong_2 = 1 << 5,
    cjson_overlong_4 = 1 << 6,
    cjson_two_tails = 1 << 7,
    cjson_any_lead = cjson_too_short | cjson_too_long | cjson_two_tails,
};

static inline __m128i cjson_utf8_first_high(void) {
    return _mm_setr_epi8(
        cjson_too_long, cjson_too_long, cjson_too_long, cjson_too_long, cjson_too_long, cjson_too_long, cjson_too_long,
        cjson_too_long, (char)cjson_two_tails, (char)cjson_two_tails, (char)cjson_two_tails, (char)cjson_two_tails,
        cjson_too_short | cjson_overlong_2, cjson_too_short, cjson_too_short | cjson_overlong_3 | cjson_surrogate,
        cjson_too_short | cjson_too_large | cjson_overlong_4);
}

static inline __m128i cjson_utf8_first_low(void) {
    const char any = (char)cjson_any_lead, large = (char)(cjson_any_lead | cjson_too_large | cjson_overlong_4);
    return _mm_setr_epi8(
        (char)(cjson_any_lead | cjson_overlong_3 | cjson_overlong_2 | cjson_overlong_4),
        (char)(cjson_any_lead | cjson_overlong_2), any, any, (char)(cjson_any_lead | cjson_too_large), large, large,
        large, large, large, large, large, large, (char)(large | cjson_surrogate), large, large);
}

static inline __m128i cjson_utf8_second_high(void) {
    const char tail = (char)(cjson_too_long | cjson_overlong_2 | cjson_two_tails);
    return _mm_setr_epi8(
        cjson_too_short, cjson_too_short, cjson_too_short, cjson_too_short, cjson_too_short, cjson_too_short,
        cjson_too_short, cjson_too_short, (char)(tail | cjson_overlong_3 | cjson_overlong_4),
        (char)(tail | cjson_overlong_3 | cjson_too_large), (char)(tail | cjson_surrogate | cjson_too_large),
        (char)(tail | cjson_surrogate | cjson_too_large), cjson_too_short, cjson_too_short, cjson_too_short,
        cjson_too_short);
}

__attribute__((target("ssse3"))) static inline __m128i cjson_utf8_faults(__m128i v, __m128i before) {
    const __m128i low4 = _mm_set1_epi8(15);
    const __m128i firstHigh = cjson_utf8_first_high(), firstLow = cjson_utf8_first_low();
    const __m128i secondHigh = cjson_utf8_second_high();
    __m128i first = _mm_alignr_epi8(v, before, 15);
    __m128i pairs = _mm_and_si128(
        _mm_and_si128(
            _mm_shuffle_epi8(firstHigh, _mm_and_si128(_mm_srli_epi16(first, 4), low4)),
            _mm_shuffle_epi8(firstLow, _mm_and_si128(first, low4))),
        _mm_shuffle_epi8(secondHigh, _mm_and_si128(_mm_srli_epi16(v, 4), low4)));
    // The third and fourth bytes of a character have to be tails, and only they may follow a tail.
    __m128i third = _mm_subs_epu8(_mm_alignr_epi8(v, before, 14), _mm_set1_epi8((char)(0xE0 - 0x80)));
    __m128i fourth = _mm_subs_epu8(_mm_alignr_epi8(v, before, 13), _mm_set1_epi8((char)(0xF0 - 0x80)));
    __m128i mustBeTail = _mm_and_si128(_mm_or_si128(third, fourth), _mm_set1_epi8((char)0x80));
    return _mm_xor_si128(mustBeTail, pairs);
}

/// Whether `count` bytes are well-formed UTF-8; reads none beyond them. Only where `cjson_has_ssse3`.
__attribute__((target("ssse3"))) static inline _Bool cjson_is_utf8_by_lookup(const uint8_t *p, long count) {
    __m128i faults = _mm_setzero_si128(), before = _mm_setzero_si128();
    long i = 0;
    for (; i + 16 <= count; i += 16) {
        __m128i v = _mm_loadu_si128((const __m128i *)(p + i));
        faults = _mm_or_si128(faults, cjson_utf8_faults(v, before));
        before = v;
    }
    // Zeros behind the text: a character that is cut there is too short.
    uint8_t last[16] = {0};
    memcpy(last, p + i, (size_t)(count - i));
    faults = _mm_or_si128(faults, cjson_utf8_faults(_mm_loadu_si128((const __m128i *)last), before));
    return _mm_movemask_epi8(_mm_cmpeq_epi8(faults, _mm_setzero_si128())) == 0xFFFF;
}

/// `cjson_utf8_faults`, 32 bytes at a time.
__attribute__((target("avx2"))) static inline __m256i cjson_utf8_faults_avx2(__m256i v, __m256i before) {
    const __m256i low4 = _mm256_set1_epi8(15);
    const __m256i firstHigh = _mm256_broadcastsi128_si256(cjson_utf8_first_high());
    const __m256i firstLow = _mm256_broadcastsi128_si256(cjson_utf8_first_low());
    const __m256i secondHigh = _mm256_broadcastsi128_si256(cjson_utf8_second_high());
    // Each half wants the bytes before it, which for the second one are in the first.
    const __m256i middle = _mm256_permute2x128_si256(before, v, 0x21);
    __m256i first = _mm256_alignr_epi8(v, middle, 15);
    __m256i pairs = _mm256_and_si256(
        _mm256_and_si256(
            _mm256_shuffle_epi8(firstHigh, _mm256_and_si256(_mm256_srli_epi16(first, 4), low4)),
            _mm256_shuffle_epi8(firstLow, _mm256_and_si256(first, low4))),
        _mm256_shuffle_epi8(secondHigh, _mm256_and_si256(_mm256_srli_epi16(v, 4), low4)));
    __m256i third = _mm256_subs_epu8(_mm256_alignr_epi8(v, middle, 14), _mm256_set1_epi8((char)(0xE0 - 0x80)));
    __m256i fourth = _mm256_subs_epu8(_mm256_alignr_epi8(v, middle, 13), _mm256_set1_epi8((char)(0xF0 - 0x80)));
    __m256i mustBeTail = _mm256_and_si256(_mm256_or_si256(third, fourth), _mm256_set1_epi8((char)0x80));
    return _mm256_xor_si256(mustBeTail, pairs);
}

/// `cjson_is_utf8_by_lookup`, 32 bytes at a time; may read 32 bytes behind the text. Only where `cjson_has_avx2`.
__attribute__((target("avx2"))) static inline _Bool cjson_is_utf8_avx2(const uint8_t *p, long count) {
    const __m256i numbers = _mm256_setr_epi8(
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30,
        31);
    __m256i faults = _mm256_setzero_si256(), before = _mm256_setzero_si256();
    long i = 0;
    for (; i + 32 <= count; i += 32) {
        __m256i v = _mm256_loadu_si256((const __m256i *)(p + i));
        faults = _mm256_or_si256(faults, cjson_utf8_faults_avx2(v, before));
        before = v;
    }
    // As if zeros were behind the text: a character that is cut there is too short.
    __m256i there = _mm256_cmpgt_epi8(_mm256_set1_epi8((char)(count - i)), numbers);
    __m256i last = _mm256_and_si256(_mm256_loadu_si256((const __m256i *)(p + i)), there);
    faults = _mm256_or_si256(faults, cjson_utf8_faults_avx2(last, before));
    return _mm256_testz_si256(faults, faults);
}

/// Whether `count` bytes are well-formed UTF-8. May read 32 bytes behind them. Only where `cjson_has_ssse3`.
static inline _Bool cjson_is_utf8(const uint8_t *p, long count) {
    return cjson_has_avx2() ? cjson_is_utf8_avx2(p, count) : cjson_is_utf8_by_lookup(p, count);
}
#else
static inline _Bool cjson_has_ssse3(void) { return 0; }
static inline _Bool cjson_is_utf8_by_lookup(const uint8_t *p, long count) { (void)p; (void)count; return 0; }
static inline _Bool cjson_is_utf8(const uint8_t *p, long count) { (void)p; (void)count; return 0; }
#endif

/// How many bytes in `[p, end)` come before one that is not ASCII.
static inline long cjson_ascii_run(const uint8_t *p, const uint8_t *end) {
    const uint8_t *first = p;
    while (end - p >= 8) {
        uint64_t word;
        memcpy(&word, p, 8);
        if (word & 0x8080808080808080u) break;
        p += 8;
    }
    while (p < end && *p < 0x80) p++;
    return p - first;
}

/// Equality of two runs of 16 bytes, bit i for byte i.
static inline uint32_t cjson_equal16(const uint8_t *a, const uint8_t *b) {
#if defined(__SSE2__)
    __m128i x = _mm_loadu_si128((const __m128i *)a);
    __m128i y = _mm_loadu_si128((const __m128i *)b);
    return (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(x, y));
#elif defined(__ARM_NEON) && defined(__aarch64__)
    return cjson_neon_movemask(vceqq_u8(vld1q_u8(a), vld1q_u8(b)));
#else
    uint32_t mask = 0;
    for (int i = 0; i < 16; i++) if (a[i] == b[i]) mask |= (uint32_t)1 << i;
    return mask;
#endif
}

/// The same of 32 bytes, of which those at `b` lie at a multiple of 16: they need no register of their own.
static inline uint32_t cjson_equal32_aligned(const uint8_t *a, const uint8_t *b) {
#if defined(__SSE2__)
    __m128i x = _mm_cmpeq_epi8(_mm_loadu_si128((const __m128i *)a), *(const __m128i *)b);
    __m128i y = _mm_cmpeq_epi8(_mm_loadu_si128((const __m128i *)(a + 16)), *(const __m128i *)(b + 16));
    return (uint32_t)_mm_movemask_epi8(x) | (uint32_t)_mm_movemask_epi8(y) << 16;
#else
    return cjson_equal16(a, b) | cjson_equal16(a + 16, b + 16) << 16;
#endif
}

/// Which of 32 bytes are quotes, bit i for byte i.
static inline uint32_t cjson_quotes32(const uint8_t *p) {
    static const uint8_t quotes[16] __attribute__((aligned(16))) = {
        '"', '"', '"', '"', '"', '"', '"', '"', '"', '"', '"', '"', '"', '"', '"', '"',
    };
    return cjson_equal16(p, quotes) | cjson_equal16(p + 16, quotes) << 16;
}

/// Whether `count` bytes are the same; it reads no others.
static inline _Bool cjson_same(const uint8_t *a, const uint8_t *b, long count) {
    // Names are short, and a call would cost more than what it does: two words that overlap, or halves of one.
    if (count > 16 || count < 4) return memcmp(a, b, (size_t)count) == 0;
    if (count >= 8) {
        uint64_t first[2], last[2];
        memcpy(&first[0], a, 8);
        memcpy(&first[1], b, 8);
        memcpy(&last[0], a + count - 8, 8);
        memcpy(&last[1], b + count - 8, 8);
        return ((first[0] ^ first[1]) | (last[0] ^ last[1])) == 0;
    }
    uint32_t first[2], last[2];
    memcpy(&first[0], a, 4);
    memcpy(&first[1], b, 4);
    memcpy(&last[0], a + count - 4, 4);
    memcpy(&last[1], b + count - 4, 4);
    return ((first[0] ^ first[1]) | (last[0] ^ last[1])) == 0;
}

/// Eight bytes as one little-endian word, whatever the processor's byte order or alignment rules.
static inline uint64_t cjson_load8(const uint8_t *p) {
    uint64_t word;
    memcpy(&word, p, 8);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap64(word);
#endif
    return word;
}

/// Four bytes as one little-endian word.
static inline uint64_t cjson_load4(const uint8_t *p) {
    uint32_t word;
    memcpy(&word, p, 4);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap32(word);
#endif
    return word;
}

/// Two bytes as one little-endian word.
static inline uint32_t cjson_load2(const uint8_t *p) {
    uint16_t word;
    memcpy(&word, p, 2);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap16(word);
#endif
    return word;
}

// Bytes that are zero: a value of such a type is made in one piece, and stands for any other of that size.
typedef struct { uint64_t words[8]; } cjson_zeros64;
typedef struct { uint64_t words[16]; } cjson_zeros128;
typedef struct { uint64_t words[24]; } cjson_zeros192;
typedef struct { uint64_t words[32]; } cjson_zeros256;
typedef struct { uint64_t words[48]; } cjson_zeros384;
typedef struct { uint64_t words[64]; } cjson_zeros512;
typedef struct { uint64_t words[128]; } cjson_zeros1024;

#endif
