// SPDX-License-Identifier: Apache-2.0
// Compiles jieba's text files into a dictionary image.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <darts.h>
#include <fstream>
#include <map>
#include <sstream>
#include <sys/stat.h>
#include <unordered_map>
#include <vector>

#include <galley/values.hpp>

#include "image.hpp"

namespace galley::tag_keywords {
namespace {

constexpr auto kInstall =
    "; install the Debian package python3-jieba or name another list in jieba's format";

std::string read_file(const std::string& path, const char* parameter) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream text;
    if (in) {
        text << in.rdbuf();
    }
    if (!in || text.str().empty()) {
        throw config_error(std::string(parameter) + ": cannot read \"" + path + "\"" + kInstall);
    }
    return text.str();
}

struct Row {
    std::string_view word, number, tag;
};

/// Calls f(Row) for each line "word number [tag]".
template <class F>
void each_row(std::string_view text, F&& f) {
    for (std::size_t begin = 0; begin < text.size();) {
        const auto end = std::min(text.find('\n', begin), text.size());
        const auto line = text.substr(begin, end - begin);
        const auto first = std::min(line.find(' '), line.size());
        const auto rest = line.substr(std::min(first + 1, line.size()));
        const auto second = std::min(rest.find(' '), rest.size());
        if (first > 0 && second > 0) {
            f(
                Row{line.substr(0, first),
                    rest.substr(0, second),
                    rest.substr(std::min(second + 1, rest.size()))});
        }
        begin = end + 1;
    }
}

template <class Number>
Number number_of(std::string_view text) {
    Number value{};
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

/// jieba's tags: n… noun, nr ns nt nz j names and short forms, vn verbal noun, v verb, a i l
/// describing.
WordClass class_of(std::string_view tag) {
    if (tag == "ns" || tag == "nt" || tag == "nz" || tag == "j") {
        return WordClass::name;
    }
    if (tag.starts_with("n")) {
        return WordClass::noun;
    }
    if (tag == "vn" || tag == "an") {
        return WordClass::verbal_noun;
    }
    if (tag == "v") {
        return WordClass::verb;
    }
    return tag == "a" || tag == "i" || tag == "l" || tag == "b" ? WordClass::describing
                                                                : WordClass::other;
}

struct Words {
    std::map<std::string_view, std::pair<double, std::string_view>> by_word;
    double total = 0;
};

Words read_words(std::string_view text) {
    Words words;
    each_row(text, [&](const Row& row) {
        const auto frequency = number_of<double>(row.number);
        words.total += frequency;
        if (frequency > 0) {
            words.by_word[row.word] = {frequency, row.tag};
        }
    });
    return words;
}

struct Idf {
    std::unordered_map<std::string_view, float> by_word;
    float median = 0;
};

Idf read_idf(std::string_view text) {
    Idf idf;
    std::vector<float> all;
    each_row(text, [&](const Row& row) {
        const auto value = number_of<float>(row.number);
        idf.by_word[row.word] = value;
        all.push_back(value);
    });
    if (!all.empty()) {
        const auto middle = all.begin() + static_cast<std::ptrdiff_t>(all.size() / 2);
        std::nth_element(all.begin(), middle, all.end());
        idf.median = *middle;
    }
    return idf;
}

std::vector<WordEntry> entries_of(const Words& words, const Idf& idf) {
    std::vector<WordEntry> entries;
    entries.reserve(words.by_word.size());
    const double log_total = std::log(words.total);
    for (const auto& [word, about] : words.by_word) {
        const auto found = idf.by_word.find(word);
        entries.push_back(
            {std::log(about.first) - log_total,
             found == idf.by_word.end() ? idf.median : found->second,
             class_of(about.second),
             {}});
    }
    return entries;
}

void build_trie(Darts::DoubleArray& trie, const Words& words, const std::string& path) {
    std::vector<const char*> keys;
    std::vector<std::size_t> sizes;
    for (const auto& [word, about] : words.by_word) {
        keys.push_back(word.data());
        sizes.push_back(word.size());
    }
    if (keys.empty() || trie.build(keys.size(), keys.data(), sizes.data()) != 0) {
        throw config_error("dictionary: \"" + path + "\" is no word list" + kInstall);
    }
}

void hash_file(const std::string& path, const char* parameter, std::uint64_t& sum) {
    struct stat about {};

    if (::stat(path.c_str(), &about) != 0) {
        throw config_error(std::string(parameter) + ": cannot read \"" + path + "\"" + kInstall);
    }
    sum = mix(std::as_bytes(std::span(path)), sum);
    const std::array<std::int64_t, 3> facts{
        about.st_size, about.st_mtim.tv_sec, about.st_mtim.tv_nsec};
    sum = mix(std::as_bytes(std::span(facts)), sum);
}

template <class T>
void append(std::vector<std::byte>& out, const T* from, std::size_t count) {
    const auto bytes = std::as_bytes(std::span(from, count));
    out.insert(out.end(), bytes.begin(), bytes.end());
}

}  // namespace

std::uint64_t fingerprint_of(const DictionaryFiles& files) {
    std::uint64_t sum = 0;
    hash_file(files.words, "dictionary", sum);
    hash_file(files.idf, "idf", sum);
    return sum;
}

Image compile_dictionary(const DictionaryFiles& files) {
    const auto fingerprint = fingerprint_of(files);
    const auto word_text = read_file(files.words, "dictionary");
    const auto idf_text = read_file(files.idf, "idf");
    const auto words = read_words(word_text);
    const auto idf = read_idf(idf_text);
    Darts::DoubleArray trie;
    build_trie(trie, words, files.words);
    const auto entries = entries_of(words, idf);

    auto held = std::make_shared<std::vector<std::byte>>();
    held->reserve(sizeof(ImageHeader) + entries.size() * sizeof(WordEntry) + trie.total_size());
    ImageHeader header{
        kMagic,
        fingerprint,
        0,
        entries.size(),
        trie.size(),
        -std::log(words.total),
        static_cast<double>(idf.median)};
    append(*held, &header, 1);
    append(*held, entries.data(), entries.size());
    append(*held, static_cast<const std::byte*>(trie.array()), trie.total_size());
    header.checksum = mix(std::span(*held).subspan(sizeof header), fingerprint);
    std::memcpy(held->data(), &header, sizeof header);
    const std::span<const std::byte> bytes(*held);
    return {std::move(held), bytes};
}

bool is_dictionary(std::span<const std::byte> bytes, std::uint64_t fingerprint) {
    ImageHeader header;
    if (bytes.size() < sizeof header) {
        return false;
    }
    std::memcpy(&header, bytes.data(), sizeof header);
    const auto room = bytes.size() - sizeof header;
    return header.magic == kMagic && header.fingerprint == fingerprint &&
           header.words <= room / sizeof(WordEntry) && header.units <= room / kUnitBytes &&
           header.words * sizeof(WordEntry) + header.units * kUnitBytes == room &&
           header.checksum == mix(bytes.subspan(sizeof header), fingerprint);
}

}  // namespace galley::tag_keywords
