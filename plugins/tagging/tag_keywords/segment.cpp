// SPDX-License-Identifier: Apache-2.0
// Viterbi over the words of a dictionary.
#include "segment.hpp"

#include <array>

#include <galley/text.hpp>

namespace galley::tag_keywords {
namespace {

bool is_ascii_word(char32_t c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/// The characters of which jieba makes words; all others stand alone.
bool may_be_in_word(char32_t c) {
    return (c >= 0x4E00 && c <= 0x9FD5) || is_ascii_word(c) || c == '+' || c == '#' || c == '&' ||
           c == '.' || c == '_' || c == '%' || c == '-';
}

/// The best way from a position to the end of its block.
struct Step {
    double score = 0;
    std::size_t size_bytes = 0;
    WordIndex word = kUnknownWord;
};

/// Fills steps[0..block.size()] from the end; those of bytes inside a character are not used. A
/// character that begins no word stands alone; of equal ways the one with the longer word wins.
void find_best_way(std::string_view block, const Dictionary& words, std::vector<Step>& steps) {
    steps.assign(block.size() + 1, {});
    std::array<Prefix, 32> found;
    for (auto at = block.size(); at > 0;) {
        const auto size = decode_before(block, at).size_bytes;
        at -= size;
        const auto count = words.prefixes(block.substr(at), found);
        Step best{words.log_probability(kUnknownWord) + steps[at + size].score, size, kUnknownWord};
        for (std::size_t i = 0; i < count; ++i) {
            const auto& [word, length] = found[i];
            const double score = words.log_probability(word) + steps[at + length].score;
            if (i == 0 || score >= best.score) {
                best = {score, length, word};
            }
        }
        steps[at] = best;
    }
}

/// Follows the best way; ASCII letters and digits that stand alone are joined to runs.
void follow(
    std::string_view text, span block, const std::vector<Step>& steps, std::vector<Token>& out) {
    bool in_run = false;
    for (auto at = block.begin; at < block.end;) {
        const auto& step = steps[at - block.begin];
        const bool single = step.size_bytes == 1 && is_ascii_word(decode_at(text, at).value);
        if (single && in_run) {
            out.back().at.end += 1;
            out.back().word = kUnknownWord;
        } else {
            out.push_back({{at, at + step.size_bytes}, step.word});
        }
        in_run = single;
        at += step.size_bytes;
    }
}

}  // namespace

std::vector<Token> segment(std::string_view text, const Dictionary& words) {
    std::vector<Token> tokens;
    tokens.reserve(text.size() / 5);
    std::vector<Step> steps;
    for (std::size_t at = 0; at < text.size();) {
        auto end = at;
        auto c = decode_at(text, end);
        for (; c.size_bytes > 0 && may_be_in_word(c.value); c = decode_at(text, end)) {
            end += c.size_bytes;
        }
        if (end == at) {
            tokens.push_back({{at, at + c.size_bytes}, kUnknownWord});
            at += c.size_bytes;
            continue;
        }
        find_best_way(text.substr(at, end - at), words, steps);
        follow(text, {at, end}, steps, tokens);
        at = end;
    }
    return tokens;
}

}  // namespace galley::tag_keywords
