// SPDX-License-Identifier: Apache-2.0
// export.run_report: identity, and one small file, written when the run ends.
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

    void begin(std::string_view, std::string_view position, galley::host& host) {
        report.begin(position);
        file.open(galley::output_path(host, "run.json"));
    }

    void write(const galley::record& finished, std::string_view, galley::host&) {
        report.add(finished);
    }

    std::string_view prepare(galley::host& host) {
        if (const auto totals = galley::run_totals(host); totals.ended != 0) {
            file.cut(0);
            file.append(report.to_json(totals, held_documents(host)));
            file.flush();
        }
        return report.position();
    }

    void commit(galley::host&) { file.sync(); }

    static std::vector<galley::run_report::Held> held_documents(galley::host& host) {
        std::vector<galley::run_report::Held> held;
        galley::each_held(host, [&](const galley_run_document& document) {
            held.push_back(
                {std::string(galley::view(document.uri)),
                 std::string(galley::view(document.path)),
                 std::string(galley::view(document.reason))});
        });
        return held;
    }

    galley::run_report::RunReport report;
    galley::output_file file;
};

}  // namespace

GALLEY_PLUGIN(RunReport)
