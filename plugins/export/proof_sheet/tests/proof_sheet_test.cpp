// SPDX-License-Identifier: Apache-2.0
// What a proof sheet shows and what it never does, on the built plugin.
#include <cstdlib>
#include <fstream>
#include <regex>

#include <gtest/gtest.h>

#include "sample_run.hpp"

namespace galley::proof_sheet {
namespace {

using Outputs = std::map<std::string, std::string>;

/// Writes the documents of some files as one run.
Outputs export_files(std::deque<SampleFile> files, const testing::Parameters& parameters = {}) {
    testing::RecordingHost host(GALLEY_PLUGIN_FILE);
    EXPECT_EQ(host.configure(parameters), GALLEY_OK) << host.error();
    EXPECT_EQ(host.begin(), GALLEY_OK) << host.error();
    for (const auto& file : files) {
        for (const auto& document : file.documents) {
            EXPECT_EQ(host.write(document, document.record.uri), GALLEY_OK) << host.error();
        }
    }
    host.finish();
    return host.outputs();
}

std::string sample_sheet() {
    std::deque<SampleFile> files;
    files.push_back(chinese_page());
    files.push_back(english_page());
    files.push_back(held_page());
    return export_files(std::move(files)).at("proof.html");
}

std::size_t count(const std::string& html, std::string_view what) {
    std::size_t found = 0;
    for (auto at = html.find(what); at != std::string::npos; at = html.find(what, at + 1)) {
        ++found;
    }
    return found;
}

TEST(ProofSheet, WritesTheSampleWherePeopleCanLook) {
    const char* folder = std::getenv("GALLEY_PROOF_SAMPLE");
    if (folder == nullptr) {
        GTEST_SKIP() << "set GALLEY_PROOF_SAMPLE=<file> to look at the sample";
    }
    std::ofstream(folder) << sample_sheet();
}

}  // namespace
}  // namespace galley::proof_sheet
