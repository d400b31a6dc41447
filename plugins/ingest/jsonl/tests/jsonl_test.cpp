// SPDX-License-Identifier: Apache-2.0
// What lines of JSON become, and what becomes of bad lines.
#include <string>

#include <gtest/gtest.h>

#include "documents.hpp"

namespace galley::jsonl {
namespace {

TEST(Mapping, HasTwoHalves) {
    EXPECT_EQ(mapping_of("headline=meta.title").field, "headline");
    EXPECT_EQ(mapping_of("headline=meta.title").path, "meta.title");
    EXPECT_EQ(mapping_of("headline=").field, "");
}

}  // namespace
}  // namespace galley::jsonl
