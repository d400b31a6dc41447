// SPDX-License-Identifier: Apache-2.0
// Which documents a purge takes out of the files of a run.
#pragma once
#include <functional>
#include <set>
#include <string>
#include <string_view>

namespace galley::core::state {

/// The documents by what outputs know of them.
struct Gone {
    static constexpr std::size_t kSourceDigits = 32;

    std::set<std::string, std::less<>> sources;  ///< first 32 digits of the SHA-256 of their text
    std::set<std::string, std::less<>> paths;

    /// @param sha256  at least 32 hexadecimal digits.
    bool holds_source(std::string_view sha256) const {
        return sources.contains(sha256.substr(0, kSourceDigits));
    }
};

}  // namespace galley::core::state
