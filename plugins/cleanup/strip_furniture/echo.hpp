// SPDX-License-Identifier: Apache-2.0
// What a line shares with the story: a headline repeats the story's words, a menu does not.
#pragma once
#include <bitset>
#include <string_view>

#include <galley/text.hpp>

namespace galley::strip_furniture {

/// The words of a text, as hashes: pairs of Han characters, and Latin words of four letters or
/// more.
class Echo {
  public:
    void read(std::string_view text) {
        each_word(text, [this](std::size_t hash) { words_[hash] = true; });
    }

    /// The share of the line's words that the text has too; 0 for a line of fewer than `least`.
    /// @cost  linear.   @thread any.
    double share(std::string_view line, std::size_t least = 3) const {
        std::size_t all = 0;
        std::size_t known = 0;
        each_word(line, [&](std::size_t hash) {
            ++all;
            known += words_[hash] ? 1 : 0;
        });
        return all < least ? 0.0 : static_cast<double>(known) / static_cast<double>(all);
    }

  private:
    static constexpr std::size_t kBits = 1U << 15U;

    template <class F>
    static void each_word(std::string_view text, F&& f) {
        char32_t han = 0;  // the character before, when it is one
        std::size_t hash = 0;
        std::size_t letters = 0;
        const auto end_word = [&] {
            if (letters >= 4) {
                f(hash % kBits);
            }
            hash = 0;
            letters = 0;
        };
        each_char(text, [&](char32_t c, std::size_t) {
            if (is_han(c)) {
                end_word();
                if (han != 0) {
                    f((han * 8191ULL + c) % kBits);
                }
                han = c;
                return;
            }
            han = 0;
            if (is_latin_letter(c)) {
                hash = hash * 31 + (c | 0x20U);
                ++letters;
            } else {
                end_word();
            }
        });
        end_word();
    }

    std::bitset<kBits> words_;
};

}  // namespace galley::strip_furniture
