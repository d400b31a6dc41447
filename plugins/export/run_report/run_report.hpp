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

/// Counts decisions as documents come, and says it all as JSON.
class RunReport {
  public:
    /// Counts the decisions on a document and on the pages it begins; notes it if it was held.
    void add(const record& finished);

    /// run.json, indented, with a line end.
    std::string to_json(const galley_run_totals& totals) const;

  private:
    using Counts = std::map<std::string, std::uint64_t, std::less<>>;

    struct Held {
        std::string uri, path, reason;
    };

    void add_rows(const record& from);

    Counts by_category_, by_rule_, by_stage_, by_status_;
    std::vector<Held> held_;
};

}  // namespace galley::run_report
