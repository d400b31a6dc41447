// SPDX-License-Identifier: Apache-2.0
// Which values of a JSON object are wanted.
#include "wanted.hpp"

#include <algorithm>

namespace galley::jsonl {
namespace {

std::string unescaped(std::string_view key) {
    std::string out;
    for (std::size_t i = 0; i < key.size(); ++i) {
        const auto two = key.substr(i, 2);
        const bool escape = two == "~1" || two == "~0";
        out.push_back(!escape ? key[i] : two == "~1" ? '/' : '~');
        i += escape;
    }
    return out;
}

WantedKey& child(WantedKey& parent, std::string key) {
    for (auto& known : parent.below) {
        if (known.key == key) {
            return known;
        }
    }
    parent.below.push_back({std::move(key), {}, {}});
    return parent.below.back();
}

}  // namespace

const WantedKey* WantedKey::find(std::string_view name) const {
    const auto found = std::find_if(
        below.begin(), below.end(), [&](const WantedKey& one) { return one.key == name; });
    return found == below.end() ? nullptr : &*found;
}

bool add_path(WantedKey& root, std::string_view path, std::size_t target) {
    const bool pointer = path.starts_with('/');
    const char separator = pointer ? '/' : '.';
    path.remove_prefix(pointer ? 1 : 0);
    auto* at = &root;
    while (true) {
        const auto end = std::min(path.find(separator), path.size());
        const auto key = path.substr(0, end);
        if (key.empty()) {
            return false;
        }
        at = &child(*at, pointer ? unescaped(key) : std::string(key));
        if (end == path.size()) {
            at->targets.push_back(target);
            return true;
        }
        path.remove_prefix(end + 1);
    }
}

Mapping mapping_of(std::string_view text) {
    const auto at = text.find('=');
    if (at == std::string_view::npos || at == 0 || at + 1 == text.size()) {
        return {};
    }
    return {std::string(text.substr(0, at)), std::string(text.substr(at + 1))};
}

}  // namespace galley::jsonl
