// SPDX-License-Identifier: Apache-2.0
// galley run.
#include "core/cli/chain_run.hpp"
#include "core/cli/exit_code.hpp"
#include "core/cli/plugin_search.hpp"
#include "core/config/value.hpp"
#include "core/reporting/log.hpp"
#include "core/reporting/summary.hpp"
#include "core/state/fresh.hpp"
#include "core/state/versions.hpp"

namespace galley::core::cli {
namespace {

Result<void> check_options(const RunOptions& options) {
    if (options.out.empty() && (options.rerun || !options.dry_run)) {
        return unexpected(Error{
            options.rerun ? "run: --rerun: expected --out DIR, the folder of the run"
                          : "run: expected --out DIR (or --dry-run)",
            ErrorKind::kUsage});
    }
    if (options.rerun && options.fresh) {
        return unexpected(
            Error{"run: --rerun and --fresh: expected one of them", ErrorKind::kUsage});
    }
    return {};
}

/// What a new version has beside earlier ones, in words.
void tell_version(const RunOptions& options, const pipeline::RunReport& report) {
    if (options.rerun && report.settled_before > 0) {
        say("galley: --rerun: the newest version is of this chain already\n");
    }
    if (!report.not_looked_for.empty()) {
        say("galley: nothing was canceled: " + report.not_looked_for + "\n");
    }
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
    tell_version(options, report);
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

/// How many articles and notices of earlier versions may be canceled.
std::optional<config::ErrorLimit> most_canceled(const RunOptions& options) {
    constexpr config::ErrorLimit kUsual = {1, 5, 50};
    return options.max_canceled.empty() ? kUsual : config::parse_error_limit(options.max_canceled);
}

/// Deletes the run in OUT, and says so whatever --quiet says.
Result<void> begin_anew(const std::string& out) {
    if (state::version_at(out).number > 1) {
        if (auto newest = state::check_newest(out); !newest.has_value()) {
            return newest;
        }
    }
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

/// What plugins refuse, an input that is not there above all, is told before a run is deleted.
Result<void> try_chain(const Session& session) {
    rules::RuleStore store;
    pipeline::Services services;
    services.rules = &store;
    apply_config(services, session);
    pipeline::RunOptions nothing;
    nothing.limit = 0;
    const auto tried = pipeline::run(session.prepared, services, nothing);
    if (!tried.has_value()) {
        return unexpected(tried.error());
    }
    for (const auto& stage : session.prepared.stages) {
        const bool is_export = stage.plugin->kind == GALLEY_KIND_EXPORT;
        auto made = is_export ? pipeline::Instance::create(stage, services)
                              : Result<std::unique_ptr<pipeline::Instance>>(nullptr);
        if (!made.has_value()) {
            return unexpected(made.error());
        }
    }
    return {};
}

/// The newest version of the run in --out, or a new one; a dry run is beside it only to be
/// compared.
Result<void> place(const RunOptions& options, const Session& session, pipeline::RunOptions& run) {
    if (options.dry_run && !options.rerun) {
        return {};
    }
    const auto folder = state::choose_version(options.out, session.prepared.hash, options.rerun);
    auto placed = place_run(folder, run);
    if (options.dry_run) {
        run.out.clear();
    }
    return placed;
}

}  // namespace

int run_command(const Common& common, const RunOptions& options) {
    if (auto good = check_options(options); !good.has_value()) {
        return fail(good.error());
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
    if (!options.dry_run) {
        if (auto apart = state::check_apart(options.out); !apart.has_value()) {
            return fail(apart.error());
        }
    }
    if (!options.dry_run && !options.rerun) {
        if (auto begun = state::check_begun(options.out); !begun.has_value()) {
            return fail(begun.error());
        }
    }
    if (options.fresh && !options.dry_run) {
        if (auto checked = try_chain(*session.value()); !checked.has_value()) {
            return fail(checked.error());
        }
        if (auto deleted = begin_anew(options.out); !deleted.has_value()) {
            return fail(deleted.error());
        }
    }
    pipeline::RunOptions run;
    if (auto placed = place(options, *session.value(), run); !placed.has_value()) {
        return fail(placed.error());
    }
    run.jobs = options.jobs;
    run.limit = options.limit.value_or(UINT64_MAX);
    run.most_canceled = most_canceled(options);
    run.set = config::without_secrets(overrides(options), session.value()->chain);
    const auto report =
        run_chain(common, {run, options.log_file, options.graceful_limit}, *session.value());
    if (!report.has_value()) {
        return fail(report.error());
    }
    tell_workers(*session.value());
    tell(common, options, report.value());
    return outcome(report.value());
}

}  // namespace galley::core::cli
