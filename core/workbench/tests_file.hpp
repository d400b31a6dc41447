// SPDX-License-Identifier: Apache-2.0
// A tests file beside a config: small pages, written line by line with what must become of each.
#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/config/diagnostic.hpp"
#include "core/result.hpp"

namespace galley::core::workbench {

/// A part of a line whose fate is not the line's.
struct ExpectedPart {
    std::string label, text;
    std::uint32_t line = 0;
};

/// A line of the page: `navigation "Home | News" { rule en.menu.1 }`.
struct ExpectedLine {
    std::string label;  ///< blank, story, wrapped, caption, notice or a category
    std::string text;
    std::string rule;  ///< empty: any
    std::vector<ExpectedPart> parts;
    std::uint32_t line = 0;  ///< in the tests file
};

/// An article or a notice that must come out: values by key, in order; `text` and `tag` too.
struct ExpectedItem {
    bool is_notice = false;
    std::size_t number = 0;  ///< 1-based among its kind
    std::vector<std::pair<std::string, std::vector<std::string>>> values;
    std::vector<std::uint32_t> lines;  ///< in the tests file, of each key's first value
    std::uint32_t line = 0;
};

struct PageCase {
    std::string name;
    std::uint32_t line = 0;
    std::vector<std::string> set;  ///< KEY=VALUE in place of the config's
    std::vector<ExpectedLine> page;
    std::vector<ExpectedItem> items;
    std::size_t articles = 1, notices = 0;
    std::string status = "ok";
    std::optional<std::string> reason;  ///< what the reason must hold

    /// The page as the chain is given it.
    std::string text() const;
};

struct TestsFile {
    std::filesystem::path file, config;  ///< the config as the file names it, joined to its folder
    std::vector<PageCase> cases;
};

/// Reads `tests CONFIG { case NAME { page { ... } article 1 { ... } } }`.
/// @errors  all problems, with file and line.
[[nodiscard]] Result<TestsFile, config::Diagnostics> read_tests_file(
    const std::filesystem::path& file);

/// How the names of tests files end.
inline constexpr std::string_view kTestsFileEnd = ".tests.info";

}  // namespace galley::core::workbench
