// SPDX-License-Identifier: Apache-2.0
// 100 names that want to leave the output folder, at the one place where a name becomes a path.
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "core/config/plain_name.hpp"
#include "core/pipeline/outputs.hpp"

namespace galley::core::pipeline {
namespace {

namespace fs = std::filesystem;

/// \xNN is a byte, \\ a backslash.
std::string unescaped(const std::string& line) {
    std::string out;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (line[i] != '\\') {
            out += line[i];
        } else if (line[i + 1] == 'x') {
            out += static_cast<char>(std::stoi(line.substr(i + 2, 2), nullptr, 16));
            i += 3;
        } else {
            out += line[++i];
        }
    }
    return out;
}

std::vector<std::string> traversal_names() {
    std::ifstream file(GALLEY_TRAVERSAL_NAMES);
    std::vector<std::string> names;
    for (std::string line; std::getline(file, line);) {
        if (!line.starts_with('#')) {
            names.push_back(unescaped(line));
        }
    }
    return names;
}

class TraversalTest : public testing::Test {
  protected:
    TraversalTest() {
        auto name = (fs::temp_directory_path() / "galley-traversal-XXXXXX").string();
        folder_ = mkdtemp(name.data());
    }

    ~TraversalTest() override { fs::remove_all(folder_); }

    /// Everything below the test's folder.
    std::vector<std::string> tree() const {
        std::vector<std::string> out;
        for (const auto& entry : fs::recursive_directory_iterator(folder_)) {
            out.push_back(fs::relative(entry.path(), folder_).string());
        }
        return out;
    }

    fs::path folder_;
};

TEST_F(TraversalTest, AHundredNamesGetNoPath) {
    const auto names = traversal_names();
    ASSERT_EQ(names.size(), 100U);
    auto outputs = Outputs::create(folder_ / "out");
    const auto before = tree();
    for (const auto& name : names) {
        EXPECT_FALSE(config::is_plain_name(name)) << name;
        const auto path = outputs->path("stage", name);
        ASSERT_FALSE(path.has_value()) << name;
        EXPECT_EQ(
            path.error().message,
            "output \"" + name +
                "\": expected a plain name such as proof.html or proof/page-001.html");
    }
    EXPECT_TRUE(outputs->records().empty());
    EXPECT_EQ(tree(), before) << "nothing was made for them";
}

/// A damaged run state may name what no exporter was ever given.
TEST_F(TraversalTest, AResumedRunTakesThemFromNoState) {
    fs::create_directories(folder_ / "out");
    for (const auto& name : traversal_names()) {
        auto outputs = Outputs::resume(folder_ / "out", {{"stage", name, 5, 0}});
        EXPECT_TRUE(outputs.records().empty()) << name;
    }
    EXPECT_EQ(Outputs::resume(folder_ / "out", {{"s", "a.jsonl", 5, 0}}).records().size(), 1U);
}

}  // namespace
}  // namespace galley::core::pipeline
