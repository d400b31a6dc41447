// SPDX-License-Identifier: Apache-2.0
// Named fragments of patterns: `define DATE ...` in a pack, {DATE} in the patterns after it.
#include "core/rules/definitions.hpp"

#include <algorithm>
#include <span>
#include <vector>

#include "core/rules/limits.hpp"
#include "core/rules/vocabulary.hpp"

namespace galley::core::rules {

namespace {

bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}

bool is_name(std::string_view word) {
    return !word.empty() && is_upper(word.front()) && std::ranges::all_of(word, [](char c) {
        return is_upper(c) || c == '_' || (c >= '0' && c <= '9');
    });
}

// The end of the escape that begins at `at`: \p{Han} and \x{4e00} keep their braces.
std::size_t skip_escape(std::string_view pattern, std::size_t at) {
    if (at + 2 < pattern.size() && pattern[at + 2] == '{' &&
        std::string_view("pPx").find(pattern[at + 1]) != std::string_view::npos) {
        return std::min(pattern.find('}', at), pattern.size() - 1) + 1;
    }
    return std::min(at + 2, pattern.size());
}

// The end of the class [...] that begins at `at`.
std::size_t skip_class(std::string_view pattern, std::size_t at) {
    ++at;
    if (at < pattern.size() && pattern[at] == '^') {
        ++at;
    }
    for (bool first = true; at < pattern.size(); first = false) {
        if (pattern[at] == ']' && !first) {
            return at + 1;
        }
        if (pattern.substr(at, 2) == "[:" && pattern.find(":]", at) != std::string_view::npos) {
            at = pattern.find(":]", at) + 2;
        } else {
            at = pattern[at] == '\\' ? skip_escape(pattern, at) : at + 1;
        }
    }
    return at;
}

std::size_t skip_one(std::string_view pattern, std::size_t at) {
    switch (pattern[at]) {
        case '\\':
            return skip_escape(pattern, at);
        case '[':
            return skip_class(pattern, at);
        default:
            return at + 1;
    }
}

// NAME of the {NAME} that begins at `at`; "" when it is a quantifier or a plain brace.
std::string_view name_at(std::string_view pattern, std::size_t at) {
    const auto close = pattern.find('}', at);
    const auto name = close == std::string_view::npos ? "" : pattern.substr(at + 1, close - at - 1);
    return is_name(name) ? name : std::string_view();
}

}  // namespace

std::string Definitions::add(std::string_view name, std::string_view fragment) {
    if (!is_name(name)) {
        return "expected define NAME FRAGMENT with NAME of A-Z, 0-9 and _, got \"" +
               std::string(name) + "\"";
    }
    if (fragment.empty()) {
        return "definition of " + std::string(name) + " is empty";
    }
    if (fragments_.contains(name)) {
        return "duplicate definition of " + std::string(name);
    }
    std::string filled;
    if (auto problem = fill_in(fragment, filled); !problem.empty()) {
        return problem;
    }
    fragments_.emplace(name, std::move(filled));
    return {};
}

std::string Definitions::fill_in(std::string_view pattern, std::string& out) const {
    out.clear();
    for (std::size_t at = 0; at < pattern.size() && out.size() <= kMaxPatternBytes;) {
        const auto name = pattern[at] == '{' ? name_at(pattern, at) : std::string_view();
        if (name.empty()) {
            const auto end = skip_one(pattern, at);
            out += pattern.substr(at, end - at);
            at = end;
            continue;
        }
        const auto found = fragments_.find(name);
        if (found == fragments_.end()) {
            return unknown(name);
        }
        out += "(?:" + found->second + ")";
        at += name.size() + 2;
    }
    return out.size() > kMaxPatternBytes
               ? "pattern is longer than " + std::to_string(kMaxPatternBytes) + " bytes"
               : std::string();
}

std::string Definitions::unknown(std::string_view name) const {
    std::vector<std::string_view> names;
    for (const auto& [known, fragment] : fragments_) {
        names.emplace_back(known);
    }
    return "unknown definition {" + std::string(name) + "}" + did_you_mean(name, names);
}

}  // namespace galley::core::rules
