#ifndef CJSONSCAN_H
#define CJSONSCAN_H

// Byte scanning for JSON text: 16 bytes at a time where the processor can, one at a time elsewhere.
// No logic lives here: only loads, compares and masks that Swift has no portable spelling for.
// Every function reads up to 16 bytes at its argument; the caller guarantees that they are readable.

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
