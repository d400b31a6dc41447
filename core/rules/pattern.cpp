// SPDX-License-Identifier: Apache-2.0
// An RE2 pattern that is compiled when it is first used: most rules of a set never see a candidate.
#include "core/rules/pattern.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <re2/re2.h>
#include <utility>

#include "core/rules/edge_blanks.hpp"
#include "core/rules/limits.hpp"

namespace galley::core::rules {

namespace {

// Patterns that just pass check() need more for their automata; without it RE2 falls back to a way
// that is many times slower.
constexpr std::int64_t kMatchMemory = 64 << 20;

constexpr Span kAbsent{std::string_view::npos, std::string_view::npos};

}  // namespace

Pattern::Pattern(std::string source, Subject subject)
    : source_(std::move(source)),
      shape_(subject == Subject::kLine ? shape_of(source_) : PatternShape{.probe = source_}) {}

Pattern::~Pattern() = default;

const re2::RE2& Pattern::compiled() const {
    std::call_once(once_, [this] {
        RE2::Options options;
        options.set_log_errors(false);
        options.set_max_mem(kMatchMemory);
        re2_ = std::make_unique<RE2>(source_, options);
        for (const auto& [index, name] : re2_->CapturingGroupNames()) {
            named_groups_.push_back({static_cast<std::size_t>(index), name});
        }
    });
    return *re2_;
}

const re2::RE2& Pattern::probe() const {
    if (shape_.probe.size() == source_.size()) {
        return compiled();
    }
    std::call_once(probe_once_, [this] {
        RE2::Options options;
        options.set_log_errors(false);
        options.set_max_mem(kMatchMemory);
        probe_ = std::make_unique<RE2>(shape_.probe, options);
    });
    return *probe_;
}

bool Pattern::matches(std::string_view text) const {
    return probe().Match(text, 0, text.size(), RE2::UNANCHORED, nullptr, 0);
}

bool Pattern::find(std::string_view text, ByteOffset from, std::span<Span> groups) const {
    if (shape_.whole_line && from == 0) {
        if (const auto found = find_whole(text, groups)) {
            return *found;
        }
    }
    return groups.size() == 1 ? find_in<1>(text, from, groups)
                              : find_in<kMaxGroups + 1>(text, from, groups);
}

// RE2 takes several times as long for groups as for a match.
std::optional<bool> Pattern::find_whole(std::string_view text, std::span<Span> groups) const {
    if (groups.size() > 1 && (!shape_.name_takes_line || has_blank_edge(text))) {
        return std::nullopt;
    }
    std::ranges::fill(groups, kAbsent);
    groups[0] = {0, text.size()};
    if (groups.size() > 1) {
        groups[named_groups()[0].index] = groups[0];
    }
    return matches(text);
}

template <std::size_t kGroups>
bool Pattern::find_in(std::string_view text, ByteOffset from, std::span<Span> groups) const {
    std::array<re2::StringPiece, kGroups> found;
    assert(!groups.empty() && groups.size() <= found.size());
    const int count = static_cast<int>(groups.size());
    if (!compiled().Match(text, from, text.size(), RE2::UNANCHORED, found.data(), count)) {
        return false;
    }
    for (std::size_t i = 0; i < groups.size(); ++i) {
        if (found[i].data() == nullptr) {
            groups[i] = kAbsent;
        } else {
            const auto begin = static_cast<ByteOffset>(found[i].data() - text.data());
            groups[i] = {begin, begin + found[i].size()};
        }
    }
    return true;
}

const std::vector<NamedGroup>& Pattern::named_groups() const {
    if (!shape_.has_names) {
        return named_groups_;  // none
    }
    static_cast<void>(compiled());
    return named_groups_;
}

namespace {

// RE2's words, which quote the pattern: cut where it is long.
std::string what_is_wrong(const re2::RE2& re2) {
    constexpr std::size_t kMostQuotedBytes = 200;
    if (re2.error_code() == RE2::ErrorPatternTooLarge) {
        return "too large when its counts are written out; count less, or fewer kinds of "
               "characters";
    }
    const auto quoted = re2.error_arg().size();
    auto text = re2.error();
    if (quoted > kMostQuotedBytes && text.size() > quoted) {
        auto end = text.size() - quoted + kMostQuotedBytes;
        while ((static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
            --end;
        }
        text = text.substr(0, end) + "...";
    }
    return text;
}

}  // namespace

std::string Pattern::check(bool may_be_empty) const {
    RE2::Options options;
    options.set_log_errors(false);
    const RE2 re2(source_, options);
    if (!re2.ok()) {
        return "bad pattern: " + what_is_wrong(re2);
    }
    if (re2.NumberOfCapturingGroups() > kMaxGroups ||
        re2.CapturingGroupNames().size() > kMaxNamedGroups) {
        return "bad pattern: more than " + std::to_string(kMaxGroups) + " groups or " +
               std::to_string(kMaxNamedGroups) + " named ones; write (?:...)";
    }
    if (!may_be_empty && re2.Match("", 0, 0, RE2::UNANCHORED, nullptr, 0)) {
        return "pattern matches the empty text";
    }
    return {};
}

}  // namespace galley::core::rules
