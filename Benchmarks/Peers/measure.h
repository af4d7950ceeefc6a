// Reads a file into padded memory, runs a reader over its lines and prints the line that every reader prints.
#pragma once
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <time.h>
#include <vector>

struct tally {
    uint64_t checksum = 0;
    size_t records = 0;
};

inline std::vector<char> load(const char *path, size_t padding) {
    FILE *file = fopen(path, "rb");
    if (!file) { perror(path); exit(2); }
    fseek(file, 0, SEEK_END);
    size_t size = ftell(file);
    rewind(file);
    std::vector<char> bytes(size + padding, '\n');
    if (fread(bytes.data(), 1, size, file) != size) { perror(path); exit(2); }
    fclose(file);
    return bytes;
}

// Processor time of this thread, which other programs on the machine disturb less than the clock on the wall.
inline double processor_nanoseconds() {
    timespec time;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return time.tv_sec * 1e9 + time.tv_nsec;
}

template <class Pass>
void measure(const char *reader, const char *input, size_t size, int rounds, Pass pass) {
    tally last = pass();
    std::vector<double> times;
    for (int i = 0; i < rounds; i++) {
        double start = processor_nanoseconds();
        last = pass();
        times.push_back(processor_nanoseconds() - start);
    }
    std::sort(times.begin(), times.end());
    double median = times[times.size() / 2];
    printf("%s\t%s\t%.0f\t%.1f\t%llu\n", reader, input, size / median * 1000, median / last.records,
           (unsigned long long)last.checksum);
}
