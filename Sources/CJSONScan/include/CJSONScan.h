#ifndef CJSONSCAN_H
#define CJSONSCAN_H

// Byte scanning for JSON text: 16 bytes at a time where the processor can, one at a time elsewhere.
// No logic lives here: only loads, compares and masks that Swift has no portable spelling for.
// Unless it says otherwise a function may read up to 32 bytes at its argument and from the byte where it stops; the
// caller guarantees that they are readable.

#include <stdint.h>
#include <string.h>

#if defined(__SSE2__)
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

/// How many bytes from `p` on come before a quote, a backslash, a control character or one that is not ASCII.
/// There must be one.
static inline long cjson_plain_run(const uint8_t *p) {
    const uint8_t *first = p;
#if defined(__SSE2__)
    const __m128i quote = _mm_set1_epi8('"');
    const __m128i slash = _mm_set1_epi8('\\');
    // Signed: bytes of 0x80 and above are below a space too, so one compare finds them and control characters.
    const __m128i space = _mm_set1_epi8(0x20);
    for (;; p += 32) {
        __m128i v = _mm_loadu_si128((const __m128i *)p);
        __m128i w = _mm_loadu_si128((const __m128i *)(p + 16));
        __m128i a = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(v, quote), _mm_cmpeq_epi8(v, slash)), _mm_cmplt_epi8(v, space));
        __m128i b = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(w, quote), _mm_cmpeq_epi8(w, slash)), _mm_cmplt_epi8(w, space));
        uint32_t stop = (uint32_t)_mm_movemask_epi8(a) | (uint32_t)_mm_movemask_epi8(b) << 16;
        if (stop) return p - first + __builtin_ctz(stop);
    }
#else
    for (;; p += 16) {
        cjson_string_mask mask = cjson_scan_string16(p);
        uint32_t stop = mask.stop | mask.nonASCII;
        if (stop) return p - first + __builtin_ctz(stop);
    }
#endif
}

/// How many bytes from `p` on come before a quote, an opening bracket, or a control character. There must be one.
static inline long cjson_structure_run(const uint8_t *p) {
    const uint8_t *first = p;
#if defined(__SSE2__)
    const __m128i quote = _mm_set1_epi8('"');
    // '[' and '{' differ in one bit.
    const __m128i bit = _mm_set1_epi8(0x20);
    const __m128i brace = _mm_set1_epi8('{');
    const __m128i control = _mm_set1_epi8(0x1F);
    for (;; p += 16) {
        __m128i v = _mm_loadu_si128((const __m128i *)p);
        __m128i a = _mm_or_si128(_mm_cmpeq_epi8(v, quote), _mm_cmpeq_epi8(_mm_or_si128(v, bit), brace));
        __m128i b = _mm_cmpeq_epi8(_mm_min_epu8(v, control), v);
        uint32_t stop = (uint32_t)_mm_movemask_epi8(_mm_or_si128(a, b));
        if (stop) return p - first + __builtin_ctz(stop);
    }
#else
    while (*p != '"' && *p != '[' && *p != '{' && *p >= 0x20) p++;
    return p - first;
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

static inline __m128i cjson_two_words(const uint8_t *a, const uint8_t *b) {
    int32_t x, y;
    memcpy(&x, a, 4);
    memcpy(&y, b, 4);
    return _mm_unpacklo_epi32(_mm_cvtsi32_si128(x), _mm_cvtsi32_si128(y));
}
#endif

/// Reads `8-4-4-4-12` hexadecimal digits: exactly 36 bytes and none beyond.
static inline cjson_uuid cjson_read_uuid(const uint8_t *p) {
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
    out.isValid = ((p[8] ^ '-') | (p[13] ^ '-') | (p[18] ^ '-') | (p[23] ^ '-') | (_mm_movemask_epi8(good) ^ 0xFFFF)) == 0;
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

/// Whether all of `count` bytes are of 0-9 and a-f; reads none beyond them.
static inline _Bool cjson_is_lower_hex(const uint8_t *p, long count) {
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

__attribute__((target("ssse3"))) static inline __m128i cjson_utf8_faults(__m128i v, __m128i before) {
    const __m128i low4 = _mm_set1_epi8(15);
    const __m128i firstHigh = _mm_setr_epi8(
        cjson_too_long, cjson_too_long, cjson_too_long, cjson_too_long, cjson_too_long, cjson_too_long, cjson_too_long,
        cjson_too_long, (char)cjson_two_tails, (char)cjson_two_tails, (char)cjson_two_tails, (char)cjson_two_tails,
        cjson_too_short | cjson_overlong_2, cjson_too_short, cjson_too_short | cjson_overlong_3 | cjson_surrogate,
        cjson_too_short | cjson_too_large | cjson_overlong_4);
    const char any = (char)cjson_any_lead, large = (char)(cjson_any_lead | cjson_too_large | cjson_overlong_4);
    const __m128i firstLow = _mm_setr_epi8(
        (char)(cjson_any_lead | cjson_overlong_3 | cjson_overlong_2 | cjson_overlong_4),
        (char)(cjson_any_lead | cjson_overlong_2), any, any, (char)(cjson_any_lead | cjson_too_large), large, large,
        large, large, large, large, large, large, (char)(large | cjson_surrogate), large, large);
    const char tail = (char)(cjson_too_long | cjson_overlong_2 | cjson_two_tails);
    const __m128i secondHigh = _mm_setr_epi8(
        cjson_too_short, cjson_too_short, cjson_too_short, cjson_too_short, cjson_too_short, cjson_too_short,
        cjson_too_short, cjson_too_short, (char)(tail | cjson_overlong_3 | cjson_overlong_4),
        (char)(tail | cjson_overlong_3 | cjson_too_large), (char)(tail | cjson_surrogate | cjson_too_large),
        (char)(tail | cjson_surrogate | cjson_too_large), cjson_too_short, cjson_too_short, cjson_too_short,
        cjson_too_short);
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
#else
static inline _Bool cjson_has_ssse3(void) { return 0; }
static inline _Bool cjson_is_utf8_by_lookup(const uint8_t *p, long count) { (void)p; (void)count; return 0; }
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

/// Equality of two runs of the same length.
static inline _Bool cjson_same(const uint8_t *a, const uint8_t *b, long count) {
    return memcmp(a, b, (size_t)count) == 0;
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

#endif
