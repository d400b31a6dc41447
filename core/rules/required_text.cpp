// SPDX-License-Identifier: Apache-2.0
// Names texts one of which stands in every match of a pattern.
#include "core/rules/required_text.hpp"

#include <algorithm>
#include <re2/filtered_re2.h>
#include <vector>

#include "core/rules/byte_piece.hpp"
#include "core/rules/class_parser.hpp"
#include "core/rules/utf8.hpp"

namespace galley::core::rules {

namespace {

constexpr int kShortestBytes = 1;
constexpr std::size_t kMostTexts = 400;  // more of them are searched no faster than the pattern

// How often a character stands in running text, roughly: only the order matters.
double share_of(char32_t c) {
    if (c >= 'a' && c <= 'z') {
        return 0.06;
    }
    if (c >= '0' && c <= '9') {
        return 0.05;
    }
    if (c < 0x80) {
        return c == ' ' ? 0.1 : 0.005;
    }
    return c < 0x800 ? 0.002 : 0.004;
}

double share_of(std::string_view text) {
    double share = 1;
    for (ByteOffset at = 0; at < text.size();) {
        share *= share_of(decode_at(text, at));
    }
    return share;
}

// What RE2 knows about a pattern: a formula of "and" and "or" over texts, which can only be asked.
class Formula {
  public:
    explicit Formula(std::string_view pattern) : filter_(kShortestBytes) {
        RE2::Options options;
        options.set_log_errors(false);
        int id = 0;
        if (filter_.Add(std::string(pattern), options, &id) == RE2::NoError) {
            filter_.Compile(&texts_);
        }
    }

    [[nodiscard]] const std::vector<std::string>& texts() const { return texts_; }

    // Whether a text may match that has these and no others.
    [[nodiscard]] bool holds(std::vector<int> ids) const {
        std::ranges::sort(ids);
        std::vector<int> matching;
        filter_.AllPotentials(ids, &matching);
        return !matching.empty();
    }

