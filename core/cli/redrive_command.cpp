// SPDX-License-Identifier: Apache-2.0
// galley redrive.
#include <algorithm>
#include <nlohmann/json.hpp>

#include <fmt/format.h>

#include "core/cli/chain_run.hpp"
#include "core/cli/json_line.hpp"
#include "core/cli/plugin_search.hpp"
#include "core/reporting/log.hpp"
#include "core/reporting/summary.hpp"
#include "core/state/chain_difference.hpp"
#include "core/state/run_status.hpp"

namespace galley::core::cli {
namespace {

using reporting::printable;

/// What stands for a secret is none: it must be given again.
Result<void> check_secrets(
    const std::vector<std::string>& was, const std::vector<std::string>& now) {
    constexpr std::string_view kHidden = "=***";
    for (const auto& each : was) {
        const auto key = each.substr(0, each.find('=') + 1);
        const bool given = std::ranges::any_of(
            now, [&](const std::string& other) { return other.starts_with(key); });
        if (each.ends_with(kHidden) && !given) {
            return unexpected(Error{
                "redrive: the run was given a secret that it did not keep; give it again: --set " +
                    key + "...",
                ErrorKind::kUsage});
        }
    }
    return {};
}

/// The chain of the run: its own config as it is now, or the one given; --set adds to it.
Result<std::unique_ptr<Session>> load_chain(
    const RedriveOptions& options, const state::RunInfo& info) {
    const bool own = options.config.empty();
    auto set = own ? info.set : std::vector<std::string>();
    if (auto checked = check_secrets(set, options.set); !checked.has_value()) {
        return unexpected(checked.error());
    }
    set.insert(set.end(), options.set.begin(), options.set.end());
    auto session = check_config(own ? info.config : options.config, set);
    if (!session.has_value()) {
        auto error = session.error();
        error.message += own ? "\nThis is the config that the run began with; name another with "
                               "--config."
                             : "";
        return unexpected(std::move(error));
    }
    if (auto loaded = load_plugins(*session.value()); !loaded.has_value()) {
        return unexpected(loaded.error());
    }
    return session;
}

Result<void> check_chain(
    const std::string& out, const state::RunInfo& info, const Session& session) {
    state::RunInfo now;
    now.chain = session.prepared.hash;
    now.parts_of_chain = session.prepared.parts;
    if (now.chain == info.chain) {
        return {};
    }
    return unexpected(Error{
        out + ": its run is of another chain than " + session.config.file.string() + ":" +
            state::chain_difference(info, now) +
            "\nDead letters run again with the chain of their run: name its config with --config.",
        ErrorKind::kUsage});
}

void tell_json(const std::string& out, const pipeline::RunReport& report) {
    for (const auto& [number, letter] : report.redriven) {
        print_json(
            {{"schema_version", 1},
             {"out", out},
             {"number", number},
             {"path", letter.path},
             {"status", letter.status},
             {"reason", letter.reason}});
    }
}

bool came_through(const pipeline::Casualty& letter) {
    return letter.status == "ok" || letter.status == "ok_with_warnings" ||
           letter.status == "duplicate" || letter.status == "filtered";
}

void tell_text(const pipeline::RunReport& report) {
    std::size_t through = 0;
    for (const auto& [number, letter] : report.redriven) {
        through += came_through(letter) ? 1U : 0U;
        print(fmt::format(
            "{}: {}{}{}\n",
            printable(letter.path),
            letter.status,
            letter.reason.empty() ? "" : ": ",
            printable(letter.reason)));
    }
    print(fmt::format("{} of {} dead letters came through\n", through, report.redriven.size()));
}

}  // namespace

int redrive_command(const Common& common, const RedriveOptions& options) {
    const auto status = state::read_status(options.out);
    if (!status.has_value()) {
        return fail(status.error());
    }
    auto session = load_chain(options, status->info);
    if (!session.has_value()) {
        return fail(session.error());
    }
    if (auto same = check_chain(options.out, status->info, *session.value()); !same.has_value()) {
        return fail(same.error());
    }
    for (const auto& text : stand_ins(session.value()->chain, session.value()->catalog)) {
        say("galley: warning: " + printable(text) + "\n");
    }
    if (auto told = tell_isolation(common, *session.value()); !told.has_value()) {
        return fail(told.error());
    }
    pipeline::RunOptions run;
    if (auto placed = place_run(options.out, run); !placed.has_value()) {
        return fail(placed.error());
    }
    run.jobs = options.jobs;
    run.redrive = true;
    run.redrive_stage = options.stage;
    const auto report = run_chain(common, {run, {}, {}}, *session.value());
    if (!report.has_value()) {
        return fail(report.error());
    }
    tell_workers(*session.value());
    if (common.json) {
        tell_json(options.out, report.value());
    } else {
        tell_text(report.value());
    }
    if (report->interrupted || report->stopped()) {
        say("galley: " + why_it_ended(report.value()) + "; the same command goes on\n");
    }
    say(reporting::balance_lines(report.value()));
    return outcome(report.value());
}

}  // namespace galley::core::cli
