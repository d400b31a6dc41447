// SPDX-License-Identifier: Apache-2.0
// A folder of its own for one test.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace galley::core::loading {

class TemporaryFolder {
  public:
    TemporaryFolder() {
        auto name = (std::filesystem::temp_directory_path() / "galley-loading-XXXXXX").string();
        path_ = mkdtemp(name.data());
    }

    ~TemporaryFolder() { std::filesystem::remove_all(path_); }

    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    const std::filesystem::path& path() const { return path_; }

    /// Copies a sample plugin to a place below this folder.
    std::filesystem::path add_sample(std::string_view sample, const std::filesystem::path& to) {
        std::filesystem::create_directories((path_ / to).parent_path());
        const auto from = std::filesystem::path(SAMPLES) / (std::string(sample) + ".so");
        std::filesystem::copy_file(from, path_ / to);
        return path_ / to;
    }

    std::filesystem::path add(const std::filesystem::path& to, std::string_view content) {
        std::filesystem::create_directories((path_ / to).parent_path());
        std::ofstream(path_ / to, std::ios::binary) << content;
        return path_ / to;
    }

  private:
    std::filesystem::path path_;
};

}  // namespace galley::core::loading
