// SPDX-License-Identifier: Apache-2.0
// galley verify.
#include <filesystem>
#include <nlohmann/json.hpp>

#include <fmt/format.h>

#include "core/cli/commands.hpp"
#include "core/cli/exit_code.hpp"
#include "core/cli/json_line.hpp"
#include "core/ledger/verify.hpp"
#include "core/reporting/log.hpp"
#include "core/state/versions.hpp"

namespace galley::core::cli {

int verify_command(const Common& common, const std::string& out) {
    const auto checked = ledger::verify_output(out, state::versions_before(out));
    if (!checked.has_value()) {
        return fail(checked.error());
    }
    const auto& report = checked.value();
    if (common.json) {
        const nlohmann::ordered_json line = {
            {"schema_version", 1},
            {"out", out},
            {"ok", report.problems.empty()},
            {"documents", report.families},
            {"articles", report.articles},
            {"notices", report.notices},
            {"problems", report.problems},
            {"purged", report.purged},
            {"not_checked", report.not_checked}};
        print_json(line);
    } else {
        for (const auto& problem : report.problems) {
            print(reporting::printable(problem) + "\n");
        }
        for (const auto& source : report.purged) {
            print("purged: galley:" + source + "\n");
        }
        for (const auto& name : report.not_checked) {
            print("not checked: " + reporting::printable(name) + "\n");
        }
        print(fmt::format(
            "{}: {} documents {} from {} articles, {} notices and the ledger; "
            "{} problems\n",
            reporting::printable(out),
            report.families,
            report.ok() ? "rebuilt byte for byte" : "checked",
            report.articles,
            report.notices,
            report.problems.size()));
    }
    return report.problems.empty() ? kOk : kCheckFailed;
}

}  // namespace galley::core::cli
