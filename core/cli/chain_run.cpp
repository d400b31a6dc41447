// SPDX-License-Identifier: Apache-2.0
// Running a chain from the command line.
#include "core/cli/chain_run.hpp"

#include <algorithm>
#include <filesystem>
#include <thread>
#include <unistd.h>

#include <fmt/format.h>

#include "core/cli/exit_code.hpp"
#include "core/cli/signals.hpp"
#include "core/reporting/log.hpp"
#include "core/reporting/progress.hpp"
#include "core/state/versions.hpp"

namespace galley::core::cli {
namespace {

/// Bytes of all regular files that ingest stages read by `path`, for the ETA; 0 when some of these
/// are no plain files.
std::uint64_t input_bytes(const config::Chain& chain) {
    std::uint64_t bytes = 0;
    for (const auto& stage : chain.stages) {
        const auto* path = stage.find("path");
        if (stage.stage.kind != PluginKind::kIngest || path == nullptr) {
            continue;
        }
        for (const auto& input : path->texts) {
            std::error_code code;
            if (!std::filesystem::is_regular_file(input, code)) {
                return 0;
            }
            bytes += std::filesystem::file_size(input, code);
        }
    }
    return bytes;
}

int log_level(const Common& common) {
    return common.quiet ? GALLEY_LOG_ERROR : GALLEY_LOG_WARN - std::min(common.verbose, 3);
}

reporting::LogOptions log_options(const Common& common, const ChainRun& run) {
    return {
        log_level(common),
        common.json_log ? reporting::LogFormat::kJson : reporting::LogFormat::kText,
        use_colour(common.colour, STDERR_FILENO),
        run.log_file};
}

std::string milliseconds(std::chrono::nanoseconds time) {
    return fmt::format("{:.2f} ms", std::chrono::duration<double, std::milli>(time).count());
}

/// A plugin that is isolated unless a config says otherwise is not switched so in silence.
void tell_trusted(const Session& session) {
    for (const auto& stage : session.chain.stages) {
        if (stage.is_usually_isolated && !stage.is_isolated) {
            say(fmt::format(
                "galley: warning: {}: pipeline.{}.isolate: none: {} can take galley down, and do "
                "all that galley may\n",
                reporting::printable(stage.stage.isolate_position.where()),
                stage.stage.id,
                stage.plugin->id));
        }
    }
}

}  // namespace

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
    const auto& why = !report.low_disk.empty()        ? report.low_disk
                      : !report.over_canceled.empty() ? report.over_canceled
                                                      : report.broken_plugin;
    return "stopped: " + reporting::printable(why);
}

Result<void> place_run(const std::string& folder, pipeline::RunOptions& run) {
    run.out = folder;
    run.version = state::version_at(folder).number;
    run.earlier = state::versions_before(folder);
    return state::check_newest(folder);
}

Result<pipeline::RunReport> run_chain(const Common& common, ChainRun run, Session& session) {
    auto opened = reporting::Log::open(log_options(common, run));
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
    const Signals signals(services, log, run.graceful_limit);
    reporting::Progress progress(
        !common.quiet && is_terminal(STDERR_FILENO), input_bytes(session.chain));
    auto& options = run.options;
    options.jobs =
        options.jobs > 0 ? options.jobs : std::max(1U, std::thread::hardware_concurrency());
    if (!common.quiet) {
        options.progress = [&progress](const pipeline::Balance& balance) {
            progress.show(balance);
        };
    }
    return pipeline::run(session.prepared, services, options);
}

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

Result<void> tell_isolation(const Common& common, const Session& session) {
    tell_trusted(session);
    auto* supervisor = session.prepared.supervisor.get();
    if (supervisor == nullptr) {
        return {};
    }
    const auto state = supervisor->begin(log_level(common));
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

}  // namespace galley::core::cli
