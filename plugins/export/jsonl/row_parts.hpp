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

    /// From behind that number up to the rule. Made anew only where another stage decided.
    std::string_view who(const galley_row& row);

    /// The confidence as a number. Most rules are as sure as the one before.
    std::string_view confidence(double value);

    /// From behind the decision to the line's end.
    std::string_view tail() const { return tail_; }

  private:
    std::string head_, tail_, who_;
    std::string stage_, plugin_, version_;  ///< whose words who_ holds
    std::string confidence_;
    std::uint64_t confidence_bits_ = 0;  ///< of the value that it says, unless it is empty
};

}  // namespace galley::jsonl
