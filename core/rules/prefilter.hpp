// SPDX-License-Identifier: Apache-2.0
// Says quickly which of many patterns may match a text: the first half of matching, RE2 is the
// second.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace galley::core::rules {

/// Number of a pattern in the list the prefilter was made of.
using PatternIndex = std::uint32_t;

class Prefilter {
  public:
    /// What one scan needs for itself.
    class Scratch {
      public:
        Scratch() = default;
        Scratch(const Scratch&) = delete;
        Scratch& operator=(const Scratch&) = delete;
        virtual ~Scratch() = default;
    };

    Prefilter() = default;
    Prefilter(const Prefilter&) = delete;
    Prefilter& operator=(const Prefilter&) = delete;
    virtual ~Prefilter() = default;

    [[nodiscard]] virtual std::unique_ptr<Scratch> make_scratch() const = 0;

    /// Appends each pattern that may match, once, in any order: some too many, never one too few.
    /// @param scratch  made by this prefilter, used by one thread at a time.
    /// @returns        false when it could not look and named them all.
    /// @thread any.
    [[nodiscard]] virtual bool scan(
        std::string_view text, Scratch& scratch, std::vector<PatternIndex>& out) const = 0;
};

/// Where matches may begin.
enum class Anchor { kNone, kLineBegin };

/// The portable form: one RE2::Set in UTF-8. Exact; slower, but for patterns that match at the
/// begin of lines only: it gives up where the line begins as none of them does.
[[nodiscard]] std::unique_ptr<Prefilter> make_set_prefilter(
    std::span<const std::string_view> patterns, Anchor anchor = Anchor::kNone);

}  // namespace galley::core::rules
