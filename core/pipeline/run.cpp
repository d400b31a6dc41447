// SPDX-License-Identifier: Apache-2.0
// The oneTBB pipeline: feed (serial), lanes (parallel), export (serial, in input order).
#include "core/pipeline/run.hpp"

#include <algorithm>
#include <chrono>
#include <oneapi/tbb/concurrent_queue.h>
#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/parallel_pipeline.h>
#include <oneapi/tbb/task_arena.h>
#include <optional>
#include <unistd.h>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "core/pipeline/checkpoints.hpp"
#include "core/pipeline/lane.hpp"
#include "core/version.hpp"

namespace galley::core::pipeline {
namespace {

/// A name that sorts by start time; only in run.json and in the names of dead-letter folders.
std::string new_run_id(std::chrono::system_clock::time_point now) {
    return fmt::format(
        "{:%Y%m%dT%H%M%SZ}-{}", fmt::gmtime(std::chrono::system_clock::to_time_t(now)), ::getpid());
}

std::string iso_utc(std::chrono::system_clock::time_point at) {
    return fmt::format(
        "{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::chrono::system_clock::to_time_t(at)));
}

/// Batches and lanes are made when first needed and used again.
template <class T>
class Pool {
  public:
    T* take() {
        T* found = nullptr;
        return free_.try_pop(found) ? found : nullptr;
    }

    void give_back(T* used) { free_.push(used); }

    T* adopt(std::unique_ptr<T> made) {
        const std::lock_guard lock(mutex_);
        all_.push_back(std::move(made));
        return all_.back().get();
    }

    const std::vector<std::unique_ptr<T>>& all() const { return all_; }

  private:
    oneapi::tbb::concurrent_queue<T*> free_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<T>> all_;
};

/// One run from open to close.
class Runner {
  public:
    Runner(const PreparedChain& chain, Services& services, const RunOptions& options)
        : chain_(chain),
          services_(services),
          options_(options),
          started_(std::chrono::system_clock::now()),
          counters_(chain.stages) {
        report_.run = new_run_id(started_);
    }

    Result<RunReport> run();

  private:
    Result<bool> open();
    Result<bool> open_state();
    Result<bool> open_chain();
    state::RunInfo run_info() const;
    Result<bool> close();
    void flow();
    Batch* feed(oneapi::tbb::flow_control& control);
    void process(Batch& batch);
    void settle(Batch& batch);
    Result<bool> settle(Item& item);
    void note_outcome(Item& item);
    void stop(Error error);
    void give_totals(galley_run_totals& out);
    void give_held(void* ctx, galley_listed each) const;

    const PreparedChain& chain_;
    Services& services_;
    const RunOptions& options_;
    std::chrono::system_clock::time_point started_;
    std::string started_text_, config_name_;
    RunReport report_;
    std::unique_ptr<state::RunState> state_;
    std::optional<Outputs> outputs_;
    std::unique_ptr<Feed> feed_;
    std::unique_ptr<Sinks> sinks_;
    std::unique_ptr<Accounting> accounting_;
    std::unique_ptr<Checkpoints> checkpoints_;
    Pool<Batch> batches_;
    Pool<Lane> lanes_;
    std::uint64_t left_ = 0;
    std::optional<Error> error_;
    Counters counters_;
    bool stopping_ = false;  ///< export stage only
    std::atomic<bool> stop_feed_{false};
};

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
    const bool resume = Outputs::holds_run(options_.out);
    if (!resume) {
        auto made = Outputs::create(options_.out);
        if (!made.has_value()) {
            return unexpected(made.error());
        }
        outputs_ = std::move(made).value();
    }
    auto state = state::RunState::open(options_.out, run_info(), iso_utc(started_));
    if (!state.has_value()) {
        return unexpected(state.error());
    }
    state_ = std::move(state).value();
    state_->seal_every(chain_.config->commits.seal_bytes);
    if (resume) {
        outputs_ = Outputs::resume(options_.out, state_->last().outputs);
    }
    for (const auto& repair : state_->repairs()) {
        services_.log(GALLEY_LOG_WARN, "state", repair);
    }
    services_.outputs = &*outputs_;
    report_.run = state_->info().run;
    started_text_ = state_->info().started;
    if (!state_->past().known.empty()) {
        services_.known = &state_->past().known;
    }
    counters_.resume(state_->last().counters);
    return true;
}

Result<bool> Runner::open() {
    started_text_ = iso_utc(started_);
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
    }
    checkpoints_ = std::make_unique<Checkpoints>(CommitParts{
        *chain_.config,
        report_,
        *accounting_,
        counters_,
        *feed_,
        sinks_.get(),
        outputs_.has_value() ? &*outputs_ : nullptr,
        state_.get()});
    left_ = options_.limit;
    // A new run's exporters begin at once: what they refuse is said before any document is read.
    return state_ != nullptr && state_->last().number == 0 ? checkpoints_->begin_exports()
                                                           : Result<bool>(true);
}

Result<bool> Runner::open_chain() {
    // A lane up front: what a plugin refuses at configure is said before any document is read.
    auto lane = Lane::create(chain_.stages, *chain_.config, services_);
    if (!lane.has_value()) {
        return unexpected(lane.error());
    }
    lanes_.give_back(lanes_.adopt(std::move(lane).value()));
    auto feed = Feed::open(chain_.stages, services_);
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

Result<RunReport> Runner::run() {
    const auto begin = std::chrono::steady_clock::now();
    if (auto opened = open(); !opened.has_value()) {
        if (outputs_.has_value() && (state_ == nullptr || !state_->resumed())) {
            outputs_->abandon();
        }
        return unexpected(opened.error());
    }
    flow();
    if (!error_.has_value()) {
        error_ = feed_->failure();
    }
    if (error_.has_value()) {
        return unexpected(*error_);
    }
    report_.interrupted = services_.cancelled.load();
    if (auto closed = close(); !closed.has_value()) {
        return unexpected(closed.error());
    }
    report_.seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    return report_;
}

void Runner::flow() {
    using oneapi::tbb::filter_mode;
    const auto jobs = std::max<std::size_t>(options_.jobs, 1);
    const oneapi::tbb::global_control threads(
        oneapi::tbb::global_control::max_allowed_parallelism, jobs);
    oneapi::tbb::task_arena arena(static_cast<int>(jobs));
    arena.execute([&] {
        oneapi::tbb::parallel_pipeline(
            jobs * 2,
            oneapi::tbb::make_filter<void, Batch*>(
                filter_mode::serial_in_order,
                [this](oneapi::tbb::flow_control& control) { return feed(control); }) &
                oneapi::tbb::make_filter<Batch*, Batch*>(
                    filter_mode::parallel,
                    [this](Batch* batch) {
                        process(*batch);
                        return batch;
                    }) &
                oneapi::tbb::make_filter<Batch*, void>(
                    filter_mode::serial_in_order, [this](Batch* batch) {
                        settle(*batch);
                        batches_.give_back(batch);
                    }));
    });
}

Batch* Runner::feed(oneapi::tbb::flow_control& control) {
    auto* batch = batches_.take();
    if (batch == nullptr) {
        batch = batches_.adopt(std::make_unique<Batch>());
    }
    batch->clear();
    if (stop_feed_.load(std::memory_order_relaxed) || !feed_->fill(*batch, left_)) {
        control.stop();
        return nullptr;
    }
    return batch;
}

void Runner::process(Batch& batch) {
    auto* lane = lanes_.take();
    if (lane == nullptr) {
        auto made = Lane::create(chain_.stages, *chain_.config, services_);
        if (!made.has_value()) {
            for (std::size_t i = 0; i < batch.count; ++i) {
                batch.items[i]->fail("failed_plugin", "", "", made.error().message);
            }
            return;
        }
        lane = lanes_.adopt(std::move(made).value());
    }
    for (std::size_t i = 0; i < batch.count; ++i) {
        lane->process(*batch.items[i]);
    }
    lane->give_work(batch.work);
    lanes_.give_back(lane);
}

void Runner::settle(Batch& batch) {
    if (stopping_) {
        return;
    }
    for (std::size_t i = 0; i < batch.count && !stopping_; ++i) {
        if (auto settled = settle(*batch.items[i]); !settled.has_value()) {
            stop(settled.error());
            return;
        }
    }
    for (const auto& blob : batch.ended) {
        if (!stopping_) {
            checkpoints_->note_end(*blob);
        }
    }
    for (const auto& work : batch.work) {
        counters_.add(work);
    }
    if (checkpoints_->due()) {
        if (auto committed = checkpoints_->commit(false); !committed.has_value()) {
            stop(committed.error());
        }
    }
    if (options_.progress) {
        options_.progress(report_.balance);
    }
}

Result<bool> Runner::settle(Item& item) {
    if (item.known) {
        note_outcome(item);
        return true;
    }
    if (item.dropped && services_.cancelled.load()) {
        stopping_ = true;  // what follows it is read again too, so that the order stays
        stop_feed_ = true;
        return true;
    }
    accounting_->find_duplicate(item);
    if (sinks_ != nullptr) {
        if (auto begun = checkpoints_->begin_exports(); !begun.has_value()) {
            return begun;
        }
        if (auto written = sinks_->write(item); !written.has_value()) {
            return written;
        }
    }
    if (auto counted = accounting_->count(item); !counted.has_value()) {
        return counted;
    }
    checkpoints_->note(item);
    note_outcome(item);
    if (accounting_->over_error_limit()) {
        report_.stopped_by_errors = true;
        stopping_ = true;
        stop_feed_ = true;
    }
    return true;
}

/// A blob is settled with its last document, a container when the feed has seen its end; a source
/// hears of it after the commit that makes it durable.
void Runner::note_outcome(Item& item) {
    const auto blob = std::exchange(item.blob, nullptr);
    if (blob != nullptr) {
        blob->note(
            item.known || item.is_ok() || item.family.status == "duplicate" ||
            item.family.status == "filtered");
        if (!item.streamed) {
            checkpoints_->note_end(*blob);
        }
    }
}

void Runner::stop(Error error) {
    error_ = std::move(error);
    stopping_ = true;
    stop_feed_ = true;
}

Result<bool> Runner::close() {
    for (const auto& lane : lanes_.all()) {
        if (auto flushed = lane->flush(); !flushed.has_value()) {
            return flushed;
        }
    }
    // A run that stopped early publishes nothing: its parts stay in OUT/.galley.
    const bool early = report_.interrupted || report_.stopped_by_errors;
    if (auto done = early ? checkpoints_->commit(true) : checkpoints_->finish();
        !done.has_value() || state_ == nullptr) {
        return done;
    }
    sinks_.reset();
    const auto* outcome = report_.interrupted         ? "interrupted"
                          : report_.stopped_by_errors ? "stopped"
                                                      : "complete";
    auto ended = state_->end(outcome, iso_utc(std::chrono::system_clock::now()));
    return ended.has_value() ? Result<bool>(true) : Result<bool>(unexpected(ended.error()));
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
}

void Runner::give_held(void* ctx, galley_listed each) const {
    for (const auto& held : checkpoints_->held()) {
        galley_run_document document{};
        document.struct_size = sizeof document;
        document.uri = galley::to_abi(held.uri);
        document.path = galley::to_abi(held.path);
        document.status = galley::to_abi(held.status);
        document.reason = galley::to_abi(held.reason);
        each(ctx, &document);
    }
}

}  // namespace

Result<RunReport> run(const PreparedChain& chain, Services& services, const RunOptions& options) {
    return Runner(chain, services, options).run();
}

}  // namespace galley::core::pipeline
