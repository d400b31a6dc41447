// SPDX-License-Identifier: Apache-2.0
// Whether a text takes up words of its headline.
#include "echo.hpp"

#include <algorithm>

#include <galley/text.hpp>

namespace galley::split_articles {

namespace {

constexpr std::size_t kLeastLetters = 5;

constexpr char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool holds(std::string_view text, std::string_view word) {
    const auto same = [](char a, char b) { return lower(a) == lower(b); };
    return std::search(text.begin(), text.end(), word.begin(), word.end(), same) != text.end();
}

}  // namespace

bool takes_up(std::string_view text, std::string_view headline) {
    bool found = false;
    std::size_t word = 0;     // where a Latin word begins
    std::size_t letters = 0;  // of it
    std::size_t han = 0;      // bytes of the Han character before
    const auto end_word = [&](std::size_t end) {
        found =
            found || (letters >= kLeastLetters && holds(text, headline.substr(word, end - word)));
        letters = 0;
    };
    each_char(headline, [&](char32_t c, std::size_t at) {
        const auto size = decode_at(headline, at).size_bytes;
        if (is_latin_letter(c)) {
            word = letters == 0 ? at : word;
            ++letters;
        } else {
            end_word(at);
        }
        if (is_han(c) && han > 0) {
            const auto pair = headline.substr(at - han, han + size);
            found = found || text.find(pair) != std::string_view::npos;
        }
        han = is_han(c) ? size : 0;
    });
    end_word(headline.size());
    return found;
}

}  // namespace galley::split_articles
