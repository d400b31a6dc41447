// SPDX-License-Identifier: Apache-2.0
// export.run_report: identity, and one small file written anew at each prepare.
#include <galley/output_file.hpp>
#include <galley/plugin.hpp>

#include "run_report.hpp"

namespace {

struct RunReport {
    static constexpr auto kind = GALLEY_KIND_EXPORT;
    static constexpr auto capabilities = GALLEY_CAP_FILES | GALLEY_CAP_REVIEW;
    static constexpr auto id = "export.run_report";
    static constexpr auto version = "1.0.0";
    static constexpr auto summary =
        "Writes run.json: the balance, decisions by rule, what was held.";

    void begin(std::string_view, std::string_view, galley::host& host) {
        file.open(galley::output_path(host, "run.json"));
    }

    void write(const galley::record& finished, std::string_view, galley::host&) {
        report.add(finished);
    }

    std::string_view prepare(galley::host& host) {
        file.cut(0);
        file.append(report.to_json(galley::run_totals(host)));
        file.flush();
        return {};
    }

    void commit(galley::host&) { file.sync(); }

    galley::run_report::RunReport report;
    galley::output_file file;
};

}  // namespace

GALLEY_PLUGIN(RunReport)
