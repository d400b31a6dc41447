// SPDX-License-Identifier: Apache-2.0
// A new version of a run: what is as an earlier version exported it is not exported again, and what
// is no more is canceled, once the input was read to its end.
#include <fmt/format.h>

#include "core/pipeline/runner.hpp"
#include "core/pipeline/utc.hpp"

namespace galley::core::pipeline {

Result<bool> Runner::open_earlier() {
    report_.version_number = options_.version;
    if (options_.earlier.empty()) {
        return true;
    }
    auto earlier = state::Earlier::open(options_.earlier, iso_utc(started_));
    if (!earlier.has_value()) {
        return unexpected(earlier.error());
    }
    earlier_ = std::move(earlier).value();
    return true;
}

/// What was purged from an earlier version is taken for settled.
Result<bool> Runner::resume_earlier() {
    if (earlier_ == nullptr) {
        return true;
    }
    for (const auto& document : earlier_->purged()) {
        state_->past().known.add(document);
    }
    report_.version = state_->last().version;
    auto resumed = earlier_->resume(options_.out);
    return resumed.has_value() ? Result<bool>(true) : Result<bool>(unexpected(resumed.error()));
}

void Runner::compare(Item& item) {
    if (earlier_ == nullptr || !item.is_ok()) {
        return;
    }
    auto& family = item.family;
    auto outcome = item.outcomes.begin();
    family.each([&](document::Document& document) {
        if (document.kind() == document::Kind::kPage) {
            return;
        }
        const auto change = earlier_->meet(family.source_digest(), *outcome++);
        auto& counts = report_.version;
        ++(change == state::Change::kAdded     ? counts.added
           : change == state::Change::kChanged ? counts.changed
                                               : counts.unchanged);
        document.unchanged = change == state::Change::kUnchanged;
        family.unchanged_count += document.unchanged ? 1U : 0U;
    });
    if (family.unchanged_count > 0) {
        family.root().put_written_first();
    }
}

/// An input that was left out looks like one that is gone.
bool Runner::is_over_limit(const state::Vanished& vanished) {
    const auto& limit = options_.most_canceled;
    if (!limit.has_value() || !is_over(*limit, vanished.gone, vanished.known)) {
        return false;
    }
    report_.over_canceled = fmt::format(
        "--max-canceled: {} of {} articles and notices of earlier versions came out of no input: "
        "give all inputs, or let them be canceled by --max-canceled none",
        vanished.gone,
        vanished.known);
    return true;
}

/// Nothing is gone because it was not looked at: at a limit, and where there was no input at all.
Result<bool> Runner::cancel_vanished() {
    if (earlier_ == nullptr) {
        return true;
    }
    auto& counts = report_.version;
    if (options_.redrive ? !counts.looked_for_gone : !feed_->at_end()) {
        report_.not_looked_for = "the input was not read to its end";
        return true;
    }
    if (report_.balance.read == 0) {
        report_.not_looked_for = "there was no document in the input";
        return true;
    }
    const auto vanished = earlier_->look_for_vanished();
    if (!vanished.has_value()) {
        return unexpected(vanished.error());
    }
    if (is_over_limit(*vanished)) {
        return true;
    }
    auto done = earlier_->each_vanished([&](const state::CanceledRecord& gone) -> Result<bool> {
        if (sinks_ != nullptr) {
            if (auto begun = checkpoints_->begin_exports(); !begun.has_value()) {
                return begun;
            }
            if (auto told = sinks_->cancel(gone); !told.has_value()) {
                return told;
            }
        }
        ++counts.canceled;
        return checkpoints_->note(gone);
    });
    if (!done.has_value()) {
        return unexpected(done.error());
    }
    counts.kept = vanished->kept;
    counts.looked_for_gone = true;
    return true;
}

}  // namespace galley::core::pipeline
