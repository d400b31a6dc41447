// SPDX-License-Identifier: Apache-2.0
// Line by line.
#include "allow_list.hpp"

#include <algorithm>
#include <fstream>

namespace galley::core::loading {

namespace {

constexpr std::size_t kDigits = 64;

/// The digest in small letters; "" when the line does not begin with one.
std::string digest_of(std::string_view line) {
    const auto digits = line.substr(0, line.find_first_of(" \t"));
    const bool is_hex = digits.find_first_not_of("0123456789abcdefABCDEF") == std::string::npos;
    if (digits.size() != kDigits || !is_hex) {
        return {};
    }
    std::string out(digits);
    std::ranges::transform(
        out, out.begin(), [](char c) { return c >= 'A' && c <= 'F' ? char(c + ('a' - 'A')) : c; });
    return out;
}

}  // namespace

Result<AllowList, std::vector<AllowListProblem>> AllowList::read(
    const std::filesystem::path& file) {
    std::ifstream in(file);
    std::vector<AllowListProblem> problems;
    AllowList list;
    if (!in || std::filesystem::is_directory(file)) {
        problems.push_back({0, "cannot be read"});
        return unexpected(std::move(problems));
    }
    unsigned number = 0;
    for (std::string line; std::getline(in, line);) {
        ++number;
        if (line.empty() || line.front() == '#') {
            continue;
        }
        if (auto digest = digest_of(line); !digest.empty()) {
            list.digests_.insert(std::move(digest));
        } else {
            problems.push_back({number, "expected a SHA-256 and a file name, as of sha256sum"});
        }
    }
    if (!problems.empty()) {
        return unexpected(std::move(problems));
    }
    return list;
}

}  // namespace galley::core::loading
