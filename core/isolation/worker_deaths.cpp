// SPDX-License-Identifier: Apache-2.0
// Whose fault the end of a worker was, and who is tried again.
#include <algorithm>

#include <fmt/format.h>

#include "core/isolation/worker.hpp"

namespace galley::core::isolation {
namespace {

using How = Failure::How;
using Whose = Failure::Whose;

/// Whether another worker would know nothing of what went before.
bool is_stateful(Task task) {
    return task == Task::kOpen || task == Task::kNext || task == Task::kClose;
}

}  // namespace

/// Ends the worker, and finds out whose fault it was; the others go back as they were.
std::optional<Verdict> Worker::bury(Failure failure) {
    const auto suspect = failure.whose == Whose::kRunning && sent_ > 0 ? running() : 0;
    const bool is_sure = failure.whose != Whose::kAny || sent_ <= 1;
    failure.explain(
        process_->end(),
        supervisor_.settings().memory_bytes,
        options_.document_time.count() > 0
            ? std::string("limits.document_time: killed when its time was over")
            : fmt::format("killed after {} s without a word", kSilence.count()));
    died_ = Clock::now();
    if (!is_sure) {
        alone_ = sent_;
    }
    forget_process();
    std::rotate(
        waiting_.begin(),
        waiting_.begin() + static_cast<std::ptrdiff_t>(suspect),
        waiting_.begin() + static_cast<std::ptrdiff_t>(suspect) + 1);
    return is_sure ? charge(std::move(failure)) : std::nullopt;
}

/// And what was on its way to and from it.
void Worker::forget_process() {
    process_.reset();
    sent_ = 0;
    packet_.begin_in({});  // the board is gone
    answer_.clear();
    ready_ = {};
    long_.clear();
}

/// The first call is the suspect: it gets a second try, alone.
std::optional<Verdict> Worker::charge(Failure failure) {
    constexpr int kMostAttempts = 2;
    constexpr int kMostOutsideKills = 20;
    auto& call = waiting_.front();
    if (failure.how == How::kOutside && is_stateful(call.task)) {
        supervisor_.note_outside_kill();
        auto verdict = give_up(std::move(failure).death(call.attempts));
        verdict.from_outside = true;
        return verdict;
    }
    const bool can_begin_anew = !is_stateful(call.task) && (!call.was_read || call.blob->rewind());
    if (failure.how == How::kOutside && can_begin_anew &&
        ++call.outside_kills < kMostOutsideKills) {
        supervisor_.note_outside_kill();
        return std::nullopt;
    }
    if (call.attempts == 1) {
        supervisor_.note_death(call.stage, failure.what);
    }
    if (failure.how == How::kTime || failure.how == How::kOutside || !can_begin_anew ||
        call.attempts == kMostAttempts) {
        return give_up(std::move(failure).death(call.attempts));
    }
    ++call.attempts;
    alone_ = std::max<std::size_t>(alone_, 1);
    return std::nullopt;
}

Verdict Worker::give_up(Death death) {
    Verdict verdict;
    verdict.number = waiting_.front().number;
    verdict.status = GALLEY_E_FAILED;
    verdict.death = std::move(death);
    waiting_.pop_front();
    alone_ -= alone_ > 0 ? 1 : 0;
    return verdict;
}

std::vector<std::size_t> Worker::abandon() {
    std::vector<std::size_t> numbers;
    for (const auto& call : waiting_) {
        numbers.push_back(call.number);
    }
    if (sent_ > 0) {
        forget_process();
    }
    waiting_.clear();
    alone_ = 0;
    return numbers;
}

}  // namespace galley::core::isolation
