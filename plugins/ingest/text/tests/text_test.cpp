// SPDX-License-Identifier: Apache-2.0
// How bytes become text: encodings, line ends, what is refused.
#include <string>

#include <gtest/gtest.h>

#include "converter.hpp"
#include "decoding.hpp"

namespace galley::text {
namespace {

using namespace std::string_literals;

constexpr const char* kNews =
    "\xE6\x9C\xAC\xE6\x8A\xA5\xE8\xAE\xAF \xE6\x98\xA8\xE5\xA4\xA9\xEF\xBC\x8C\xE6\xB8\xA1\xE5\x8F"
    "\xA3\xE7\x9A\x84\xE4\xBA\xBA\xE5\xA4\x9A\xE4\xBA\x86\xE8\xB5\xB7\xE6\x9D\xA5\xE3\x80\x82\n";

TEST(Decode, ValidUtf8IsTakenAsItIs) {
    const auto got = decode(kNews);
    EXPECT_EQ(got.text, kNews);
    EXPECT_EQ(got.encoding, "UTF-8");
    EXPECT_EQ(got.confidence, 1);
    EXPECT_EQ(got.not_text, "");
}

}  // namespace
}  // namespace galley::text
