// SPDX-License-Identifier: Apache-2.0
// The output of an invented run, to be damaged in tests.
#pragma once
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace galley::tests {

/// The lines of the output files.
struct Output {
    std::vector<nlohmann::json> ledger, articles, notices;

    nlohmann::json& row(int seq);
    void drop_row(int seq);
};

/// A page of two articles and a notice with every kind of decision, and a text without any.
Output sample_output();

/// A folder that goes with the object.
class OutputFolder {
  public:
    explicit OutputFolder(const Output& output);
    ~OutputFolder();
    OutputFolder(const OutputFolder&) = delete;
    OutputFolder& operator=(const OutputFolder&) = delete;

    const std::filesystem::path& path() const { return path_; }

    void write(const std::string& name, const std::string& content) const;

  private:
    std::filesystem::path path_;
};

}  // namespace galley::tests
