// What the C++ peers check beside JSON itself: the formats and patterns of the session events' schema.
#pragma once
#include <cstdint>
#include <cstring>
#include <string_view>

struct uuid {
    uint64_t high, low;
};

inline uint64_t load8(const char *p) {
    uint64_t w;
    memcpy(&w, p, 8);
    return w;
}

inline uint32_t load4(const char *p) {
    uint32_t w;
    memcpy(&w, p, 4);
    return w;
}

// Eight hexadecimal digits to their number; high bits of `bad` where there was none.
inline uint64_t hex8(uint64_t w, uint64_t &bad) {
    uint64_t digit = 0x8989898989898989u - (w ^ 0x3030303030303030u);
    uint64_t grave = (w | 0x2020202020202020u) ^ 0x6060606060606060u;
    uint64_t letter = (0x8686868686868686u - grave) & (grave + 0x7F7F7F7F7F7F7F7Fu);
    bad |= w | ~(digit | letter);
    uint64_t n = (w & 0x0F0F0F0F0F0F0F0Fu) + (w >> 6 & 0x0101010101010101u) * 9;
    n = (n << 4 | n >> 8) & 0x00FF00FF00FF00FFu;
    n = (n | n >> 8) & 0x0000FFFF0000FFFFu;
    return __builtin_bswap32(uint32_t(n | n >> 16));
}

inline bool parse_uuid(const char *p, uuid &out) {
    uint64_t bad = 0;
    uint64_t a = hex8(load8(p), bad);
    uint64_t b = hex8(load4(p + 9) | uint64_t(load4(p + 14)) << 32, bad);
    uint64_t c = hex8(load4(p + 19) | uint64_t(load4(p + 24)) << 32, bad);
    uint64_t d = hex8(load8(p + 28), bad);
    out = {a << 32 | b, c << 32 | d};
    return (bad & 0x8080808080808080u) == 0 && p[8] == '-' && p[13] == '-' && p[18] == '-' && p[23] == '-';
}

inline bool is_lower_hex64(const char *p) {
    uint8_t bad = 0;
    for (int i = 0; i < 64; i++) bad |= !((uint8_t(p[i] - '0') < 10) | (uint8_t(p[i] - 'a') < 6));
    return !bad;
}

inline int two(const char *p) { return (p[0] - '0') * 10 + (p[1] - '0'); }

// RFC 3339 with a fraction or without, and Z or an offset; seconds since 1970.
inline bool parse_time(const char *p, size_t n, int64_t &seconds) {
    if (n < 20) return false;
    for (int i = 0; i < 19; i++) {
        static const char shape[] = "0000-00-00T00:00:00";
        if (shape[i] == '0' ? uint8_t(p[i] - '0') > 9 : p[i] != shape[i]) return false;
    }
    int y = two(p) * 100 + two(p + 2), m = two(p + 5), d = two(p + 8), h = two(p + 11), min = two(p + 14), s = two(p + 17);
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (m < 1 || m > 12 || d < 1 || h > 23 || min > 59 || s > 60) return false;
    bool leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
    if (d > days[m - 1] + (m == 2 && leap)) return false;
    size_t i = 19;
    if (p[i] == '.') {
        size_t first = ++i;
        while (i < n && uint8_t(p[i] - '0') < 10) i++;
        if (i == first) return false;
    }
    int offset = 0;
    if (i + 1 == n && p[i] == 'Z') {
    } else if (i + 6 == n && (p[i] == '+' || p[i] == '-') && p[i + 3] == ':') {
        for (int k : {1, 2, 4, 5}) if (uint8_t(p[i + k] - '0') > 9) return false;
        offset = (two(p + i + 1) * 60 + two(p + i + 4)) * (p[i] == '-' ? -1 : 1);
    } else {
        return false;
    }
    int64_t yy = m <= 2 ? y - 1 : y, era = (yy >= 0 ? yy : yy - 399) / 400, yoe = yy - era * 400;
    int64_t doy = (153 * (m > 2 ? m - 3 : m + 9) + 2) / 5 + d - 1, doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    seconds = (era * 146097 + doe - 719468) * 86400 + h * 3600 + min * 60 + s - offset * 60;
    return true;
}

inline size_t code_points(std::string_view text) {
    size_t n = 0;
    for (char c : text) n += (c & 0xC0) != 0x80;
    return n;
}

// A code point takes at most four bytes, so short texts need no count.
inline bool at_most(std::string_view text, size_t limit) { return text.size() <= limit || code_points(text) <= limit; }
