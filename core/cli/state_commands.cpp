// SPDX-License-Identifier: Apache-2.0
// galley status, galley failed: what an output folder says of its run.
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>

#include <fmt/format.h>

#include "core/cli/commands.hpp"
#include "core/cli/exit_code.hpp"
#include "core/cli/json_line.hpp"
#include "core/pipeline/run.hpp"
#include "core/reporting/log.hpp"
#include "core/reporting/summary.hpp"
#include "core/state/run_status.hpp"
#include "core/state/versions.hpp"

namespace galley::core::cli {
namespace {

using reporting::printable;

/// What a person does next, behind the state's word.
std::string in_words(const state::RunStatus& status) {
    const auto state = status.state();
    if (state == "running") {
        return fmt::format("running, process {}", *status.process);
    }
    const auto& session = status.sessions.empty() ? state::Session{} : status.sessions.back();
    if (state == "complete") {
        return "complete, " + session.ended;
    }
    if (state == "stopped") {
        return "stopped by a limit or a broken plugin, " + session.ended +
               "; galley run goes on with it";
    }
    if (state == "interrupted") {
        return "interrupted, " + session.ended + "; galley run goes on with it";
    }
    if (state == "failed") {
        return "ended with an error, " + session.ended + "; galley run goes on with it";
    }
    return "ended without a word, as if killed; galley run goes on with it";
}

nlohmann::ordered_json to_json(const std::string& out, const state::RunStatus& status) {
    const auto& b = status.last.totals;
    nlohmann::ordered_json json = {
        {"schema_version", 1},
        {"out", out},
        {"run", status.info.run},
        {"pipeline", status.info.pipeline},
        {"config", status.info.config},
        {"chain", status.info.chain},
        {"begun", status.info.started},
        {"state", status.state()},
        {"process", status.process ? nlohmann::ordered_json(*status.process) : nullptr},
        {"sessions", status.sessions.size()},
        {"commits", status.last.number},
        {"read", b.read},
        {"exported", b.exported},
        {"duplicate", b.duplicate},
        {"filtered", b.filtered},
        {"held", b.held},
        {"failed", b.failed},
        {"closes", b.closes()},
        {"articles", b.articles},
        {"notices", b.notices},
        {"stripped", b.stripped}};
    if (const auto number = state::version_at(out).number; number > 1) {
        json["version"] = reporting::version_json(number, status.last.version);
    }
    return json;
}

std::string letter_of(const std::string& run, std::uint64_t number) {
    return fmt::format("dead-letter/{}/{:08}", run, number);
}

}  // namespace

int status_command(const Common& common, const std::string& out) {
    const auto status = state::read_status(out);
    if (!status.has_value()) {
        return fail(status.error());
    }
    if (common.json) {
        print_json(to_json(out, status.value()));
        return kOk;
    }
    pipeline::RunReport report;
    report.balance = status->last.totals;
    report.stripped_by_category = status->last.stripped;
    report.version_number = state::version_at(out).number;
    report.version = status->last.version;
    print(fmt::format(
        "Run {}\n  pipeline {} of {}\n  begun {}, {} {}\n  {}\n",
        printable(status->info.run),
        printable(status->info.pipeline),
        printable(status->info.config),
        status->info.started,
        status->sessions.size(),
        status->sessions.size() == 1 ? "session" : "sessions",
        in_words(status.value())));
    print(reporting::summary_table(report));
    return kOk;
}

int failed_command(const Common& common, const std::string& out) {
    const auto status = state::read_status(out);
    const auto documents = state::read_unexported(out);
    if (!status.has_value() || !documents.has_value()) {
        return fail(!status.has_value() ? status.error() : documents.error());
    }
    std::size_t listed = 0;
    for (const auto& document : documents.value()) {
        if (document.status == "duplicate" || document.status == "filtered") {
            continue;
        }
        ++listed;
        const auto letter = letter_of(status->info.run, document.number);
        if (common.json) {
            print_json(
                {{"schema_version", 1},
                 {"number", document.number},
                 {"path", document.path},
                 {"status", document.status},
                 {"stage", document.stage},
                 {"plugin", document.plugin},
                 {"reason", document.reason},
                 {"dead_letter", letter}});
        } else {
            print(fmt::format(
                "{}: {}: {}\n  {}\n",
                printable(document.path),
                document.status,
                printable(document.reason),
                letter));
        }
    }
    if (!common.json) {
        print(fmt::format(
            "{} of {} documents failed or were held\n", listed, status->last.totals.read));
    }
    return kOk;
}

}  // namespace galley::core::cli
