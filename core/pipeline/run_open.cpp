// SPDX-License-Identifier: Apache-2.0
// How a run begins or goes on, how it ends, and what it tells its exporters.
#include <filesystem>
#include <unistd.h>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "core/failpoint.hpp"
#include "core/pipeline/disk_space.hpp"
#include "core/pipeline/runner.hpp"
#include "core/pipeline/utc.hpp"
#include "core/version.hpp"

namespace galley::core::pipeline {
namespace {

/// A name that sorts by start time; only in run.json and in the names of dead-letter folders.
std::string new_run_id(std::chrono::system_clock::time_point now) {
    return fmt::format(
        "{:%Y%m%dT%H%M%SZ}-{}", fmt::gmtime(std::chrono::system_clock::to_time_t(now)), ::getpid());
}

}  // namespace

Runner::Runner(const PreparedChain& chain, Services& services, const RunOptions& options)
    : chain_(chain),
      services_(services),
      options_(options),
      started_(std::chrono::system_clock::now()),
      counters_(chain.stages) {
    report_.run = new_run_id(started_);
}

state::RunInfo Runner::run_info() const {
    return {
        report_.run,
        iso_utc(started_),
        std::string(kVersion),
        std::filesystem::absolute(chain_.config->file).lexically_normal().string(),
        chain_.config->pipeline,
        options_.set,
        chain_.hash,
        chain_.parts};
}

/// Begins a run in OUT, or takes up the one that is there.
Result<bool> Runner::open_state() {
    if (auto lack = lack_of_space(options_.out, chain_.config->limits.disk_space_bytes);
        !lack.empty()) {
        return unexpected(Error{std::move(lack), ErrorKind::kIo});
    }
    const bool resume = Outputs::holds_run(options_.out);
    if (!resume) {
        auto made = Outputs::create(options_.out);
        if (!made.has_value()) {
            return unexpected(made.error());
        }
        outputs_ = std::move(made).value();
    }
    failpoint("run.folder");
    auto state = state::RunState::open(options_.out, run_info(), iso_utc(started_));
    if (!state.has_value()) {
        return unexpected(state.error());
    }
    state_ = std::move(state).value();
    state_->seal_every(chain_.config->commits.seal_bytes);
    if (resume || state_->resumed()) {  // another galley may have begun one meanwhile
        outputs_ = Outputs::resume(options_.out, state_->last().outputs);
    }
    for (const auto& repair : state_->repairs()) {
        services_.log(GALLEY_LOG_WARN, "state", repair);
    }
    services_.outputs = &*outputs_;
    if (auto resumed = resume_earlier(); !resumed.has_value()) {
        return resumed;
    }
    report_.run = state_->info().run;
    started_text_ = state_->info().started;
    if (!options_.redrive && !state_->past().known.empty()) {
        services_.known = &state_->past().known;
    }
    counters_.resume(state_->last().counters);
    return options_.redrive ? open_letters() : Result<bool>(true);
}

Result<bool> Runner::open() {
    started_text_ = iso_utc(started_);
    if (auto opened = open_earlier(); !opened.has_value()) {
        return opened;
    }
    if (!options_.out.empty()) {
        if (auto opened = open_state(); !opened.has_value()) {
            return opened;
        }
    }
    config_name_ = chain_.config->file.filename().string();
    services_.totals = [this](galley_run_totals& out) { give_totals(out); };
    services_.each_held = [this](void* ctx, galley_listed each) { give_held(ctx, each); };
    if (auto opened = open_chain(); !opened.has_value()) {
        return opened;
    }
    accounting_ = std::make_unique<Accounting>(*chain_.config, report_, options_.out);
    if (state_ != nullptr) {
        accounting_->resume(state_->last(), state_->past());
        state_->past().texts = {};  // memory for each document that was settled
    }
    checkpoints_ = std::make_unique<Checkpoints>(CommitParts{
        *chain_.config,
        report_,
        *accounting_,
        counters_,
        *feed_,
        sinks_.get(),
        outputs_.has_value() ? &*outputs_ : nullptr,
        state_.get(),
        earlier_.get()});
    left_ = options_.limit;
    // A new run's exporters begin at once: what they refuse is said before any document is read.
    return state_ != nullptr && state_->last().number == 0 ? checkpoints_->begin_exports()
                                                           : Result<bool>(true);
}

Result<bool> Runner::open_chain() {
    // A lane up front: what a plugin refuses at configure is said before any document is read.
    auto lane = Lane::create(chain_.stages, *chain_.config, services_, chain_.supervisor.get());
    if (!lane.has_value()) {
        return unexpected(lane.error());
    }
    lanes_.give_back(lanes_.adopt(std::move(lane).value()));
    auto feed = Feed::open(
        chain_.stages,
        services_,
        {chain_.supervisor.get(), options_.redrive ? &letters_ : nullptr});
    if (!feed.has_value()) {
        return unexpected(feed.error());
    }
    feed_ = std::move(feed).value();
    if (state_ == nullptr) {
        return true;
    }
    auto sinks = Sinks::open(chain_.stages, services_, chain_.hash);
    if (!sinks.has_value()) {
        return unexpected(sinks.error());
    }
    sinks_ = std::move(sinks).value();
    return sinks_->can_resume(state_->last());
}

Result<bool> Runner::close() {
    for (const auto& lane : lanes_.all()) {
        if (auto flushed = lane->flush(); !flushed.has_value()) {
            return flushed;
        }
    }
    if (!report_.interrupted && !report_.stopped()) {
        if (auto canceled = cancel_vanished(); !canceled.has_value()) {
            return canceled;
        }
    }
    // A run that stopped early publishes nothing: its parts stay in OUT/.galley.
    const bool early = report_.interrupted || report_.stopped();
    if (auto done = early ? checkpoints_->commit(true) : checkpoints_->finish();
        !done.has_value() || state_ == nullptr) {
        return done;
    }
    failpoint("run.published");
    sinks_.reset();
    const auto* outcome = report_.interrupted ? "interrupted" : early ? "stopped" : "complete";
    auto ended = state_->end(outcome, iso_utc(std::chrono::system_clock::now()));
    return ended.has_value() ? Result<bool>(true) : Result<bool>(unexpected(ended.error()));
}

/// Notes it for `galley status`, if that can be done.
unexpected<Error> Runner::failed(const Error& error) {
    if (state_ != nullptr && error.kind == ErrorKind::kUsage) {
        static_cast<void>(state_->forget_session());
    } else if (state_ != nullptr) {
        static_cast<void>(state_->end("failed", iso_utc(std::chrono::system_clock::now())));
    }
    return unexpected(error);
}

void Runner::give_totals(galley_run_totals& out) {
    const auto& b = report_.balance;
    out.run = galley::to_abi(report_.run);
    out.config = galley::to_abi(config_name_);
    out.pipeline = galley::to_abi(chain_.config->pipeline);
    out.chain = galley::to_abi(chain_.hash);
    out.started = galley::to_abi(started_text_);
    out.read = b.read;
    out.exported = b.exported;
    out.duplicate = b.duplicate;
    out.filtered = b.filtered;
    out.held = b.held;
    out.failed = b.failed;
    out.articles = b.articles;
    out.notices = b.notices;
    out.stripped = b.stripped;
    out.bytes = b.bytes;
    const auto& rows = counters_.rows();
    out.counters = rows.data();
    out.counter_count = rows.size();
    out.ended = checkpoints_ != nullptr && checkpoints_->ending() ? 1 : 0;
    out.counter_size = sizeof(galley_run_counter);
    out.version = report_.version_number;
    out.added = report_.version.added;
    out.changed = report_.version.changed;
    out.unchanged = report_.version.unchanged;
    out.canceled = report_.version.canceled;
}

void Runner::give_held(void* ctx, galley_listed each) const {
    for (const auto& [number, held] : checkpoints_->held()) {
        galley_run_document document{};
        document.struct_size = sizeof document;
        document.uri = galley::to_abi(held.uri);
        document.path = galley::to_abi(held.path);
        document.status = galley::to_abi(held.status);
        document.reason = galley::to_abi(held.reason);
        each(ctx, &document);
    }
}

}  // namespace galley::core::pipeline
