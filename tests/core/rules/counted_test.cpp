// SPDX-License-Identifier: Apache-2.0
// Characters are counted alike in blocks, parts of blocks and bytes.
#include "core/rules/counted.hpp"

#include <cstdint>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "core/rules/quantifier.hpp"
#include "core/rules/utf8.hpp"

namespace galley::core::rules {

namespace {

bool is_counted(char32_t c) {
    return (c >= 0x21 && c <= 0x7E) || (c >= 0x4000 && c <= 0x9FFF);
}

struct Counts {
    std::uint64_t counted = 0;
    std::uint64_t all = 0;
};

Counts count_one_by_one(std::string_view text) {
    Counts counts;
    for (ByteOffset at = 0; at < text.size();) {
        counts.counted += is_counted(decode_at(text, at)) ? 1 : 0;
        ++counts.all;
    }
    return counts;
}

TEST(Counted, IsTheSameAtEachLength) {
    const std::string_view mixed = "渡 船a，é\u3000~\U0001F600 !\u00a0号";
    std::string text;
    for (int round = 0; round < 20; ++round) {
        for (ByteOffset at = 0; at < mixed.size();) {
            const auto begin = at;
            static_cast<void>(decode_at(mixed, at));
            text += mixed.substr(begin, at - begin);
            const auto expected = count_one_by_one(text);
            ASSERT_EQ(count_counted(text, kAnyLength), expected.counted) << text.size();
            ASSERT_EQ(count_all(text), expected.all) << text.size();
            ASSERT_TRUE(has_more_chars(text, expected.counted - 1)) << text.size();
            ASSERT_FALSE(has_more_chars(text, expected.counted)) << text.size();
        }
    }
}

}  // namespace

}  // namespace galley::core::rules
