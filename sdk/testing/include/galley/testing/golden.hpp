// SPDX-License-Identifier: Apache-2.0
// Golden cases: folders of small text files that say what a plugin makes of a text. See
// docs/plugin-guide.md.
#pragma once
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include <galley/testing/case_host.hpp>

namespace galley GALLEY_SDK_HIDDEN {
namespace testing {

/// Host extensions that the plugin under test may ask for; tables are borrowed.
using Extensions = std::vector<std::pair<std::string, const void*>>;

struct CasesToRun {
    std::filesystem::path plugin_file, cases;
    std::string id;    ///< which plugin of the file; "" = the first
    std::string only;  ///< the name of one case; "" = all
};

/// Runs the case folders below `cases`, in order of their names.
std::vector<CaseResult> run_cases(const CasesToRun& what, const Extensions& extensions);

/// The program: galley_golden PLUGIN.so CASES [--id ID] [--case NAME] [--accept].
/// @returns  0: all hold; 1: some do not, or there is no case; 64: usage.
int golden_main(int argc, char** argv, const Extensions& extensions);

/// A difference of two texts by lines, "- " expected, "+ " got, the lines that both have with four
/// blanks.
std::string line_difference(const std::string& expected, const std::string& got);

}  // namespace testing
}  // namespace GALLEY_SDK_HIDDEN
