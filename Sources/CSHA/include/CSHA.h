#ifndef CSHA_H
#define CSHA_H

// The compression function of SHA-256 (FIPS 180-4, section 6.2.2) in three spellings that must agree: the SHA
// instructions of x86, those of ARMv8, and plain C. Padding, lengths and buffering are the caller's.
// Swift has no spelling for these instructions; that is the only reason why this is C.

#include <stddef.h>
#include <stdint.h>

#if defined(__x86_64__) || defined(__i386__)
#define CSHA_X86 1
#include <cpuid.h>
#include <immintrin.h>
#elif defined(__aarch64__) && (defined(__ARM_FEATURE_SHA2) || defined(__linux__))
#define CSHA_ARM 1
#include <arm_neon.h>
#if !defined(__ARM_FEATURE_SHA2)
// Linux is built for every ARMv8, so whether the processor has the instructions is asked when it runs.
#include <sys/auxv.h>
#endif
#endif

static const uint32_t csha_round_constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

static inline uint32_t csha_rotate(uint32_t x, int n) { return x >> n | x << (32 - n); }

static inline uint32_t csha_load_big_endian(const uint8_t *p) {
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

/// Takes `blocks` blocks of 64 bytes into the eight words of `state`, by the text of the standard.
static inline void csha_compress_plain(uint32_t *state, const uint8_t *data, size_t blocks) {
    for (; blocks > 0; blocks--, data += 64) {
        uint32_t w[64];
        for (int t = 0; t < 16; t++) w[t] = csha_load_big_endian(data + 4 * t);
        for (int t = 16; t < 64; t++) {
            uint32_t x = w[t - 15], y = w[t - 2];
            uint32_t s0 = csha_rotate(x, 7) ^ csha_rotate(x, 18) ^ x >> 3;
            uint32_t s1 = csha_rotate(y, 17) ^ csha_rotate(y, 19) ^ y >> 10;
            w[t] = s1 + w[t - 7] + s0 + w[t - 16];
        }
        uint32_t a = state[0], b = state[1], c = state[2], d = state[3];
        uint32_t e = state[4], f = state[5], g = state[6], h = state[7];
        for (int t = 0; t < 64; t++) {
            uint32_t s1 = csha_rotate(e, 6) ^ csha_rotate(e, 11) ^ csha_rotate(e, 25);
            uint32_t t1 = h + s1 + ((e & f) ^ (~e & g)) + csha_round_constants[t] + w[t];
            uint32_t s0 = csha_rotate(a, 2) ^ csha_rotate(a, 13) ^ csha_rotate(a, 22);
            uint32_t t2 = s0 + ((a & b) ^ (a & c) ^ (b & c));
            h = g; g = f; f = e; e = d + t1;
            d = c; c = b; b = a; a = t1 + t2;
        }
        state[0] += a; state[1] += b; state[2] += c; state[3] += d;
        state[4] += e; state[5] += f; state[6] += g; state[7] += h;
    }
}

/// Whether `csha_compress_fast` may be called on the processor that this runs on.
static inline int csha_has_instructions(void) {
#if defined(CSHA_X86)
    unsigned a, b, c, d;
    if (!__get_cpuid(1, &a, &b, &c, &d)) return 0;
    // SSSE3 and SSE4.1, which the byte shuffles around the SHA instructions need.
    if (!(c & 1u << 9) || !(c & 1u << 19)) return 0;
    if (!__get_cpuid_count(7, 0, &a, &b, &c, &d)) return 0;
    return (b & 1u << 29) != 0;
#elif defined(CSHA_ARM) && defined(__ARM_FEATURE_SHA2)
    return 1;
#elif defined(CSHA_ARM)
    // HWCAP_SHA2, which not every C library names.
    return (getauxval(AT_HWCAP) & 1u << 6) != 0;
#else
    return 0;
#endif
}

#if defined(CSHA_X86)
__attribute__((target("sha,sse4.1,ssse3")))
static inline void csha_compress_fast(uint32_t *state, const uint8_t *data, size_t blocks) {
    const __m128i swap = _mm_set_epi64x(0x0c0d0e0f08090a0bLL, 0x0405060700010203LL);
    // The instructions want the eight words as (a b e f) and (c d g h), highest lane first.
    __m128i low = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)state), 0xB1);
    __m128i high = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)(state + 4)), 0x1B);
    __m128i abef = _mm_alignr_epi8(low, high, 8);
    __m128i cdgh = _mm_blend_epi16(high, low, 0xF0);
    for (; blocks > 0; blocks--, data += 64) {
        const __m128i abefBefore = abef, cdghBefore = cdgh;
        __m128i w[4];
#pragma clang loop unroll(full)
        for (int i = 0; i < 16; i++) {
            if (i < 4) {
                w[i] = _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)(data + 16 * i)), swap);
            } else {
                __m128i sum = _mm_sha256msg1_epu32(w[i & 3], w[(i + 1) & 3]);
                sum = _mm_add_epi32(sum, _mm_alignr_epi8(w[(i + 3) & 3], w[(i + 2) & 3], 4));
                w[i & 3] = _mm_sha256msg2_epu32(sum, w[(i + 3) & 3]);
            }
            __m128i k = _mm_loadu_si128((const __m128i *)(csha_round_constants + 4 * i));
            __m128i m = _mm_add_epi32(w[i & 3], k);
            cdgh = _mm_sha256rnds2_epu32(cdgh, abef, m);
            abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(m, 0x0E));
        }
        abef = _mm_add_epi32(abef, abefBefore);
        cdgh = _mm_add_epi32(cdgh, cdghBefore);
    }
    low = _mm_shuffle_epi32(abef, 0x1B);
    high = _mm_shuffle_epi32(cdgh, 0xB1);
    _mm_storeu_si128((__m128i *)state, _mm_blend_epi16(low, high, 0xF0));
    _mm_storeu_si128((__m128i *)(state + 4), _mm_alignr_epi8(high, low, 8));
}
#elif defined(CSHA_ARM)
__attribute__((target("sha2")))
static inline void csha_compress_fast(uint32_t *state, const uint8_t *data, size_t blocks) {
    uint32x4_t abcd = vld1q_u32(state), efgh = vld1q_u32(state + 4);
    for (; blocks > 0; blocks--, data += 64) {
        const uint32x4_t abcdBefore = abcd, efghBefore = efgh;
        uint32x4_t w[4];
#pragma clang loop unroll(full)
        for (int i = 0; i < 16; i++) {
            if (i < 4) {
                w[i] = vreinterpretq_u32_u8(vrev32q_u8(vld1q_u8(data + 16 * i)));
            } else {
                w[i & 3] = vsha256su1q_u32(
                    vsha256su0q_u32(w[i & 3], w[(i + 1) & 3]), w[(i + 2) & 3], w[(i + 3) & 3]);
            }
            uint32x4_t m = vaddq_u32(w[i & 3], vld1q_u32(csha_round_constants + 4 * i));
            uint32x4_t before = abcd;
            abcd = vsha256hq_u32(abcd, efgh, m);
            efgh = vsha256h2q_u32(efgh, before, m);
        }
        abcd = vaddq_u32(abcd, abcdBefore);
        efgh = vaddq_u32(efgh, efghBefore);
    }
    vst1q_u32(state, abcd);
    vst1q_u32(state + 4, efgh);
}
#else
static inline void csha_compress_fast(uint32_t *state, const uint8_t *data, size_t blocks) {
    csha_compress_plain(state, data, blocks);
}
#endif

#endif
