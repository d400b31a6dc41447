// SPDX-License-Identifier: Apache-2.0
// Each config in cases/ against the messages in the .txt beside it (x.info.txt), word for word.
#include <algorithm>
#include <fstream>
#include <iterator>

#include <gtest/gtest.h>

#include "catalog.hpp"

namespace galley::core::config {

namespace {

namespace fs = std::filesystem;

std::vector<std::string> case_names() {
    std::vector<std::string> names;
    for (const fs::directory_entry& entry : fs::directory_iterator(GALLEY_CASES)) {
        const fs::path& file = entry.path();
        if (file.extension() == ".info" || file.extension() == ".json") {
            names.push_back(file.filename().string());
        }
    }
    std::ranges::sort(names);
    return names;
}

class ConfigCase : public testing::TestWithParam<std::string> {};

}  // namespace

TEST_P(ConfigCase, SaysWhatIsWrong) {
    const fs::path file = fs::path(GALLEY_CASES) / GetParam();
    std::ifstream expected(file.string() + ".txt");
    ASSERT_TRUE(expected) << "no expected messages beside " << file;
    const std::string text{std::istreambuf_iterator<char>(expected), {}};
    EXPECT_EQ(messages(file), text);
}

INSTANTIATE_TEST_SUITE_P(Config, ConfigCase, testing::ValuesIn(case_names()), [](const auto& test) {
    std::string name = test.param;
    std::ranges::replace_if(
        name, [](char c) { return c == '.' || c == '-'; }, '_');
    return name;
});

}  // namespace galley::core::config
