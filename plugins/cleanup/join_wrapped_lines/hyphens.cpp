// SPDX-License-Identifier: Apache-2.0
// Learns the text's words when the first hyphen is met, and knows the usual first parts of
// compounds.
#include "hyphens.hpp"

#include <algorithm>
#include <iterator>

#include <galley/bylines.hpp>

namespace galley::join_wrapped_lines {
namespace {

constexpr std::string_view kFirstParts[] = {
    "well-",  "self-",  "ex-",    "non-",     "anti-",   "mid-",    "all-", "half-",   "high-",
    "low-",   "long-",  "short-", "full-",    "part-",   "old-",    "new-", "two-",    "three-",
    "four-",  "five-",  "six-",   "seven-",   "eight-",  "nine-",   "ten-", "twenty-", "thirty-",
    "forty-", "fifty-", "sixty-", "seventy-", "eighty-", "ninety-", "one-", "co-",     "cross-"};

}  // namespace

bool hyphens::keeps(std::string_view before, std::string_view after) {
    const auto blank = before.rfind(' ');
    const auto head = blank == std::string_view::npos ? before : before.substr(blank + 1);
    const auto rest = after.substr(0, after.find_first_of(" ,.;:!?)\"'"));
    learn_words();
    if (words_.contains(std::string(head) + std::string(rest))) {
        return true;
    }
    if (words_.contains(std::string(head.substr(0, head.size() - 1)) + std::string(rest))) {
        return false;
    }
    const auto small = detail::lowered(head);
    return std::find(std::begin(kFirstParts), std::end(kFirstParts), small) !=
               std::end(kFirstParts) ||
           is_digit(first_char(head).value) || head.find('-') + 1 < head.size();
}

void hyphens::learn_words() {
    if (!words_.empty()) {
        return;
    }
    words_.insert("");
    for (std::size_t at = 0; at < text_.size();) {
        const auto end = std::min(text_.find_first_of(" \n,.;:!?()\"'", at), text_.size());
        if (end > at && end - at <= 40) {
            words_.emplace(text_.substr(at, end - at));
        }
        at = end + 1;
    }
}

}  // namespace galley::join_wrapped_lines
