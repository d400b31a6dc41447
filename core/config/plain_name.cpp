// SPDX-License-Identifier: Apache-2.0
// What is allowed is listed; whatever else a file system, a shell or a terminal may read into a
// name is not.
#include "core/config/plain_name.hpp"

#include <algorithm>

namespace galley::core::config {
namespace {

bool is_plain_part(std::string_view part) {
    constexpr std::size_t kMostChars = 200;
    const auto plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '.' || c == '_' || c == '-';
    };
    return !part.empty() && part.size() <= kMostChars && part.front() != '.' &&
           std::ranges::all_of(part, plain);
}

}  // namespace

bool is_plain_name(std::string_view name) {
    const auto slash = name.find('/');
    return is_plain_part(name.substr(0, slash)) &&
           (slash == std::string_view::npos || is_plain_part(name.substr(slash + 1)));
}

}  // namespace galley::core::config