  private:
    re2::FilteredRE2 filter_;
    std::vector<std::string> texts_;
};

// The formula has no "not". So when a set of texts is not enough for a match, and with any other
// text it is, one of these others stands in every match. Common texts go into the set first.
// @param not_enough  the set to begin with.
std::vector<int> rarest_choice(const Formula& formula, std::vector<int> not_enough) {
    const auto& texts = formula.texts();
    std::vector<std::pair<double, int>> order;
    for (int id = 0; id < static_cast<int>(texts.size()); ++id) {
        if (std::ranges::find(not_enough, id) == not_enough.end()) {
            order.emplace_back(-share_of(texts[static_cast<std::size_t>(id)]), id);
        }
    }
    std::ranges::sort(order);
    std::vector<int> choice;
    for (const auto& [_, id] : order) {
        not_enough.push_back(id);
        if (formula.holds(not_enough)) {
            not_enough.pop_back();
            choice.push_back(id);
        }
    }
    return choice;
}

// Chinese, Japanese, Korean and signs: characters of one case. RE2 gives its texts in lower case.
bool has_one_case(char32_t c) {
    const auto in = [c](char32_t first, char32_t last) { return c >= first && c <= last; };
    return in(0xA0, 0xA9) || in(0xAB, 0xB4) || in(0xB6, 0xB9) || in(0xBB, 0xBF) || c == 0xD7 ||
           in(0x2000, 0x2070) || c == 0x2103 || in(0x2190, 0x2300) || in(0x2400, 0x24B5) ||
           in(0x2500, 0x2BFF) || in(0x2E80, 0x9FFF) || in(0xAC00, 0xD7A3) || in(0xF900, 0xFAFF) ||
           in(0xFE30, 0xFE4F) || in(0xFF00, 0xFF20) || in(0xFF3B, 0xFF40) || in(0xFF5B, 0xFFEF) ||
           in(0x1F000, 0x1FAFF) || in(0x20000, 0x3FFFF) || c == 0xFEFF;
}

// RE2's lower case of these two is an ASCII letter; they match it where case is folded.
constexpr std::string_view kKelvin = "\xe2\x84\xaa";
constexpr std::string_view kLongS = "\xc5\xbf";

bool folds_case(std::string_view pattern) {
    for (auto at = pattern.find("(?"); at != pattern.npos; at = pattern.find("(?", at + 2)) {
        const auto end = std::min(pattern.find_first_not_of("imsU-", at + 2), pattern.size());
        if (pattern.substr(at + 2, end - at - 2).find('i') != pattern.npos) {
            return true;
        }
    }
    return false;
}

// Letters beyond ASCII may have a lower case that is ASCII, and escapes may name them.
bool has_odd_letters(std::string_view pattern) {
    for (ByteOffset at = 0; at < pattern.size();) {
        const bool escape = pattern.substr(at).starts_with("\\x");
        const auto one = escape ? read_escape(pattern, at, false) : std::nullopt;
        if (escape && !one) {
            return true;
        }
        const auto c = escape ? one->literal.value_or(kInvalidChar) : decode_at(pattern, at);
        if (c == kInvalidChar || (c >= 0x80 && !has_one_case(c))) {
            return true;
        }
    }
    return false;
}

// Each spelling is a text of its own, so that all that is searched are texts.
void spell(std::vector<std::string>& spellings, std::string_view ascii, std::string_view other) {
    const auto known = spellings.size();
    for (std::size_t i = 0; i < known; ++i) {
        spellings.push_back(spellings[i] + std::string(other));
        spellings[i] += ascii;
    }
}

// A text in lower case as patterns for all texts that it stands for, or for begins of them; none
// when they are not known.
std::vector<std::string> any_case(std::string_view text, bool folds) {
    constexpr std::size_t kMostSpellings = 8;
    std::vector<std::string> spellings(1);
    for (ByteOffset at = 0; at < text.size();) {
        const auto c = decode_at(text, at);
        if (c >= 0x80 && !has_one_case(c)) {
            return {};
        }
        if (folds && (c == 'k' || c == 's')) {
            if (spellings.size() == kMostSpellings) {
                break;
            }
            spell(spellings, c == 'k' ? "[Kk]" : "[Ss]", c == 'k' ? kKelvin : kLongS);
            continue;
        }
        const bool letter = c >= 'a' && c <= 'z';
        const auto upper = static_cast<char>(c - 'a' + 'A');
        const auto bytes = letter ? std::string{'[', upper, static_cast<char>(c), ']'}
                                  : once(piece_of(one_char(c, false)));
        for (auto& spelling : spellings) {
            spelling += bytes;
        }
    }
    return spellings;
}

std::optional<RequiredText> spelt_out(
    const Formula& formula, const std::vector<int>& choice, bool folds) {
    RequiredText required;
    for (const auto id : choice) {
        const auto& text = formula.texts()[static_cast<std::size_t>(id)];
        required.share += share_of(text);
        const auto spellings = any_case(text, folds);
        if (spellings.empty()) {
            return std::nullopt;
        }
        required.forms.insert(required.forms.end(), spellings.begin(), spellings.end());
    }
    return required;
}

}  // namespace

std::vector<RequiredText> required_texts(std::string_view pattern) {
    if (has_odd_letters(pattern)) {
        return {};
    }
    const bool folds = folds_case(pattern);
    const Formula formula(pattern);
    const auto& texts = formula.texts();
    if (texts.empty() || texts.size() > kMostTexts || formula.holds({})) {
        return {};
    }
    const auto choice = rarest_choice(formula, {});
    auto first = spelt_out(formula, choice, folds);
    if (!first) {
        return {};
    }
    std::vector<RequiredText> required{*std::move(first)};
    if (!formula.holds(choice)) {  // not all that a match needs
        if (auto second = spelt_out(formula, rarest_choice(formula, choice), folds)) {
            required.push_back(*std::move(second));
        }
    }
    return required;
}

}  // namespace galley::core::rules
