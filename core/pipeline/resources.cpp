// SPDX-License-Identifier: Apache-2.0
// Data files beside plugins, and what of their words is masked.
#include <fstream>
#include <iterator>

#include "core/pipeline/services.hpp"

namespace galley::core::pipeline {
namespace {

bool stays_below(std::string_view name) {
    if (name.empty() || name.front() == '/') {
        return false;
    }
    const std::filesystem::path path(name);
    return std::none_of(path.begin(), path.end(), [](const auto& part) { return part == ".."; });
}

}  // namespace

Result<std::string_view> Resources::get(
    const std::filesystem::path& folder, std::string_view name) {
    if (!stays_below(name)) {
        return unexpected(Error{
            "data file \"" + std::string(name) + "\": expected a name below the plugin's folder"});
    }
    const auto path = (folder / name).string();
    const std::lock_guard lock(mutex_);
    if (const auto known = files_.find(path); known != files_.end()) {
        return std::string_view(known->second);
    }
    std::ifstream in(path, std::ios::binary);
    if (!in) {
        return unexpected(Error{path + ": cannot be read"});
    }
    std::string bytes((std::istreambuf_iterator<char>(in)), {});
    return std::string_view(files_.emplace(path, std::move(bytes)).first->second);
}

std::string Services::masked(std::string_view text) const {
    constexpr std::size_t kShortest = 4;  // "a" would mask half of every text
    std::string out(text);
    for (const auto& secret : secrets) {
        if (secret.size() < kShortest) {
            continue;
        }
        for (auto at = out.find(secret); at != std::string::npos; at = out.find(secret, at + 3)) {
            out.replace(at, secret.size(), "***");
        }
    }
    return out;
}

}  // namespace galley::core::pipeline
