// SPDX-License-Identifier: Apache-2.0
// TF-IDF over words and repeated phrases.
#include "chinese_keywords.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include <galley/names.hpp>
#include <galley/text.hpp>

#include "segment.hpp"

namespace galley::tag_keywords {
namespace {

/// What a unit may be part of.
enum class Role { none, word, name, letter, ending };

/// A word of the text, or a phrase grown from several.
struct Unit {
    span at;
    Role role = Role::none;
    double idf = 0;
    double weight = 0;
};

/// Editors choose names and things, seldom what is done and how.
double weight_of(WordClass word_class) {
    switch (word_class) {
        case WordClass::name:
            return 1.2;
        case WordClass::noun:
            return 1.0;
        case WordClass::verbal_noun:
            return 0.9;
        case WordClass::verb:
            return 0.55;
        case WordClass::describing:
            return 0.4;
        case WordClass::other:
            break;
    }
    return 0;
}

/// Characters that end names of places and bodies: 镇 of 石桥镇, 办 of 扶贫办.
bool is_ending(std::string_view letter) {
    constexpr std::string_view kEndings =
        "市县縣区區镇鎮乡鄉村州省站局办辦队隊组組院校厂廠桥橋路街河湖港湾灣岛島馆館园園站社所部处處"
        "会會员員法";
    return kEndings.find(letter) != std::string_view::npos;
}

bool has_letter(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    });
}

constexpr double kPhraseWeight = 1.15;

Unit unit_of(
    std::string_view text, const Token& token, const Dictionary& words, const StopWords& stop) {
    const auto word = slice(text, token.at);
    const auto size = char_count(word);
    Unit unit{token.at, Role::none, words.idf(token.word), weight_of(words.word_class(token.word))};
    if (stop.contains(word)) {
        return unit;
    }
    if (all_han(word)) {
        const bool named = size > 1 && unit.weight > 0;
        unit.role = named             ? Role::word
                    : size > 1        ? Role::none
                    : is_ending(word) ? Role::ending
                                      : Role::letter;
    } else if (size >= 2 && has_letter(word) && word.front() < 0x7F) {
        unit.role = Role::word;
        unit.weight = 0.8;
    }
    return unit;
}

using Pair = std::pair<std::string_view, std::string_view>;

/// How often words and neighbours occur.
struct Counts {
    std::map<std::string_view, int> words;
    std::map<Pair, int> pairs;
};

/// Noun with noun, verb with verb; a verb with its object is a clause and no keyword.
bool same_kind(const Unit& a, const Unit& b) {
    return b.role == Role::ending || (a.weight >= 0.8) == (b.weight >= 0.8);
}

bool may_join(std::string_view text, const Unit& a, const Unit& b) {
    const auto both = slice(text, {a.at.begin, b.at.end});
    if (a.at.end != b.at.begin || char_count(both) > 12) {
        return false;
    }
    if (a.role == Role::word) {
        return b.role == Role::ending || (b.role == Role::word && same_kind(a, b));
    }
    const bool letter = b.role == Role::letter || b.role == Role::ending;
    return letter && (a.role == Role::letter || (a.role == Role::name && char_count(both) == 3));
}

Counts count_units(std::string_view text, const std::vector<Unit>& units) {
    Counts counts;
    for (std::size_t i = 0; i < units.size(); ++i) {
        ++counts.words[slice(text, units[i].at)];
        if (i + 1 < units.size() && may_join(text, units[i], units[i + 1])) {
            ++counts.pairs[{slice(text, units[i].at), slice(text, units[i + 1].at)}];
        }
    }
    return counts;
}

/// Whether a pair is said often enough, and mostly together, to be one thing. Single characters are
/// what segmentation could not read: a name, or a new word.
bool is_phrase(std::string_view text, const Counts& counts, const Unit& a, const Unit& b) {
    const Pair pair{slice(text, a.at), slice(text, b.at)};
    const auto found = counts.pairs.find(pair);
    const int together = found == counts.pairs.end() ? 0 : found->second;
    const auto [less, more] =
        std::minmax(counts.words.at(pair.first), counts.words.at(pair.second));
    if (a.role == Role::name) {
        return together >= 3 && 4 * together >= 3 * counts.words.at(pair.first);
    }
    const bool letters = a.role == Role::letter;
    return together >= 3 && (letters ? 4 * together >= 3 * more : 2 * together >= less);
}

Unit joined_of(std::string_view text, const Unit& a, const Unit& b) {
    const span at{a.at.begin, b.at.end};
    if (a.role == Role::letter) {
        const bool name = detail::begins_with_surname(slice(text, a.at));
        return {at, name ? Role::name : Role::word, std::max(a.idf, b.idf), name ? 1.0 : 0.55};
    }
    const bool word = b.role == Role::word;
    return {
        at,
        a.role,
        std::max(a.idf, word ? b.idf : 0.0),
        kPhraseWeight * std::max(a.weight, word ? b.weight : 0.0)};
}

std::vector<Unit> join_once(std::string_view text, const std::vector<Unit>& units) {
    const auto counts = count_units(text, units);
    std::vector<Unit> joined;
    for (const auto& unit : units) {
        const bool can = !joined.empty() && joined.back().at.end == unit.at.begin &&
                         may_join(text, joined.back(), unit);
        const bool fresh = can && counts.words.contains(slice(text, joined.back().at));
        if (fresh && is_phrase(text, counts, joined.back(), unit)) {
            joined.back() = joined_of(text, joined.back(), unit);
        } else {
            joined.push_back(unit);
        }
    }
    return joined;
}

/// "四行", "三次": a number and what it counts, unless the text keeps saying it.
bool is_count(std::string_view word) {
    constexpr std::string_view kNumbers = "一二三四五六七八九十百千万两几";
    const auto first = word.substr(0, first_char(word).size_bytes);
    return kNumbers.find(first) != std::string_view::npos && char_count(word) <= 2;
}

struct Gathered {
    Keyword keyword;
    int count = 0;
};

std::map<std::string_view, Gathered> gather(std::string_view text, const std::vector<Unit>& units) {
    std::map<std::string_view, Gathered> by_word;
    for (const auto& unit : units) {
        if (unit.role != Role::word && unit.role != Role::name) {
            continue;
        }
        const auto word = slice(text, unit.at);
        auto& [keyword, count] = by_word[word];
        if (++count == 1) {
            keyword = {std::string(word), 0, unit.at};
        }
        keyword.score += unit.idf * unit.weight;
    }
    return by_word;
}

}  // namespace

std::vector<Keyword> chinese_keywords(
    std::string_view text,
    std::string_view headline,
    const Dictionary& words,
    const StopWords& stop,
    std::size_t count) {
    std::vector<Unit> units;
    for (const auto& token : segment(text, words)) {
        units.push_back(unit_of(text, token, words, stop));
    }
    for (int round = 0; round < 3; ++round) {
        units = join_once(text, units);
    }
    std::vector<Keyword> all;
    for (auto by_word = gather(text, units); auto& [word, gathered] : by_word) {
        if (gathered.count < 3 && is_count(word)) {
            continue;
        }
        const bool in_headline = headline.find(word) != std::string_view::npos;
        gathered.keyword.score *= in_headline ? 1.6 : 1.0;
        all.push_back(std::move(gathered.keyword));
    }
    return best_of(std::move(all), count);
}

}  // namespace galley::tag_keywords
