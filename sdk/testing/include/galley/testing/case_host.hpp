// SPDX-License-Identifier: Apache-2.0
// One golden case on any host: the recording one of this kit, or galley's own (`galley test`).
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include <galley/testing/recording_host.hpp>

namespace galley GALLEY_SDK_HIDDEN {
namespace testing {

/// What a case needs of the host that runs its plugin. Calls may throw std::runtime_error.
class CaseHost {
  public:
    CaseHost() = default;
    CaseHost(const CaseHost&) = delete;
    CaseHost& operator=(const CaseHost&) = delete;
    virtual ~CaseHost() = default;

    virtual const galley_plugin& plugin() const = 0;
    /// An instance with these parameters. @returns the plugin's status.
    virtual galley_status configure(const Parameters& parameters) = 0;
    /// Why configure() refused.
    virtual const std::string& error() const = 0;
    /// Runs a cleanup or tagging plugin. @returns its status, also in document.status.
    virtual galley_status process(Document& document) = 0;
    /// The text after the decisions of the last process(), which was of this document.
    virtual std::string text_after(const Document& document) = 0;
    /// All documents that a reader finds in a file.
    virtual std::vector<Document> read_all(const std::filesystem::path& file) = 0;
};

/// One expectation that did not hold.
struct Mismatch {
    std::string what;           ///< "out.txt", "second run" ...
    std::string expected, got;  ///< whole texts
};

struct CaseResult {
    std::string name;
    std::vector<Mismatch> mismatches;  ///< none: passed
    std::string text, why;             ///< what out.txt and why.txt would be
    bool changed = false;              ///< whether an out.txt is needed
    bool failed = false;               ///< the plugin ended with an error; `text` is its message
    bool broken = false;               ///< its files cannot be read; accepting it changes nothing
};

/// Runs one case folder.
CaseResult run_case(const std::filesystem::path& folder, CaseHost& host);

/// What a case folder would hold if it expected this result: file names and contents, comments of
/// its why.txt kept; an empty content stands for no file.
std::vector<std::pair<std::string, std::string>> accepted_files(
    const std::filesystem::path& folder, const CaseResult& result);

}  // namespace testing
}  // namespace GALLEY_SDK_HIDDEN
