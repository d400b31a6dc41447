// SPDX-License-Identifier: Apache-2.0
// Counts words and runs of capitalised words.
#include "english_keywords.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include <galley/text.hpp>

namespace galley::tag_keywords {
namespace {

struct Word {
    span at;
    std::string lower;
    bool capital = false;  ///< begins with a capital
    bool opens = false;    ///< first of a sentence or line: its capital says nothing
    bool joined = false;   ///< only a blank stands before it
};

bool is_word_part(std::string_view text, std::size_t at, char32_t c) {
    if (is_latin_letter(c) || (c >= '0' && c <= '9')) {
        return true;
    }
    const bool link = c == '-' || c == '\'' || c == 0x2019;
    return link && is_latin_letter(decode_at(text, at + decode_at(text, at).size_bytes).value);
}

std::string lower_of(std::string_view word) {
    std::string lower(word);
    for (char& c : lower) {
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
    }
    return lower;
}

/// Without the 's of a possessive.
span base_of(std::string_view text, span at) {
    for (const std::string_view ending : {"'s", "\xE2\x80\x99s", "'", "\xE2\x80\x99"}) {
        if (slice(text, at).ends_with(ending)) {
            return {at.begin, at.end - ending.size()};
        }
    }
    return at;
}

/// Whether a word that begins after `gap` is the first of its sentence. "St." and initials do not
/// end one.
bool opens_sentence(std::string_view gap, const Word* before) {
    if (before == nullptr || gap.find('\n') != std::string_view::npos) {
        return true;
    }
    const bool mark = gap.find_first_of("!?:\"") != std::string_view::npos ||
                      gap.find("\xE2\x80\x9C") != std::string_view::npos;
    const bool point = gap.find('.') != std::string_view::npos;
    return mark || (point && !(before->capital && before->at.size() <= 2));
}

std::vector<Word> words_of(std::string_view text) {
    std::vector<Word> words;
    ByteOffset gap_begin = 0;
    for (std::size_t at = 0; at < text.size();) {
        auto c = decode_at(text, at);
        const auto begin = at;
        while (c.size_bytes > 0 && is_word_part(text, at, c.value)) {
            at += c.size_bytes;
            c = decode_at(text, at);
        }
        if (at == begin) {
            at += c.size_bytes;
            continue;
        }
        const auto base = base_of(text, {begin, at});
        const auto gap = text.substr(gap_begin, begin - gap_begin);
        const char first = text[begin];
        words.push_back(
            {base,
             lower_of(slice(text, base)),
             first >= 'A' && first <= 'Z',
             opens_sentence(gap, words.empty() ? nullptr : &words.back()),
             gap == " "});
        gap_begin = base.end;
    }
    return words;
}

/// What one keyword gathers.
struct Found {
    Keyword keyword;
    double count = 0;
    std::size_t words = 1;
    bool name = false;
};

using Founds = std::map<std::string, Found>;

void note(
    Founds& founds, const std::string& key, std::string_view shown, span at, std::size_t words) {
    auto& found = founds[key];
    if (found.count == 0) {
        found.keyword = {std::string(shown), 0, at};
        found.words = words;
    }
    found.count += 1;
}

/// A word that could be part of a name: a capital that the sentence's beginning does not explain.
bool is_name_part(const Word& word, const StopWords& stop) {
    return word.capital && !word.opens && !stop.contains(word.lower) && word.at.size() > 1;
}

/// The end of the name that begins at `first`: "Chapel Lane", "Bank of Lorne".
std::size_t name_end(const std::vector<Word>& words, std::size_t first, const StopWords& stop) {
    auto end = first + 1;
    while (end < words.size() && end - first < 5 && words[end].joined) {
        if (is_name_part(words[end], stop)) {
            ++end;
        } else if (
            words[end].lower == "of" && end + 1 < words.size() && words[end + 1].joined &&
            is_name_part(words[end + 1], stop)) {
            end += 2;
        } else {
            break;
        }
    }
    return end;
}

/// A sentence may open with a name: known when the same words stand as one elsewhere.
bool may_open_name(const Word& word, const StopWords& stop) {
    return word.capital && word.opens && !stop.contains(word.lower) && word.at.size() > 2;
}

Founds names_of(std::string_view text, const std::vector<Word>& words, const StopWords& stop) {
    Founds names;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const bool inside = is_name_part(words[i], stop);
        const auto end = inside || may_open_name(words[i], stop) ? name_end(words, i, stop) : i;
        if (end == i || (!inside && end == i + 1)) {
            continue;
        }
        // "Librarian Jane Roe" at a sentence's beginning: the name is what surely has its capitals.
        const auto first = !inside && end - i > 2 ? i + 1 : i;
        const span at{words[first].at.begin, words[end - 1].at.end};
        note(names, std::string(slice(text, at)), slice(text, at), at, end - first);
        i = end - 1;
    }
    for (auto& [key, name] : names) {
        name.name = true;
    }
    return names;
}

Founds common_words_of(
    std::string_view text, const std::vector<Word>& words, const StopWords& stop) {
    Founds found;
    std::map<std::string, double> opening;
    for (const auto& word : words) {
        const bool fits = word.at.size() >= 4 && !stop.contains(word.lower) &&
                          word.lower.find_first_of("0123456789") == std::string::npos;
        if (fits && !word.capital) {
            note(found, word.lower, slice(text, word.at), word.at, 1);
        } else if (fits && word.opens) {
            opening[word.lower] += 1;
        }
    }
    for (auto& [word, one] : found) {
        one.count += opening[word];
    }
    return found;
}

/// Longer words say more; names more than words, whole phrases more than single ones.
double score_of(const Found& found, std::string_view headline) {
    const auto size = static_cast<double>(found.keyword.text.size());
    const double phrase = found.count > 1 ? 2.4 : 0.9;
    const double kind =
        found.name ? (found.words > 1 ? phrase : 1.5) : 0.45 + std::min(size, 10.0) / 16;
    const bool said = lower_of(headline).find(lower_of(found.keyword.text)) != std::string::npos;
    return std::pow(found.count, 0.85) * kind * (said ? 1.6 : 1.0);
}

}  // namespace

std::vector<Keyword> english_keywords(
    std::string_view text, std::string_view headline, const StopWords& stop, std::size_t count) {
    const auto words = words_of(text);
    auto found = names_of(text, words, stop);
    found.merge(common_words_of(text, words, stop));
    std::vector<Keyword> all;
    for (auto& [key, one] : found) {
        const bool once = one.count < 2 && !(one.name && one.words > 1);
        if (!once) {
            one.keyword.score = score_of(one, headline);
            all.push_back(std::move(one.keyword));
        }
    }
    return best_of(std::move(all), count);
}

}  // namespace galley::tag_keywords
