// An event as every C++ reader here keeps it, and what all readers add up of it.
#pragma once
#include "checks.h"
#include "measure.h"

struct bad_record {};

inline void require(bool isRight) {
    if (!isRight) throw bad_record();
}

template <class Text> struct event {
    int kind = 0;
    int64_t seconds = 0;
    uuid job{}, session{}, id{};
    int64_t seq = 0, a = 0, b = 0, c = 0;
    bool flag = false;
    Text first{}, second{}, third{};
};

inline const char *const kinds[] = {"SESSION_START", "CHECKPOINT_LOADED", "LLM_REQUEST", "LLM_RESPONSE",
                              "TOOL_START", "TOOL_RESULT", "CHECKPOINT_WRITTEN", "SESSION_END"};

template <class Text> void add(tally &t, const event<Text> &e) {
    t.records++;
    t.checksum += uint64_t(e.seq) + uint64_t(e.seconds) + e.job.low;
    switch (e.kind) {
    case 0: t.checksum += e.first.size(); break;
    case 1: t.checksum += e.a; break;
    case 2: t.checksum += e.first.size() + e.a + e.b; break;
    case 3: t.checksum += e.a + e.b + e.c; break;
    case 4: t.checksum += e.first.size() + e.third.size() + e.id.low; break;
    case 5: t.checksum += e.a + e.flag + e.second.size(); break;
    case 6: t.checksum += e.b; break;
    default: t.checksum += e.a;
    }
}
