// SPDX-License-Identifier: Apache-2.0
// Whatever bytes a config file holds, reading it ends with a config or with messages.
#include <random>

#include <gtest/gtest.h>

#include "catalog.hpp"
#include "core/config/node.hpp"

namespace galley::core::config {

namespace {

std::uint32_t seed() {
    static const std::uint32_t chosen = [] {
        const char* given = std::getenv("GALLEY_SEED");
        return given != nullptr ? static_cast<std::uint32_t>(std::strtoul(given, nullptr, 10))
                                : std::random_device{}();
    }();
    return chosen;
}

const std::string kInfo = pipeline_with(
    "    cleanup strip_furniture { rules \"zh en\" when \"language in (zh en)\" }\n"
    "    cleanup every_type { words \"a\\\"b\" \\\n \"c\" ; comment\n }\n");
const std::string kJson =
    R"({"galley": 1, "pipeline": "p", "stages": [{"ingest": "files", "path": "\u00e9"},
    {"cleanup": "every_type", "words": ["a", "b"], "flag": true, "room": null}, {"export": "jsonl"}]})";

std::string random_bytes(std::mt19937& random) {
    std::string bytes(random() % 200, '\0');
    for (char& byte : bytes) {
        byte = static_cast<char>(random() & 0xFFU);
    }
    return bytes;
}

/// Pieces that mean something to the parsers, in any order.
std::string random_tokens(std::mt19937& random) {
    static const std::vector<std::string> kTokens = {
        "{",    "}",  "[",    "]", "\"",       "\\",         ";",       "#",       "\n",
        " ",    ":",  ",",    "a", "galley 1", "pipeline p", "cleanup", "include", "\"x\"",
        "\\\n", "\t", "null", "1", "\\u12",    "\v",         "when",    "港"};
    std::string text;
    for (std::size_t i = random() % 60; i > 0; --i) {
        text += kTokens[random() % kTokens.size()];
    }
    return text;
}

std::string mutated(std::string text, std::mt19937& random) {
    static const std::string kBytes = "{}[]\"\\;#\n :,x";
    for (std::size_t i = 1 + random() % 4; i > 0 && !text.empty(); --i) {
        const std::size_t at = random() % text.size();
        switch (random() % 3) {
            case 0:
                text[at] = kBytes[random() % kBytes.size()];
                break;
            case 1:
                text.erase(at, 1 + random() % 5);
                break;
            default:
                text.insert(at, 1, kBytes[random() % kBytes.size()]);
                break;
        }
    }
    return text;
}

/// Neither a crash nor a difference between position map and PropertyTree.
template <class Parse>
void expect_parsed_or_refused(const std::string& text, Parse parse) {
    const Result<Node, Diagnostic> node = parse(text, "x");
    if (!node) {
        EXPECT_FALSE(node.error().problem.empty()) << "seed " << seed() << "\n" << text;
        EXPECT_FALSE(node.error().problem.starts_with("internal")) << "seed " << seed() << "\n"
                                                                   << text;
    }
}

}  // namespace

TEST(Random, BytesNeverCrashTheParsers) {
    std::cout << "seed " << seed() << " (GALLEY_SEED repeats it)\n";
    std::mt19937 random(seed());
    for (int i = 0; i < 4000; ++i) {
        expect_parsed_or_refused(random_tokens(random), parse_info);
        expect_parsed_or_refused(random_tokens(random), parse_json);
        expect_parsed_or_refused(mutated(kInfo, random), parse_info);
        expect_parsed_or_refused(mutated(kJson, random), parse_json);
    }
}

TEST(Random, FilesNeverCrashTheReader) {
    std::cout << "seed " << seed() << " (GALLEY_SEED repeats it)\n";
    std::mt19937 random(seed());
    const TempFolder folder;
    for (int i = 0; i < 400; ++i) {
        messages(folder.write("a.info", random_bytes(random)));
        messages(folder.write("a.json", random_bytes(random)));
        messages(folder.write("b.info", mutated(kInfo, random)));
        messages(folder.write("b.json", mutated(kJson, random)));
    }
    EXPECT_EQ(messages(folder.write("b.info", kInfo)), "");
}

TEST(Random, ConditionsNeverCrash) {
    std::cout << "seed " << seed() << " (GALLEY_SEED repeats it)\n";
    static const std::vector<std::string> kTokens = {
        "language",
        "field.x",
        "==",
        "!=",
        "^=",
        "in",
        "(",
        ")",
        "and",
        "or",
        "not",
        "'a'",
        "b",
        ",",
        "'",
        "港"};
    std::mt19937 random(seed());
    int parsed = 0;
    for (int i = 0; i < 20000; ++i) {
        std::string text;
        for (std::size_t n = random() % 12; n > 0; --n) {
            text += kTokens[random() % kTokens.size()] + " ";
        }
        if (const auto condition = Condition::parse(text)) {
            condition->holds([](std::string_view) { return std::vector<std::string_view>{"b"}; });
            ++parsed;
        }
    }
    EXPECT_GT(parsed, 0) << "seed " << seed();
}

}  // namespace galley::core::config
