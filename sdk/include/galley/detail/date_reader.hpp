// SPDX-License-Identifier: Apache-2.0
// A cursor over a line that takes the words and numbers dates are made of.
#pragma once
#include <array>
#include <optional>
#include <string>
#include <string_view>

#include <galley/text.hpp>

namespace galley GALLEY_SDK_HIDDEN {
namespace detail {

constexpr bool is_ascii_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

constexpr bool is_ascii_digit(char c) {
    return c >= '0' && c <= '9';
}

/// The value of a Chinese digit, or -1. 〇 is also written 零, ○, Ｏ.
constexpr int han_digit(char32_t c) {
    constexpr std::u32string_view kDigits = U"〇一二三四五六七八九";
    if (c == U'零' || c == U'○' || c == U'Ｏ' || c == U'０') {
        return 0;
    }
    const auto at = c < 0x80 ? std::u32string_view::npos : kDigits.find(c);
    return at == std::u32string_view::npos ? -1 : static_cast<int>(at);
}

/// Takes what it is asked for, or leaves the position where it was.
class date_reader {
  public:
    date_reader(std::string_view text, std::size_t at) : text_(text), at_(at) {}

    std::size_t at() const { return at_; }

    void go(std::size_t at) { at_ = at; }

    char peek(std::size_t ahead = 0) const {
        return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
    }

    bool take(std::string_view word) {
        const bool there = stands_at(text_, at_, word);
        at_ += there ? word.size() : 0;
        return there;
    }

    /// Takes one of the words, the first that fits; its index, or nothing.
    template <std::size_t N>
    std::optional<std::size_t> take_of(const std::array<std::string_view, N>& words) {
        for (std::size_t i = 0; i < N; ++i) {
            if (take(words[i])) {
                return i;
            }
        }
        return std::nullopt;
    }

    void blanks() {
        while (at_ < text_.size()) {
            const auto c = decode_at(text_, at_);
            if (!is_blank(c.value)) {
                return;
            }
            at_ += c.size_bytes;
        }
    }

    /// Takes a run of digits, ASCII or full width, when it has min..max of them.
    std::optional<int> digits(int min, int max) {
        int value = 0;
        int count = 0;
        auto end = at_;
        for (auto c = decode_at(text_, end); is_digit(c.value) && count <= max; ++count) {
            value = value * 10 + static_cast<int>(c.value - (c.value < 0x80 ? U'0' : U'０'));
            end += c.size_bytes;
            c = decode_at(text_, end);
        }
        return count < min || count > max ? std::nullopt : taken(value, end);
    }

    /// Takes a number written digit by digit, such as 二〇二〇, when it has min..max of them.
    std::optional<int> han_digits(int min, int max) {
        int value = 0;
        int count = 0;
        auto end = at_;
        for (auto c = decode_at(text_, end); han_digit(c.value) >= 0; ++count) {
            value = count < 5 ? value * 10 + han_digit(c.value) : value;
            end += c.size_bytes;
            c = decode_at(text_, end);
        }
        return count < min || count > max ? std::nullopt : taken(value, end);
    }

    /// Takes 1 to 99: 7, 07, 七, 十五, 二十, 廿一.
    std::optional<int> numeral() {
        if (const auto number = digits(1, 2)) {
            return number;
        }
        auto end = at_;
        const auto digit = [&]() -> std::optional<int> {
            const auto c = decode_at(text_, end);
            const int value = han_digit(c.value);
            end += value < 0 ? 0 : c.size_bytes;
            return value < 0 ? std::nullopt : std::optional(value);
        };
        auto tens = digit();
        const auto c = decode_at(text_, end);
        if (c.value != U'十' && (c.value != U'廿' || tens)) {
            return !tens || digit() ? std::nullopt : taken(*tens, end);
        }
        end += c.size_bytes;
        tens = c.value == U'廿' ? 2 : tens.value_or(1);
        const auto ones = digit();
        return taken(*tens * 10 + ones.value_or(0), end);
    }

    /// The ASCII letters that stand here, in lower case; the position does not move.
    std::string letters() const {
        std::string word;
        for (std::size_t i = 0; is_ascii_letter(peek(i)) && i < 12; ++i) {
            word += static_cast<char>(peek(i) | 0x20);
        }
        return word;
    }

    /// Takes `size` letters and the point of an abbreviation.
    void take_letters(std::size_t size) { at_ += size + (peek(size) == '.' ? 1U : 0U); }

  private:
    std::optional<int> taken(int value, std::size_t end) {
        at_ = end;
        return value;
    }

    std::string_view text_;
    std::size_t at_;
};

}  // namespace detail
}  // namespace GALLEY_SDK_HIDDEN
