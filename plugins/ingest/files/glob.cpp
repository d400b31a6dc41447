// SPDX-License-Identifier: Apache-2.0
// Glob patterns matched one folder at a time.
#include "glob.hpp"

#include <algorithm>

#include <galley/text.hpp>

namespace galley::files {
namespace {

constexpr std::string_view kAnyFolders = "**";

void add_once(Glob::Places& places, std::size_t place) {
    if (std::find(places.begin(), places.end(), place) == places.end()) {
        places.push_back(place);
    }
}

}  // namespace

bool has_wildcards(std::string_view path) {
    return path.find_first_of("*?") != std::string_view::npos;
}

bool matches(std::string_view pattern, std::string_view name) {
    if (name.starts_with('.') && !pattern.starts_with('.')) {
        return false;
    }
    std::size_t p = 0;
    std::size_t n = 0;
    std::size_t star = std::string_view::npos;  // the last *, to come back to
    std::size_t taken = 0;                      // what that * has taken so far
    while (n < name.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            taken = n;
        } else if (p < pattern.size() && pattern[p] == '?') {
            ++p;
            n += decode_at(name, n).size_bytes;
        } else if (p < pattern.size() && pattern[p] == name[n]) {
            ++p;
            ++n;
        } else if (star != std::string_view::npos) {
            p = star + 1;
            n = ++taken;
        } else {
            return false;
        }
    }
    return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

Glob::Glob(std::string_view pattern) {
    const auto wildcard = pattern.find_first_of("*?");
    const auto slash = pattern.substr(0, wildcard).rfind('/');
    if (slash != std::string_view::npos) {
        base_ = pattern.substr(0, slash + 1);
        pattern.remove_prefix(slash + 1);
    }
    while (!pattern.empty()) {
        const auto end = std::min(pattern.find('/'), pattern.size());
        if (end > 0) {
            parts_.emplace_back(pattern.substr(0, end));
        }
        pattern.remove_prefix(std::min(end + 1, pattern.size()));
    }
}

Glob::Places Glob::with_skipped(Places places) const {
    for (std::size_t i = 0; i < places.size(); ++i) {
        if (places[i] < parts_.size() && parts_[places[i]] == kAnyFolders) {
            add_once(places, places[i] + 1);
        }
    }
    return places;
}

Glob::Step Glob::step(const Places& places, std::string_view name) const {
    Step out;
    for (const auto place : places) {
        if (place >= parts_.size()) {
            continue;
        }
        const bool any = parts_[place] == kAnyFolders;
        if (any && name.starts_with('.')) {
            continue;
        }
        if (!any && !matches(parts_[place], name)) {
            continue;
        }
        out.matched = out.matched || place + 1 == parts_.size();
        add_once(out.inside, any ? place : place + 1);
    }
    std::erase(out.inside, parts_.size());
    out.inside = with_skipped(std::move(out.inside));
    return out;
}

}  // namespace galley::files
