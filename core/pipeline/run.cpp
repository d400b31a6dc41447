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

#include "core/pipeline/accounting.hpp"
#include "core/pipeline/counters.hpp"
#include "core/pipeline/feed.hpp"
#include "core/pipeline/lane.hpp"
#include "core/pipeline/outputs.hpp"
#include "core/pipeline/sinks.hpp"

namespace galley::core::pipeline {
namespace {

/// A name that sorts by start time; only in run.json and in the names of dead-letter folders.
std::string new_run_id(std::chrono::system_clock::time_point now) {
    return fmt::format(
        "{:%Y%m%dT%H%M%SZ}-{}", fmt::gmtime(std::chrono::system_clock::to_time_t(now)), ::getpid());
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
          started_(std::chrono::system_clock::now()) {
        report_.run = new_run_id(started_);
    }

    Result<RunReport> run();

  private:
    Result<bool> open();
    Result<bool> close();
    void flow();
    Batch* feed(oneapi::tbb::flow_control& control);
    void process(Batch& batch);
    void settle(Batch& batch);
    void note_outcome(Item& item);
    Result<bool> commit();
    void stop(Error error);
    void give_totals(galley_run_totals& out);

    const PreparedChain& chain_;
    Services& services_;
    const RunOptions& options_;
    std::chrono::system_clock::time_point started_;
    std::string started_text_, config_name_;
    RunReport report_;
    std::optional<Outputs> outputs_;
    std::unique_ptr<Feed> feed_;
    std::unique_ptr<Sinks> sinks_;
    std::unique_ptr<Accounting> accounting_;
    Pool<Batch> batches_;
    Pool<Lane> lanes_;
    std::uint64_t left_ = 0;
    std::uint64_t uncommitted_ = 0;
    std::vector<std::pair<std::string, bool>> outcomes_;  ///< of blobs, until the next commit
    std::optional<Error> error_;
    Counters counters_;
    bool flowing_ = false;   ///< lanes are at work
    bool stopping_ = false;  ///< export stage only
    std::atomic<bool> stop_feed_{false};
};

Result<bool> Runner::open() {
    if (!options_.out.empty()) {
        auto made = Outputs::create(options_.out);
        if (!made.has_value()) {
            return unexpected(made.error());
        }
        outputs_ = std::move(made).value();
        services_.outputs = &*outputs_;
    }
    started_text_ = fmt::format(
        "{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::chrono::system_clock::to_time_t(started_)));
    config_name_ = chain_.config->file.filename().string();
    services_.totals = [this](galley_run_totals& out) { give_totals(out); };
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
    if (outputs_.has_value()) {
        auto sinks = Sinks::open(chain_.stages, services_, report_.run, chain_.hash);
        if (!sinks.has_value()) {
            return unexpected(sinks.error());
        }
        sinks_ = std::move(sinks).value();
    }
    accounting_ = std::make_unique<Accounting>(*chain_.config, report_, options_.out);
    left_ = options_.limit;
    return true;
}

Result<RunReport> Runner::run() {
    const auto begin = std::chrono::steady_clock::now();
    if (auto opened = open(); !opened.has_value()) {
        if (outputs_.has_value()) {
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
    flowing_ = true;
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
    flowing_ = false;
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
    lanes_.give_back(lane);
}

void Runner::settle(Batch& batch) {
    constexpr std::uint64_t kCommitDocuments = 1000;
    if (stopping_) {
        return;
    }
    for (std::size_t i = 0; i < batch.count && !stopping_; ++i) {
        auto& item = *batch.items[i];
        accounting_->find_duplicate(item);
        if (sinks_ != nullptr) {
            if (auto written = sinks_->write(item); !written.has_value()) {
                stop(written.error());
                return;
            }
        }
        if (auto counted = accounting_->count(item); !counted.has_value()) {
            stop(counted.error());
            return;
        }
        note_outcome(item);
        if (accounting_->over_error_limit()) {
            report_.stopped_by_errors = true;
            stopping_ = true;
            stop_feed_ = true;
        }
    }
    for (const auto& blob : batch.ended) {
        if (!stopping_) {
            outcomes_.emplace_back(blob->token(), blob->all_ok());
        }
    }
    uncommitted_ += batch.count;
    if (uncommitted_ >= kCommitDocuments) {
        if (auto committed = commit(); !committed.has_value()) {
            stop(committed.error());
        }
    }
    if (options_.progress) {
        options_.progress(report_.balance);
    }
}

/// A blob is settled with its last document, a container when the feed has seen its end; a source
/// hears of it after the commit that makes it durable.
void Runner::note_outcome(Item& item) {
    const auto blob = std::exchange(item.blob, nullptr);
    if (blob != nullptr) {
        blob->note(
            item.is_ok() || item.family.status == "duplicate" || item.family.status == "filtered");
        if (!item.streamed) {
            outcomes_.emplace_back(blob->token(), blob->all_ok());
        }
    }
}

Result<bool> Runner::commit() {
    uncommitted_ = 0;
    if (sinks_ != nullptr) {
        if (auto committed = sinks_->commit(); !committed.has_value()) {
            return committed;
        }
    }
    for (const auto& [token, is_ok] : outcomes_) {
        feed_->settle(token, is_ok);
    }
    outcomes_.clear();
    return true;
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
    if (auto committed = commit(); !committed.has_value() || sinks_ == nullptr) {
        return committed;
    }
    sinks_.reset();
    // A run that stopped early publishes nothing: its parts stay in OUT/.galley.
    return report_.interrupted || report_.stopped_by_errors ? Result<bool>(true)
                                                            : outputs_->publish();
}

void Runner::give_totals(galley_run_totals& out) {
    const auto& b = report_.balance;
    if (!flowing_) {
        counters_.collect(chain_.stages, lanes_.all(), sinks_.get());
    }
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
    out.counters = counters_.rows().data();
    out.counter_count = counters_.rows().size();
    out.counter_size = sizeof(galley_run_counter);
}

}  // namespace

Result<RunReport> run(const PreparedChain& chain, Services& services, const RunOptions& options) {
    return Runner(chain, services, options).run();
}

}  // namespace galley::core::pipeline
