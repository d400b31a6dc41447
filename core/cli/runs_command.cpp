// SPDX-License-Identifier: Apache-2.0
// galley runs: the versions of a run, and the calls that worked on each.
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "core/cli/commands.hpp"
#include "core/cli/exit_code.hpp"
#include "core/cli/json_line.hpp"
#include "core/reporting/log.hpp"
#include "core/reporting/summary.hpp"
#include "core/state/chain_difference.hpp"
#include "core/state/run_status.hpp"
#include "core/state/versions.hpp"

namespace galley::core::cli {
namespace {

using reporting::printable;

struct ShownVersion {
    state::Version version;
    state::RunStatus status;
    std::vector<std::string> differs;  ///< in what its chain does from the version before
};

/// A line each of "\n  first\n  second".
std::vector<std::string> lines_of(std::string_view text) {
    constexpr std::string_view kBegin = "\n  ";
    std::vector<std::string> lines;
    while (!text.empty()) {
        text.remove_prefix(kBegin.size());
        lines.emplace_back(text.substr(0, text.find(kBegin)));
        text.remove_prefix(lines.back().size());
    }
    return lines;
}

Result<std::vector<ShownVersion>> read_versions(const std::string& out) {
    auto versions = state::versions(out);
    if (versions.empty() || state::version_at(out).number > 1) {
        versions = {{state::version_at(out).number, out}};
    }
    std::vector<ShownVersion> shown;
    for (auto& version : versions) {
        auto status = state::read_status(version.folder);
        if (!status.has_value()) {
            return unexpected(status.error());
        }
        auto differs = shown.empty()
                           ? std::vector<std::string>()
                           : lines_of(chain_difference(shown.back().status.info, status->info));
        shown.push_back({std::move(version), std::move(status).value(), std::move(differs)});
    }
    return shown;
}

std::string state_of(const state::RunStatus& status, const state::Session& session) {
    const bool last = session.number == status.sessions.back().number;
    return !session.outcome.empty()             ? session.outcome
           : last && status.process.has_value() ? "running"
                                                : "killed";
}

void show_json(const ShownVersion& shown, bool is_alone) {
    const auto& status = shown.status;
    if (!is_alone) {
        print_json(
            {{"schema_version", 1},
             {"run", status.info.run},
             {"out", shown.version.folder.string()},
             {"chain", status.info.chain},
             {"state", status.state()},
             {"version", reporting::version_json(shown.version.number, status.last.version)},
             {"differs", shown.differs}});
    }
    for (const auto& session : status.sessions) {
        const bool ended = !session.ended.empty();
        using Json = nlohmann::ordered_json;
        print_json(
            {{"schema_version", 1},
             {"run", status.info.run},
             {"session", session.number},
             {"started", session.started},
             {"ended", ended ? Json(session.ended) : Json(nullptr)},
             {"state", state_of(status, session)},
             {"read", ended ? Json(session.read) : Json(nullptr)}});
    }
}

void show_text(const ShownVersion& shown, bool is_alone) {
    const auto& status = shown.status;
    if (!is_alone) {
        pipeline::RunReport report;
        report.version_number = shown.version.number;
        report.version = status.last.version;
        print(fmt::format(
            "{} in {}{}\n",
            shown.version.number == 1 ? "version 1" : reporting::version_line(report),
            printable(shown.version.folder.string()),
            shown.differs.empty() ? "" : ":"));
        for (const auto& line : shown.differs) {
            print("  " + printable(line) + "\n");
        }
    }
    for (const auto& session : status.sessions) {
        print(fmt::format(
            "{}{}  {}  {}{}\n",
            is_alone ? "" : "  ",
            session.number,
            session.started,
            state_of(status, session),
            session.ended.empty() ? "" : fmt::format("  {} read", session.read)));
    }
}

}  // namespace

int runs_command(const Common& common, const std::string& out) {
    const auto shown = read_versions(out);
    if (!shown.has_value()) {
        return fail(shown.error());
    }
    for (const auto& version : shown.value()) {
        (common.json ? show_json : show_text)(version, shown->size() == 1);
    }
    return kOk;
}

}  // namespace galley::core::cli
