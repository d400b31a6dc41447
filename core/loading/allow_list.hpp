// SPDX-License-Identifier: Apache-2.0
// A file of SHA-256s, as sha256sum writes it: the plugin files that may be loaded.
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"

namespace galley::core::loading {

struct AllowListProblem {
    unsigned line = 0;  ///< 0: of the whole file
    std::string text;
};

class AllowList {
  public:
    /// Lines of 64 hexadecimal digits, blanks and a name, which is for people only; empty lines and
    /// lines that begin with # count for nothing.
    /// @errors  all that is wrong with the file.
    [[nodiscard]] static Result<AllowList, std::vector<AllowListProblem>> read(
        const std::filesystem::path& file);

    bool allows(std::string_view sha256) const { return digests_.contains(sha256); }

  private:
    std::set<std::string, std::less<>> digests_;
};

}  // namespace galley::core::loading
