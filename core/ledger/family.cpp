// SPDX-License-Identifier: Apache-2.0
// Words and names of the ledger's file format.
#include "core/ledger/family.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace galley::core::ledger {
namespace {

constexpr std::array<std::pair<Op, std::string_view>, 6> kOps{{
    {Op::kStrip, "strip"},
    {Op::kReplace, "replace"},
    {Op::kMove, "move"},
    {Op::kSplit, "split"},
    {Op::kKeep, "keep"},
    {Op::kCollapse, "collapse"},
}};

std::optional<ByteOffset> take_number(std::string_view& text) {
    ByteOffset value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{}) {
        return std::nullopt;
    }
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return value;
}

bool is_hex_digit(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
}

}  // namespace

std::optional<Op> parse_op(std::string_view word) {
    const auto found = std::ranges::find(kOps, word, &std::pair<Op, std::string_view>::second);
    return found == kOps.end() ? std::nullopt : std::optional(found->first);
}

std::string_view to_string(Op op) {
    return std::ranges::find(kOps, op, &std::pair<Op, std::string_view>::first)->second;
}

std::optional<DocumentName> parse_uri(std::string_view uri) {
    constexpr std::string_view kScheme = "galley:";
    constexpr std::size_t kHashChars = 64;
    if (!uri.starts_with(kScheme) || uri.size() <= kScheme.size() + kHashChars ||
        uri[kScheme.size() + kHashChars] != '#') {
        return std::nullopt;
    }
    DocumentName name;
    name.sha256 = uri.substr(kScheme.size(), kHashChars);
    auto rest = uri.substr(kScheme.size() + kHashChars + 1);
    const auto begin = take_number(rest);
    if (!begin || !rest.starts_with('-')) {
        return std::nullopt;
    }
    rest.remove_prefix(1);
    const auto end = take_number(rest);
    if (!end || !rest.empty() || *end < *begin || !std::ranges::all_of(name.sha256, is_hex_digit)) {
        return std::nullopt;
    }
    name.range = {*begin, *end};
    return name;
}

}  // namespace galley::core::ledger
