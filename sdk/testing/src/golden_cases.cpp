// SPDX-License-Identifier: Apache-2.0
// Runs case folders on the recording host, in order of their names.
#include <algorithm>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include <galley/testing/golden.hpp>

namespace galley GALLEY_SDK_HIDDEN {
namespace testing {

namespace {

namespace fs = std::filesystem;

class RecordingCaseHost : public CaseHost {
  public:
    RecordingCaseHost(const CasesToRun& what, const Extensions& offered)
        : host_(what.plugin_file, what.id) {
        for (const auto& [name, table] : offered) {
            host_.offer(name, table);
        }
    }

    const galley_plugin& plugin() const override { return host_.plugin(); }

    galley_status configure(const Parameters& parameters) override {
        return host_.configure(parameters);
    }

    const std::string& error() const override { return host_.error(); }

    galley_status process(Document& document) override { return host_.process(document); }

    std::string text_after(const Document& document) override { return document.text_after(); }

    std::vector<Document> read_all(const fs::path& file) override {
        std::ifstream in(file, std::ios::binary);
        if (!in) {
            throw std::runtime_error(file.string() + ": cannot be read");
        }
        const std::string bytes(std::istreambuf_iterator<char>(in), {});
        return host_.read_all(bytes, file.filename().string());
    }

  private:
    RecordingHost host_;
};

std::vector<fs::path> folders_below(const fs::path& cases, const std::string& only) {
    std::vector<fs::path> folders;
    for (const auto& each : fs::directory_iterator(cases)) {
        if (each.is_directory() && (only.empty() || each.path().filename() == only)) {
            folders.push_back(each.path());
        }
    }
    std::ranges::sort(folders);
    return folders;
}

}  // namespace

std::vector<CaseResult> run_cases(const CasesToRun& what, const Extensions& extensions) {
    std::vector<CaseResult> results;
    RecordingCaseHost host(what, extensions);
    for (const auto& folder : folders_below(what.cases, what.only)) {
        results.push_back(run_case(folder, host));
    }
    return results;
}

}  // namespace testing
}  // namespace GALLEY_SDK_HIDDEN
