// SPDX-License-Identifier: Apache-2.0
// Finds the numbers of documents: behind a label ("编号:", "许可证号"), or long runs of digits.
#include "numbers.hpp"

#include <galley/dates.hpp>
#include <galley/text.hpp>

#include "clauses.hpp"

namespace galley::strip_notices {

namespace {

constexpr std::size_t kBareDigits = 5;         // fewer digits without a label may be anything
constexpr std::size_t kPrefixChars = 8;        // "云公消验字" before the digits of a licence
constexpr char32_t kDi = 0x7B2C;               // 第
constexpr char32_t kHao[] = {0x53F7, 0x865F};  // 号 號
constexpr char32_t kZi = 0x5B57;               // 字
constexpr char32_t kZhi = 0x81F3;              // 至
constexpr char32_t kNian = 0x5E74;             // 年

bool is_hao(char32_t c) {
    return c == kHao[0] || c == kHao[1];
}

bool is_alnum(char32_t c) {
    return is_digit(c) || (c < 0x80 && is_latin_letter(c)) || (c >= 0xFF21 && c <= 0xFF5A);
}

bool is_link(char32_t c) {
    return c == '-' || c == '/' || c == '~' || c == 0xFF5E || (c >= 0x2010 && c <= 0x2015) ||
           c == 0xFF0D || c == kZhi || c == '.' || c == '*' || c == 0x2500;
}

// The run of characters that a number is made of, from its first digit or letter.
ByteOffset run_end(std::string_view text, ByteOffset at, ByteOffset limit, bool words_inside) {
    auto end = at;
    for (auto i = at; i < limit;) {
        const auto c = decode_at(text, i);
        const bool counts = is_alnum(c.value);
        const bool inside = words_inside && (c.value == kDi || c.value == kZi || is_hao(c.value) ||
                                             is_open_bracket(c.value) || is_close_bracket(c.value));
        if (!counts && !is_link(c.value) && !inside) {
            break;
        }
        i += c.size_bytes;
        end = counts || (inside && !is_open_bracket(c.value)) ? i : end;
    }
    return end;
}

std::size_t digits_in(std::string_view text) {
    std::size_t count = 0;
    each_char(text, [&](char32_t c, std::size_t) { count += is_digit(c); });
    return count;
}

bool holds(std::string_view text, char32_t wanted) {
    bool found = false;
    each_char(text, [&](char32_t c, std::size_t) { found = found || c == wanted; });
    return found;
}

// "O340842542号" without its last character; "第1188号" and "…字第5号" as they are.
span without_hao(std::string_view text, span at) {
    const auto last = decode_before(text, at.end);
    const auto value = slice(text, at);
    if (is_hao(last.value) && !holds(value, kDi) && !holds(value, kZi)) {
        at.end -= last.size_bytes;
    }
    return at;
}

// Trailing brackets that were not opened inside: "T-0715)".
span balanced(std::string_view text, span at) {
    int depth = 0;
    for (auto i = at.begin; i < at.end;) {
        const auto c = decode_at(text, i);
        depth += is_open_bracket(c.value) ? 1 : 0;
        depth -= is_close_bracket(c.value) ? 1 : 0;
        if (depth < 0) {
            return {at.begin, i};
        }
        i += c.size_bytes;
    }
    return at;
}

bool is_unit(char32_t c) {  // 元 ㎡ 平 年 月 日 份 张
    return c == 0x5143 || c == 0x33A1 || c == 0x5E73 || c == kNian || c == 0x6708 || c == 0x65E5 ||
           c == 0x4EFD || c == 0x5F20 || c == 0x4E07;
}

// Numbers without a label: five digits and more, or 第…号.
std::vector<span> bare_numbers(std::string_view text, span within, std::size_t least_digits) {
    std::vector<span> numbers;
    for (auto at = within.begin; at < within.end;) {
        const auto c = decode_at(text, at);
        const bool ordinal = c.value == kDi;
        if (!is_alnum(c.value) && !ordinal) {
            at += c.size_bytes;
            continue;
        }
        const auto end = run_end(text, at, within.end, ordinal);
        const span number{at, end};
        const bool wanted = ordinal ? is_hao(decode_before(text, end).value)
                                    : digits_in(slice(text, number)) >= least_digits &&
                                          !is_unit(decode_at(text, end).value);
        if (end > at && wanted) {
            numbers.push_back(number);
        }
        at = end > at ? end : at + c.size_bytes;
    }
    return numbers;
}

// Where the value behind the last label before the digits begins; npos: there is no label.
ByteOffset value_begin(std::string_view text, span clause, ByteOffset digits, const Words& words) {
    for (auto at = digits; at > clause.begin; at -= decode_before(text, at).size_bytes) {
        if (words.number_label.before(slice(text, {clause.begin, at}), at - clause.begin) == 0) {
            continue;
        }
        return drop_front(text, {at, clause.end}, words.number_joint).begin;
    }
    return std::string_view::npos;
}

// "105斗地字第004471號": a licence's number without a label, from the clause's begin to 号.
span licence_number(std::string_view text, span clause) {
    const auto series = slice(text, clause).find("\u5B57");  // 字
    const auto begin = clause.begin;
    if (series == std::string_view::npos || char_count(slice(text, {begin, begin + series})) > 8) {
        return {};
    }
    for (auto at = begin + series + 3; at < clause.end;) {
        const auto c = decode_at(text, at);
        at += c.size_bytes;
        if (is_hao(c.value)) {
            return {begin, at};
        }
        if (!is_alnum(c.value) && c.value != kDi && !is_link(c.value) &&
            !is_open_bracket(c.value) && !is_close_bracket(c.value)) {
            break;
        }
    }
    return {};
}

ByteOffset first_digit(std::string_view text, span within) {
    for (auto at = within.begin; at < within.end; at += decode_at(text, at).size_bytes) {
        if (is_alnum(decode_at(text, at).value)) {
            return at;
        }
    }
    return std::string_view::npos;
}

// The value of a label: "林火0093", "鹿国用(2006)第1188号", "JY134…". Empty when it is too wordy.
span labelled_number(std::string_view text, span value, bool series) {
    const auto digits = first_digit(text, value);
    if (digits == std::string_view::npos) {
        return {};
    }
    const auto prefix = slice(text, {value.begin, digits});
    if (char_count(prefix) > kPrefixChars) {
        return {};
    }
    const auto begin = series && !prefix.empty() ? digits : value.begin;
    auto number = tidy(text, balanced(text, {begin, run_end(text, digits, value.end, true)}));
    number = without_hao(text, number);
    return digits_in(slice(text, number)) == 0 ? span{} : number;
}

}  // namespace

std::vector<span> find_numbers(
    std::string_view text, span clause, bool series, const Words& words) {
    const auto digits = first_digit(text, clause);
    if (digits == std::string_view::npos || !words.not_number.find(text, clause).empty()) {
        return {};
    }
    const auto begin = value_begin(text, clause, digits, words);
    if (begin == std::string_view::npos || begin > digits) {
        const auto licence = licence_number(text, clause);
        return licence.empty() ? bare_numbers(text, without_date(text, clause), kBareDigits)
                               : std::vector{licence};
    }
    std::vector<span> numbers;
    for (const auto part : cut_at(text, {begin, clause.end}, words.joiner)) {
        const auto number = labelled_number(text, part, series);
        if (number.empty()) {
            break;
        }
        numbers.push_back(number);
    }
    return numbers;
}

}  // namespace galley::strip_notices
