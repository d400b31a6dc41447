// SPDX-License-Identifier: Apache-2.0
// The oneTBB pipeline: feed (serial), lanes (parallel), export (serial, in input order).
#include <algorithm>
#include <chrono>
#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/task_arena.h>
#include <span>
#include <thread>

#include "core/failpoint.hpp"
#include "core/pipeline/disk_space.hpp"
#include "core/pipeline/runner.hpp"
#include "core/shortage.hpp"

namespace galley::core::pipeline {

/// Memory or threads that run out end a run as a disk does that is full.
Result<RunReport> Runner::run() {
    try {
        return run_to_end();
    } catch (const std::exception& thrown) {
        return failed(how_on(error_of(thrown)));
    }
}

/// @param error  of what was thrown.
Error Runner::how_on(Error error) const {
    if (error.kind == ErrorKind::kIo && !options_.out.empty()) {
        error.message += "; the same command goes on with " + options_.out.string();
    }
    return error;
}

/// Whether the folder that was made holds nothing. A refused one is another galley's, which began
/// in it at the same moment.
bool Runner::is_begun_in_vain(const Error& error) const {
    if (!outputs_.has_value()) {
        return false;
    }
    return state_ == nullptr ? error.kind != ErrorKind::kUsage : !state_->resumed();
}

Result<RunReport> Runner::run_to_end() {
    const auto begin = std::chrono::steady_clock::now();
    if (auto opened = open(); !opened.has_value()) {
        if (is_begun_in_vain(opened.error())) {
            outputs_->abandon();
            return unexpected(opened.error());
        }
        return failed(opened.error());
    }
    flow();
    if (!error_.has_value()) {
        error_ = feed_->failure();
    }
    if (error_.has_value()) {
        return failed(*error_);
    }
    report_.interrupted = services_.cancelled.load();
    if (auto closed = close(); !closed.has_value()) {
        return failed(closed.error());
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
    failpoint("run.thread");
    const std::jthread clock([this](const std::stop_token& stop) { commit_in_time(stop); });
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
        batch = batches_.adopt(std::make_unique<Batch>(
            chain_.supervisor == nullptr ? Batch::kMostBytes : Batch::kMostIsolatedBytes));
    }
    batch->clear();
    failpoint("run.feed");
    if (stop_feed_.load(std::memory_order_relaxed) || !feed_->fill(*batch, left_)) {
        control.stop();
        return nullptr;
    }
    return batch;
}

void Runner::process(Batch& batch) {
    auto* lane = lanes_.take();
    if (lane == nullptr) {
        auto made = Lane::create(chain_.stages, *chain_.config, services_, chain_.supervisor.get());
        if (!made.has_value()) {  // which is no document's fault
            const std::lock_guard lock(settling_);
            return stop(made.error());
        }
        lane = lanes_.adopt(std::move(made).value());
    }
    lane->process(std::span(batch.items).first(batch.count));
    if (chain_.supervisor != nullptr && chain_.supervisor->is_broken()) {
        stop_feed_ = true;
    }
    lane->give_work(batch.work);
    lanes_.give_back(lane);
}

/// Commits while a source waits for its next document and no batch comes by.
void Runner::commit_in_time(const std::stop_token& stop) {
    constexpr std::chrono::nanoseconds kShortest = std::chrono::milliseconds(10);
    const auto time = std::max(chain_.config->commits.time, kShortest);
    std::unique_lock lock(settling_);
    while (!stop.stop_requested()) {
        clock_.wait_for(lock, stop, time, [] { return false; });
        if (!stop.stop_requested() && !stopping_) {
            or_stop([this] { commit_if_due(); });
        }
    }
}

void Runner::commit_if_due() {
    if (!checkpoints_->due() || is_disk_low()) {
        return;
    }
    failpoint("run.commit");
    if (auto committed = checkpoints_->commit(false); !committed.has_value()) {
        stop(committed.error());
    }
}

/// Under settling_. What was half done when something was thrown must never be committed.
template <class Step>
void Runner::or_stop(Step&& step) {
    try {
        step();
    } catch (const std::exception& thrown) {
        stop(how_on(error_of(thrown)));
    }
}

void Runner::settle(Batch& batch) {
    const std::lock_guard lock(settling_);
    if (!stopping_) {
        or_stop([&] { settle_items(batch); });
    }
}

void Runner::settle_items(Batch& batch) {
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
    commit_if_due();
    if (options_.progress) {
        options_.progress(report_.balance);
    }
}

/// While there is room left for the last commit.
bool Runner::is_disk_low() {
    if (state_ == nullptr || stopping_) {
        return false;
    }
    report_.low_disk = lack_of_space(options_.out, chain_.config->limits.disk_space_bytes);
    if (report_.low_disk.empty()) {
        return false;
    }
    stopping_ = true;
    stop_feed_ = true;
    return true;
}

Result<bool> Runner::settle(Item& item) {
    if (item.known) {
        note_outcome(item);
        return true;
    }
    const bool is_broken = chain_.supervisor != nullptr && chain_.supervisor->is_broken();
    if (item.dropped && is_broken) {
        report_.broken_plugin = chain_.supervisor->broken().value_or("");
    }
    if (item.dropped && (is_broken || services_.cancelled.load())) {
        stopping_ = true;  // what follows it is read again too, so that the order stays
        stop_feed_ = true;
        return true;
    }
    if (item.letter != nullptr) {
        return settle_letter(item);
    }
    accounting_->find_duplicate(item);
    compare(item);
    if (sinks_ != nullptr) {
        if (auto begun = checkpoints_->begin_exports(); !begun.has_value()) {
            return begun;
        }
        if (auto written = sinks_->write(item); !written.has_value()) {
            return written;
        }
    }
    failpoint("run.exported");
    if (auto counted = accounting_->count(item); !counted.has_value()) {
        return counted;
    }
    failpoint("run.counted");
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

Result<RunReport> run(const PreparedChain& chain, Services& services, const RunOptions& options) {
    return Runner(chain, services, options).run();
}

}  // namespace galley::core::pipeline
