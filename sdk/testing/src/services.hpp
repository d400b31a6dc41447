// SPDX-License-Identifier: Apache-2.0
// The extensions that the test host offers by itself: building, records, output files, run totals.
#pragma once
#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "call.hpp"

namespace galley GALLEY_SDK_HIDDEN {
namespace testing {

/// A blob in memory, handed out in chunks smaller than a reader hopes for.
struct MemoryBlob : galley_blob {
    MemoryBlob(std::string_view its_bytes, std::string_view its_name, std::string_view its_type);

    std::string_view bytes;
    mutable std::size_t at = 0;
};

const galley_build_v1& build_calls();
const galley_record_v1& record_calls();

/// A temporary folder for output files; goes with its owner.
class OutputFolder {
  public:
    OutputFolder() = default;
    ~OutputFolder();
    OutputFolder(const OutputFolder&) = delete;
    OutputFolder& operator=(const OutputFolder&) = delete;

    /// galley_output_v1::path.
    galley_status path(std::string_view name, galley_str* out);

    std::map<std::string, std::string> contents() const;

  private:
    std::filesystem::path root_;
    std::map<std::string, std::string, std::less<>> paths_;
};

}  // namespace testing
}  // namespace GALLEY_SDK_HIDDEN
