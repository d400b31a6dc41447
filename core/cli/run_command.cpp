// SPDX-License-Identifier: Apache-2.0
// galley run.
#include <algorithm>
#include <filesystem>
#include <thread>
#include <unistd.h>

#include <fmt/format.h>

#include "core/cli/commands.hpp"
#include "core/cli/exit_code.hpp"
#include "core/cli/plugin_search.hpp"
#include "core/cli/session.hpp"
#include "core/cli/signals.hpp"
#include "core/reporting/log.hpp"
#include "core/reporting/progress.hpp"
#include "core/reporting/summary.hpp"
#include "core/state/fresh.hpp"

namespace galley::core::cli {
namespace {

/// Bytes of all regular files that were named, for the ETA; 0 when some are not plain files.
std::uint64_t input_bytes(const std::vector<std::string>& inputs) {
    std::uint64_t bytes = 0;
    for (const auto& input : inputs) {
        std::error_code code;
        if (!std::filesystem::is_regular_file(input, code)) {
            return 0;
        }
        bytes += std::filesystem::file_size(input, code);
    }
    return bytes;
}

reporting::LogOptions log_options(const Common& common, const RunOptions& options) {
    const int level =
        common.quiet ? GALLEY_LOG_ERROR : GALLEY_LOG_WARN - std::min(common.verbose, 3);
    return {
        level,
        common.json_log ? reporting::LogFormat::kJson : reporting::LogFormat::kText,
        use_colour(common.colour, STDERR_FILENO),
        options.log_file};
}

int outcome(const pipeline::RunReport& report) {
    const auto& b = report.balance;
    if (!report.interrupted && !b.closes()) {
        return kInternal;
    }
    if (report.interrupted) {
        return kInterrupted;
    }
    if (report.stopped()) {
        return kStopped;
    }
    return b.failed + b.held > 0 ? kDocuments : kOk;
}

std::string why_it_ended(const pipeline::RunReport& report) {
    if (report.interrupted) {
        return "interrupted";
    }
    if (report.stopped_by_errors) {
        return "stopped: limits.errors is reached";
    }
    return "stopped: " +
           reporting::printable(report.low_disk.empty() ? report.broken_plugin : report.low_disk);
}

void tell(const Common& common, const RunOptions& options, const pipeline::RunReport& report) {
    if (common.json) {
        print(reporting::summary_json(report));
    } else if (!common.quiet) {
        print(reporting::summary_table(report));
    }
    if (report.settled_before > 0) {
        say("galley: went on with a run; " + std::to_string(report.settled_before) +
            " documents were settled before\n");
    }
    if (report.interrupted || report.stopped()) {
        say("galley: " + why_it_ended(report) +
            (options.dry_run ? "\n"
                             : "; nothing was published; the same command goes on with " +
                                   reporting::printable(options.out) + "\n"));
    }
    say(reporting::balance_lines(report));
}

/// Those of --set, and what other options stand for.
std::vector<std::string> overrides(const RunOptions& options) {
    auto all = options.set;
    if (!options.max_errors.empty()) {
        all.push_back("limits.errors=" + options.max_errors);
    }
    return all;
}

Result<pipeline::RunReport> run_chain(
    const Common& common, const RunOptions& options, Session& session) {
    auto opened = reporting::Log::open(log_options(common, options));
    if (!opened.has_value()) {
        return unexpected(opened.error());
    }
    auto& log = *opened.value();
    rules::RuleStore store(
        {.warn = [&log](std::string_view text) { log.write(GALLEY_LOG_WARN, "rules", text); }});
    pipeline::Services services;
    services.log = [&log](int level, std::string_view stage, std::string_view text) {
        log.write(level, stage, text);
    };
    services.log_level = log.level();
    services.rules = &store;
    apply_config(services, session);
    const Signals signals(services, log, options.graceful_limit);
    reporting::Progress progress(
        !common.quiet && is_terminal(STDERR_FILENO), input_bytes(options.inputs));
    pipeline::RunOptions run{
        .out = options.dry_run ? std::string() : options.out,
        .jobs = options.jobs > 0 ? options.jobs : std::max(1U, std::thread::hardware_concurrency()),
        .limit = options.limit.value_or(UINT64_MAX),
        .set = config::without_secrets(overrides(options), session.chain),
        .progress = {}};
    if (!common.quiet) {
        run.progress = [&progress](const pipeline::Balance& balance) { progress.show(balance); };
    }
    return pipeline::run(session.prepared, services, run);
}

/// Deletes the run in OUT, and says so whatever --quiet says.
Result<void> begin_anew(const std::string& out) {
    const auto deleted = state::delete_run(out);
    if (!deleted.has_value()) {
        return unexpected(deleted.error());
    }
    if (deleted->run.empty() && deleted->outputs.empty()) {
        return {};
    }
    std::string text = "galley: --fresh: deleted run " + deleted->run + " in " + out + ":";
    for (const auto& name : deleted->outputs) {
        text += " " + name + ",";
    }
    text += " its state";
    if (deleted->dead_letters > 0) {
        text += " and " + std::to_string(deleted->dead_letters) +
                (deleted->dead_letters == 1 ? " dead letter" : " dead letters");
    }
    say(reporting::printable(text) + "\n");
    return {};
}

std::string milliseconds(std::chrono::nanoseconds time) {
    return fmt::format("{:.2f} ms", std::chrono::duration<double, std::milli>(time).count());
}

/// What became of workers, when anything did.
void tell_workers(const Session& session) {
    if (session.prepared.supervisor == nullptr) {
        return;
    }
    auto counts = session.prepared.supervisor->counts();
    auto& times = counts.recoveries;
    if (counts.deaths + counts.outside_kills + counts.recycled == 0) {
        return;
    }
    std::ranges::sort(times);
    const auto at = [&](std::size_t percent) {
        return times.empty() ? std::chrono::nanoseconds{}
                             : times[std::min(times.size() - 1, times.size() * percent / 100)];
    };
    say(fmt::format(
        "galley: workers: started={} deaths={} outside_kills={} recycled={}; "
        "recovery p50={} p99={}\n",
        counts.started,
        counts.deaths,
        counts.outside_kills,
        counts.recycled,
        milliseconds(at(50)),
        milliseconds(at(99))));
}

/// Says where isolated stages run before they do.
Result<void> tell_isolation(const Common& common, const Session& session) {
    auto* supervisor = session.prepared.supervisor.get();
    if (supervisor == nullptr) {
        return {};
    }
    const auto state = supervisor->probe();
    if (!state.has_value()) {
        return unexpected(state.error());
    }
    std::string names;
    for (const auto* stage : supervisor->stages()) {
        names += names.empty() ? "" : ", ";
        names += stage->stage.id;
    }
    const bool is_less =
        !state->is_whole() && supervisor->settings().sandbox != config::Sandbox::kOff;
    if (!common.quiet || is_less) {
        say("galley: " + std::string(is_less ? "warning: " : "") + "isolated: " + names + "; " +
            state->text() + "\n");
    }
    return {};
}

}  // namespace

int run_command(const Common& common, const RunOptions& options) {
    if (options.out.empty() && !options.dry_run) {
        return fail({"run: expected --out DIR (or --dry-run)", ErrorKind::kUsage});
    }
    auto session = check_config(options.config, overrides(options), options.inputs);
    if (!session.has_value()) {
        return fail(session.error());
    }
    if (auto loaded = load_plugins(*session.value()); !loaded.has_value()) {
        return fail(loaded.error());
    }
    for (const auto& text : stand_ins(session.value()->chain, session.value()->catalog)) {
        say("galley: warning: " + reporting::printable(text) + "\n");
    }
    if (auto told = tell_isolation(common, *session.value()); !told.has_value()) {
        return fail(told.error());
    }
    if (options.fresh && !options.dry_run) {
        if (auto deleted = begin_anew(options.out); !deleted.has_value()) {
            return fail(deleted.error());
        }
    }
    const auto report = run_chain(common, options, *session.value());
    if (!report.has_value()) {
        return fail(report.error());
    }
    tell_workers(*session.value());
    tell(common, options, report.value());
    return outcome(report.value());
}

}  // namespace galley::core::cli
