// SPDX-License-Identifier: Apache-2.0
// What came of a case: equal, or what differs and where.
#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace galley::core::workbench {

/// One expectation that did not hold.
struct Difference {
    std::string what;           ///< "out.txt", "line", "article 1: byline"
    std::string where;          ///< "FILE" or "FILE:LINE": what to edit
    std::string expected, got;  ///< whole texts
    std::string hint;           ///< what to do next; may be empty
};

enum class Verdict : std::uint8_t {
    kPassed,
    kFailed,
    kSkipped,  ///< its plugin is none of the installed ones
    kBroken    ///< the case itself is wrong: `reason`, with file and line
};

struct Outcome {
    std::string suite;  ///< the plugin's id, or the tests file
    std::string name;
    std::string where;  ///< the case's folder, or "FILE:LINE"
    Verdict verdict = Verdict::kPassed;
    std::vector<Difference> differences;
    std::string reason;  ///< of skipped and broken ones
    double seconds = 0;
    std::filesystem::path folder;  ///< empty: a case of a tests file, which is edited by hand
    /// Files of the folder and contents that would pass; an empty content stands for no file.
    std::vector<std::pair<std::string, std::string>> accepted;
};

}  // namespace galley::core::workbench
