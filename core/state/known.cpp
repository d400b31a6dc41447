// SPDX-License-Identifier: Apache-2.0
// Paths are compared by 64 bits of XXH3: a chance meeting needs the same content too.
#include "core/state/known.hpp"

#include <xxhash.h>

namespace galley::core::state {

Known::Key Known::key_of(const Content& content, std::string_view path) {
    return {content, XXH3_64bits(path.data(), path.size())};
}

void Known::add(const Content& content, std::string_view path) {
    ++left_[key_of(content, path)];
    ++all_;
}

bool Known::take(const Content& content, std::string_view path) {
    const auto key = key_of(content, path);
    const std::lock_guard lock(mutex_);
    const auto found = left_.find(key);
    if (found == left_.end()) {
        return false;
    }
    if (--found->second == 0) {
        left_.erase(found);
    }
    return true;
}

}  // namespace galley::core::state
