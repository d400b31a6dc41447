// SPDX-License-Identifier: Apache-2.0
// Result keeps the behaviour of std::expected that its callers rely on.
#include "core/result.hpp"

#include <memory>

#include <gtest/gtest.h>

namespace galley::core {

namespace {

Result<int> half(int number) {
    if (number % 2 != 0) {
        return unexpected(Error{"odd", ErrorKind::kInvalidInput});
    }
    return number / 2;
}

Result<void> allow(bool yes) {
    if (!yes) {
        return unexpected(Error{"refused"});
    }
    return {};
}

}  // namespace

TEST(Result, HoldsAValue) {
    const Result<int> result = half(8);
    ASSERT_TRUE(result.has_value());
    EXPECT_TRUE(result);
    EXPECT_EQ(result.value(), 4);
    EXPECT_EQ(*result, 4);
    EXPECT_EQ(result.value_or(7), 4);
}

TEST(Result, HoldsAnError) {
    const Result<int> result = half(3);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error(), (Error{"odd", ErrorKind::kInvalidInput}));
    EXPECT_EQ(result.value_or(7), 7);
}

TEST(Result, TellsValueFromErrorOfTheSameType) {
    const Result<std::string, std::string> good = std::string("a");
    const Result<std::string, std::string> bad = unexpected(std::string("a"));
    EXPECT_TRUE(good);
    EXPECT_FALSE(bad);
}

TEST(Result, MovesWhatCannotBeCopied) {
    Result<std::unique_ptr<int>> result = std::make_unique<int>(5);
    EXPECT_EQ(**result, 5);
    const std::unique_ptr<int> taken = *std::move(result);
    EXPECT_EQ(*taken, 5);
}

TEST(Result, OfVoidIsDoneOrAnError) {
    EXPECT_TRUE(allow(true));
    EXPECT_EQ(allow(false).error().message, "refused");
}

}  // namespace galley::core
