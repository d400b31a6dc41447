// SPDX-License-Identifier: Apache-2.0
// A pipeline of three steps: pairs of documents (serial), both chains (parallel), sums (in order).
#include "core/workbench/diff_corpus.hpp"

#include <algorithm>
#include <deque>
#include <memory>
#include <mutex>
#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/parallel_pipeline.h>
#include <oneapi/tbb/task_arena.h>
#include <optional>

#include "core/pipeline/feed.hpp"
#include "core/pipeline/lane.hpp"
#include "core/workbench/compare_documents.hpp"

namespace galley::core::workbench {
namespace {

using pipeline::Item;

/// The documents of one side, one after the other.
class Documents {
  public:
    Result<bool> open(const Side& side, std::uint64_t limit) {
        auto feed =
            pipeline::Feed::open(side.chain.stages, side.services, {side.chain.supervisor.get()});
        if (!feed.has_value()) {
            return unexpected(feed.error());
        }
        feed_ = std::move(feed).value();
        left_ = limit;
        return true;
    }

    /// Null: no more.
    std::unique_ptr<Item> next() {
        while (waiting_.empty()) {
            pipeline::Batch batch;
            if (!feed_->fill(batch, left_)) {
                return nullptr;
            }
            for (std::size_t i = 0; i < batch.count; ++i) {
                waiting_.push_back(std::move(batch.items[i]));
            }
        }
        auto item = std::move(waiting_.front());
        waiting_.pop_front();
        return item;
    }

    const std::optional<Error>& failure() const { return feed_->failure(); }

  private:
    std::unique_ptr<pipeline::Feed> feed_;
    std::deque<std::unique_ptr<Item>> waiting_;
    std::uint64_t left_ = 0;
};

/// Some documents, by both sides, and what the change does to them.
struct Parcel {
    static constexpr std::size_t kMostDocuments = 16;

    std::vector<std::pair<std::unique_ptr<Item>, std::unique_ptr<Item>>> pairs;
    std::vector<Effects> effects;
};

struct Lanes {
    std::unique_ptr<pipeline::Lane> before, after;
};

class Diff {
  public:
    Diff(const Side& before, const Side& after, const DiffOptions& options)
        : before_(before), after_(after), options_(options) {}

    Result<Effects> run() {
        auto lanes = make_lanes();
        if (!lanes.has_value()) {
            return unexpected(lanes.error());
        }
        free_.push_back(std::move(lanes).value());
        for (auto* side : {&old_, &now_}) {
            auto opened = side->open(side == &old_ ? before_ : after_, options_.limit);
            if (!opened.has_value()) {
                return unexpected(opened.error());
            }
        }
        flow();
        error_ = lane_error_.has_value() ? lane_error_ : error_;
        for (const auto* failure : {&old_.failure(), &now_.failure()}) {
            if (!error_.has_value() && failure->has_value()) {
                error_ = **failure;
            }
        }
        if (error_.has_value()) {
            return unexpected(*error_);
        }
        return std::move(sum_);
    }

  private:
    using ParcelPtr = std::shared_ptr<Parcel>;  // TBB copies what goes between its steps

    Result<Lanes> make_lanes() {
        Lanes lanes;
        for (const auto* side : {&before_, &after_}) {
            auto made = pipeline::Lane::create(
                side->chain.stages,
                *side->chain.config,
                side->services,
                side->chain.supervisor.get());
            if (!made.has_value()) {
                return unexpected(made.error());
            }
            (side == &before_ ? lanes.before : lanes.after) = std::move(made).value();
        }
        return lanes;
    }

    void flow() {
        using oneapi::tbb::filter_mode;
        const auto jobs = std::max<std::size_t>(options_.jobs, 1);
        const oneapi::tbb::global_control threads(
            oneapi::tbb::global_control::max_allowed_parallelism, jobs);
        oneapi::tbb::task_arena arena(static_cast<int>(jobs));
        arena.execute([&] {
            oneapi::tbb::parallel_pipeline(
                jobs * 2,
                oneapi::tbb::make_filter<void, ParcelPtr>(
                    filter_mode::serial_in_order,
                    [this](oneapi::tbb::flow_control& control) { return feed(control); }) &
                    oneapi::tbb::make_filter<ParcelPtr, ParcelPtr>(
                        filter_mode::parallel,
                        [this](ParcelPtr parcel) {
                            process(*parcel);
                            return parcel;
                        }) &
                    oneapi::tbb::make_filter<ParcelPtr, void>(
                        filter_mode::serial_in_order, [this](const ParcelPtr& parcel) {
                            for (auto& each : parcel->effects) {
                                sum_.take(std::move(each), options_.most_examples);
                            }
                        }));
        });
    }

    ParcelPtr feed(oneapi::tbb::flow_control& control) {
        auto parcel = std::make_shared<Parcel>();
        while (parcel->pairs.size() < Parcel::kMostDocuments && !ended_) {
            auto old = old_.next();
            auto now = now_.next();
            ended_ = old == nullptr || now == nullptr;
            if (!ended_ && old->family.path == now->family.path) {
                parcel->pairs.emplace_back(std::move(old), std::move(now));
                continue;
            }
            if (old != nullptr || now != nullptr) {
                ended_ = true;
                refuse(
                    old == nullptr ? "nothing" : old->family.path,
                    now == nullptr ? "nothing" : now->family.path);
            }
        }
        if (parcel->pairs.empty()) {
            control.stop();
        }
        return parcel;
    }

    void refuse(const std::string& old, const std::string& now) {
        error_ = Error{
            "the two configs read different documents: " + old + " by the old one, " + now +
                " by the new one; compare configs whose ingest stages are alike",
            ErrorKind::kUsage};
    }

    void process(Parcel& parcel) {
        auto lanes = take_lanes();
        if (!lanes.has_value()) {
            const std::lock_guard lock(mutex_);
            lane_error_ = lanes.error();
            return;
        }
        for (auto& [old, now] : parcel.pairs) {
            lanes->before->process(*old);
            lanes->after->process(*now);
            parcel.effects.push_back(
                compare_documents(old->family, now->family, options_.most_examples));
            old.reset();
            now.reset();
        }
        const std::lock_guard lock(mutex_);
        free_.push_back(std::move(lanes).value());
    }

    Result<Lanes> take_lanes() {
        {
            const std::lock_guard lock(mutex_);
            if (!free_.empty()) {
                auto lanes = std::move(free_.back());
                free_.pop_back();
                return lanes;
            }
        }
        return make_lanes();
    }

    const Side& before_;
    const Side& after_;
    const DiffOptions& options_;
    Documents old_, now_;
    bool ended_ = false;
    std::optional<Error> error_, lane_error_;
    std::mutex mutex_;
    std::vector<Lanes> free_;
    Effects sum_;
};

}  // namespace

Result<Effects> diff_corpus(const Side& before, const Side& after, const DiffOptions& options) {
    return Diff(before, after, options).run();
}

}  // namespace galley::core::workbench
