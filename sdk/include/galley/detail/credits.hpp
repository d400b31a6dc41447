// SPDX-License-Identifier: Apache-2.0
// What a credit says: people with their roles, and the outlet they write for.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include <galley/names.hpp>

namespace galley GALLEY_SDK_HIDDEN {

enum class credit_role {
    author,
    photographer,
    editor,
    contributor,  ///< helped, but is not a byline: "… contributed to this report"
    desk,         ///< a desk instead of a person: "本报评论员", "JERUSALEM POST STAFF"
};

struct credited {
    span at;           ///< the name as written
    std::string name;  ///< bare, capitals tidied
    credit_role role = credit_role::author;
};

struct credits {
    std::vector<credited> people;
    span outlet;  ///< paper or agency, when the credit names one ("本报" does not)
    span at;      ///< all of it
    double confidence = 0;
    bool whole = false;     ///< the line holds nothing else
    bool pictures = false;  ///< all of it is about pictures: "Photo: AFP", "甲 摄"

    bool empty() const { return people.empty() && outlet.empty(); }

    void shift(ByteOffset by) {
        for (auto& one : people) {
            one.at = {one.at.begin + by, one.at.end + by};
        }
        outlet = outlet.empty() ? span{} : span{outlet.begin + by, outlet.end + by};
        at = {at.begin + by, at.end + by};
    }
};

namespace detail {

inline bool only_photographers(const credits& found) {
    bool only = !found.people.empty();
    for (const auto& one : found.people) {
        only = only && one.role == credit_role::photographer;
    }
    return only;
}

inline bool has_han(std::string_view text) {
    bool found = false;
    each_char(text, [&](char32_t c, std::size_t) { found = found || is_han(c); });
    return found;
}

/// The longest entry of `table` that `text` begins with, or an empty view.
template <class Table>
std::string_view longest_prefix(std::string_view text, const Table& table) {
    std::string_view best;
    for (const std::string_view entry : table) {
        if (entry.size() > best.size() && stands_at(text, 0, entry)) {
            best = entry;
        }
    }
    return best;
}

template <class Table>
std::string_view longest_suffix(std::string_view text, const Table& table) {
    std::string_view best;
    for (const std::string_view entry : table) {
        if (entry.size() > best.size() && entry.size() <= text.size() &&
            stands_at(text, text.size() - entry.size(), entry)) {
            best = entry;
        }
    }
    return best;
}

}  // namespace detail
}  // namespace GALLEY_SDK_HIDDEN
