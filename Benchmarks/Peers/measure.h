// Reads a file into padded memory, runs a reader over its lines and prints the line that every reader prints.
#pragma once
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
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

template <class Pass>
void measure(const char *reader, const char *input, size_t size, int rounds, Pass pass) {
    tally last = pass();
    std::vector<double> times;
    for (int i = 0; i < rounds; i++) {
        auto start = std::chrono::steady_clock::now();
        last = pass();
        times.push_back(std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now() - start).count());
    }
    std::sort(times.begin(), times.end());
    double median = times[times.size() / 2];
    printf("%s\t%s\t%.0f\t%.1f\t%llu\n", reader, input, size / median * 1000, median / last.records,
           (unsigned long long)last.checksum);
}
