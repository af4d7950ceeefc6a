// simdjson On-Demand on the shapes that are not events, with the checks of their schemas.
#include "checks.h"
#include "measure.h"
#include <array>
#include <simdjson.h>

using namespace simdjson;

struct bad_record {};

static void require(bool isRight) {
    if (!isRight) throw bad_record();
}

static uint64_t bits(double value) {
    uint64_t out;
    memcpy(&out, &value, 8);
    return out;
}

// Sixty fields, told by their names' last digits; those of the last twenty are optional.
struct wide {
    std::array<int64_t, 20> counts{}, numbers{};
    std::array<std::string, 20> names, texts;
    uint64_t seen = 0;

    wide(ondemand::object o) {
        for (auto field : o) {
            std::string_view name = field.unescaped_key();
            size_t line = name.find('_');
            if (line == std::string_view::npos || name.size() > line + 3) continue;
            size_t i = 0;
            for (char c : name.substr(line + 1)) i = i * 10 + size_t(c - '0');
            std::string_view stem = name.substr(0, line);
            require(i < 20);
            if (stem == "count") {
                counts[i] = field.value().get_int64();
                require(counts[i] >= 0);
                seen |= uint64_t(1) << i;
            } else if (stem == "name") {
                names[i] = std::string_view(field.value().get_string());
                require(at_most(names[i], 100));
                seen |= uint64_t(1) << (20 + i);
            } else if (stem == "extra") {
                if (i % 2 == 0) texts[i] = std::string_view(field.value().get_string());
                else numbers[i] = field.value().get_int64();
            }
        }
        require(seen == (uint64_t(1) << 40) - 1);
    }
    uint64_t sum() const { return uint64_t(counts[0] + counts[19] + numbers[19]) + names[0].size() + names[19].size(); }
};

struct deep {
    std::array<int64_t, 8> index{};
    std::array<std::string, 8> label;

    deep(ondemand::object o) { read(o.find_field_unordered("level").get_object(), 0); }
    void read(ondemand::object o, size_t depth) {
        index[depth] = o.find_field_unordered("index");
        label[depth] = std::string_view(o.find_field_unordered("label"));
        if (depth < 7) read(o.find_field_unordered("inner").get_object(), depth + 1);
    }
    uint64_t sum() const { return uint64_t(index[0] + index[7]) + label[7].size(); }
};

struct numbers {
    std::vector<double> values;

    numbers(ondemand::object o) {
        for (auto value : o.find_field_unordered("values").get_array()) values.push_back(value.get_double());
    }
    uint64_t sum() const {
        uint64_t out = 0;
        for (double value : values) out += bits(value);
        return out;
    }
};

struct strings {
    std::vector<std::string> texts;

    strings(ondemand::object o) {
        for (auto text : o.find_field_unordered("texts").get_array()) texts.emplace_back(std::string_view(text.get_string()));
    }
    uint64_t sum() const {
        uint64_t out = 0;
        for (auto &text : texts) out += text.size();
        return out;
    }
};

template <class Record> static tally pass(ondemand::parser &parser, std::vector<char> &bytes, size_t size) {
    tally t;
    ondemand::document_stream stream = parser.iterate_many(bytes.data(), size, 1 << 20);
    for (auto line : stream) {
        try {
            t.checksum += Record(line.get_object()).sum();
            t.records++;
        } catch (const bad_record &) {
        } catch (const simdjson_error &) {
        }
    }
    return t;
}

int main(int count, char **arguments) {
    if (count < 4) return fprintf(stderr, "usage: shapes FILE INPUT ROUNDS\n"), 2;
    auto bytes = load(arguments[1], SIMDJSON_PADDING);
    size_t size = bytes.size() - SIMDJSON_PADDING;
    std::string input = arguments[2];
    ondemand::parser parser;
    auto read = input == "wide" ? pass<wide> : input == "deep" ? pass<deep> : input == "numbers" ? pass<numbers> : pass<strings>;
    measure("simdjson stream, owned", arguments[2], size, atoi(arguments[3]), [&] { return read(parser, bytes, size); });
}
