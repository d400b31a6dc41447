// SPDX-License-Identifier: Apache-2.0
// Which folders are looked in, and in which order.
#include "core/loading/search_path.hpp"

#include <gtest/gtest.h>

namespace galley::core::loading {
namespace {

using Folders = std::vector<std::filesystem::path>;

TEST(SearchPath, OrdersConfigEnvironmentInstallation) {
    const auto found = search_path({{"/no/config"}, "/no/env1:/no/env2", "/no/prefix/bin/galley"});
    ASSERT_TRUE(found);
    EXPECT_EQ(
        *found, (Folders{"/no/config", "/no/env1", "/no/env2", "/no/prefix/lib/galley/plugins"}));
}

TEST(SearchPath, NamesAFolderOnce) {
    const auto found = search_path({{"/no/a"}, "/no/b/../a::/no/a", {}});
    ASSERT_TRUE(found);
    EXPECT_EQ(*found, Folders{"/no/a"});
}

TEST(SearchPath, RefusesRelativeFolders) {
    const auto environment = search_path({{}, "/no/a:plugins", {}});
    ASSERT_FALSE(environment);
    EXPECT_EQ(
        environment.error().message,
        "GALLEY_PLUGIN_PATH: expected absolute folders, got \"plugins\"");
    const auto configured = search_path({{"./x"}, "", {}});
    ASSERT_FALSE(configured);
    EXPECT_EQ(configured.error().message, "plugin folder: expected absolute folders, got \"./x\"");
}

TEST(SearchPath, KnowsThisProgram) {
    EXPECT_EQ(this_executable().filename(), "core_loading_test");
}

}  // namespace
}  // namespace galley::core::loading
