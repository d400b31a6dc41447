// SPDX-License-Identifier: Apache-2.0
// The account of a run: the balance, what was decided by whom, what was held.
#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <galley/export.hpp>

namespace galley::run_report {

/// A document that was held, as the report lists it.
struct Held {
    std::string uri, path, reason;
};

/// Counts decisions as documents come, and says it all as JSON.
class RunReport {
  public:
    /// Goes on from what position() gave; empty: from nothing.
    /// @errors  failure GALLEY_E_ARGUMENT for text that no position() made.
    void begin(std::string_view position);

    /// Counts the decisions on a document and on the pages it begins.
    void add(const record& finished);

    /// The counts so far, as one line of JSON; lives until the next call.
    std::string_view position();

    /// run.json, indented, with a line end.
    std::string to_json(const galley_run_totals& totals, const std::vector<Held>& held) const;

  private:
    using Counts = std::map<std::string, std::uint64_t, std::less<>>;

    void add_rows(const record& from);

    Counts by_category_, by_rule_, by_stage_, by_status_;
    std::string position_;
};

}  // namespace galley::run_report
