// SPDX-License-Identifier: Apache-2.0
// What the ledger lines of one record have in common, made once.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include <galley/export.hpp>

namespace galley::jsonl {

/// How every line begins, up to its uri. schema_version changes when a key is renamed, removed or
/// means something else.
inline constexpr std::string_view kLineBegin = "{\"schema_version\":1,\"uri\":";

/// Serves one record after another with the same memory. Views live until the next call.
class RowParts {
  public:
    /// @param article  the record's number among the articles of its file; 0 for others.
    void begin(const record& finished, std::uint32_t article);

    /// From the line's begin up to the number of the decision.
    std::string_view head() const { return head_; }

    /// From behind that number up to the rule. Made anew only where a stage decided that is not
    /// one of the latest two: the host's own row about line ends stands at the end of most.
    std::string_view who(const galley_row& row);

    /// The category and the status as strings: mostly those of the row before.
    std::string_view category(const galley_row& row) { return category_.of(view(row.category)); }

    std::string_view status(const galley_row& row) { return status_.of(view(row.status)); }

    /// The confidence as a number. Most rules are as sure as the one before.
    std::string_view confidence(double value);

    /// From behind the decision to the line's end.
    std::string_view tail() const { return tail_; }

  private:
    struct Who {
        std::string stage, plugin, version;
        std::string text;  ///< says these; empty at first
    };

    /// A text as a string of JSON, made anew for another one.
    class Escaped {
      public:
        std::string_view of(std::string_view text);

      private:
        std::string text_, json_;
    };

    std::string head_, tail_;
    Who who_, who_before_;
    Escaped category_, status_;
    std::string confidence_;
    std::uint64_t confidence_bits_ = 0;  ///< of the value that it says, unless it is empty
};

}  // namespace galley::jsonl
