// SPDX-License-Identifier: Apache-2.0
// How a document goes through cleanup and tagging.
#include "core/pipeline/lane.hpp"

#include <algorithm>
#include <new>

#include <galley/text.hpp>

#include "core/failpoint.hpp"
#include "core/pipeline/brake.hpp"
#include "core/pipeline/evidence.hpp"
#include "core/pipeline/outcomes.hpp"

namespace galley::core::pipeline {

using document::Document;

namespace {

constexpr std::string_view kDocumentTime = "limits.document_time";
constexpr std::string_view kStageTime = "limits.stage_time";

}  // namespace

Result<std::unique_ptr<Lane>> Lane::create(
    const std::vector<Stage>& stages,
    const config::Config& config,
    Services& services,
    isolation::Supervisor* supervisor) {
    std::unique_ptr<Lane> lane(new Lane(config));
    lane->known_ = services.known;
    lane->supervisor_ = supervisor;
    const bool has_isolated = std::ranges::any_of(stages, [](const Stage& stage) {
        return stage.is_isolated && (stage.plugin->kind != GALLEY_KIND_INGEST ||
                                     (stage.plugin->capabilities & GALLEY_CAP_STREAMS) == 0);
    });
    if (supervisor != nullptr && has_isolated) {
        auto worker = isolation::Worker::create(
            *supervisor,
            {config.limits.document_time,
             services.log_level,
             &services.cancelled,
             isolation::Crew::kLane});
        if (!worker.has_value()) {
            return unexpected(worker.error());
        }
        lane->worker_ = std::move(worker).value();
    }
    failpoint("lane.made");
    lane->readers_.resize(stages.size());
    for (std::size_t i = 0; i < stages.size(); ++i) {
        const auto kind = stages[i].plugin->kind;
        const bool reads_alone = kind == GALLEY_KIND_INGEST &&
                                 (stages[i].plugin->capabilities & GALLEY_CAP_STREAMS) == 0 &&
                                 stages[i].offers(GALLEY_READER_V1);
        if (kind != GALLEY_KIND_CLEANUP && kind != GALLEY_KIND_TAGGING && !reads_alone) {
            continue;
        }
        auto made = Instance::create(stages[i], services, lane->worker_.get());
        if (!made.has_value()) {
            return unexpected(made.error());
        }
        if (reads_alone) {
            lane->readers_[i] = std::move(made).value();
            continue;
        }
        lane->instances_.push_back(std::move(made).value());
        lane->first_tagging_ += kind == GALLEY_KIND_CLEANUP ? 1U : 0U;
    }
    return lane;
}

void Lane::process(std::span<const std::unique_ptr<Item>> items) {
    journeys_.resize(items.size());
    for (std::size_t i = 0; i < items.size(); ++i) {
        set_out(i, *items[i]);
    }
    await_replies();
}

void Lane::process(Item& item) {
    journeys_.resize(1);
    set_out(0, item);
    await_replies();
}

/// Goes on until the item is through, or waits for the worker.
void Lane::set_out(std::size_t number, Item& item) {
    if (supervisor_ != nullptr && supervisor_->is_broken()) {
        item.dropped = true;
        return;
    }
    auto& journey = journeys_[number];
    const bool limited = config_.limits.document_time.count() > 0;
    journey.item = &item;
    journey.deadline = limited ? HostContext::Clock::now() + config_.limits.document_time
                               : HostContext::Clock::time_point::max();
    if (read(journey)) {
        or_fail(number, [&] {
            journey.route.begin(item.family, first_tagging_, instances_.size());
            advance(number);
        });
    }
}

/// A document that needs more memory than there is costs no other: it fails, and that is all.
template <class Step>
void Lane::or_fail(std::size_t number, Step&& step) {
    try {
        step();
    } catch (const std::bad_alloc&) {
        journeys_[number].item->fail("failed_plugin", "", "", "memory ran out");
    }
}

/// @returns  whether there is something to clean.
bool Lane::read(Journey& journey) {
    auto& item = *journey.item;
    failpoint("lane.read");
    if (item.reader != SIZE_MAX) {
        auto& reader = *readers_[item.reader];
        reader.context().deadline = journey.deadline;
        read_single({reader.extension<galley_reader_v1>(GALLEY_READER_V1), &reader}, item);
        journey.deadline = reader.context().deadline;  // it may have waited for a worker
    }
    if (known_ != nullptr &&
        known_->take(state::content_of(item.family.source_digest()), item.family.path)) {
        item.known = true;
        return false;
    }
    if (!item.is_ok()) {
        return false;
    }
    if (galley::trim(item.family.source()).empty()) {
        item.fail("filtered", "", "", "empty: no text in it");
        return false;
    }
    static_cast<void>(item.family.source_digest());  // here, because settling is serial
    item.family.hold.paragraph_chars = static_cast<std::uint32_t>(config_.brake.paragraph_chars);
    return true;
}

void Lane::advance(std::size_t number) {
    auto& journey = journeys_[number];
    auto now = HostContext::Clock::now();
    while (journey.item->is_ok()) {
        const auto stop = journey.route.next();
        if (!stop.has_value()) {
            if (journey.route.is_tagging()) {
                failpoint("lane.through");
                return take_outcomes(*journey.item);
            }
            finish_cleanup(*journey.item);
            journey.route.begin_tagging();
            now = HostContext::Clock::now();
            continue;
        }
        journey.stop = *stop;
        if (!begin_call(journey)) {
            continue;
        }
        if (instance_at(journey).stage().is_isolated) {
            return post(number);
        }
        now = call(journey, now);
    }
}

void Lane::finish_cleanup(Item& item) {
    failpoint("lane.cleaned");
    auto reason = hold_reason(item.family, config_.brake);
    auto left_over = close_cleanup(item.family);
    if (reason.empty()) {
        reason = std::move(left_over);
    }
    if (!reason.empty()) {
        item.fail("held", "", "", std::move(reason));
    }
}

/// @returns  false: the stage is not for this document.
bool Lane::begin_call(const Journey& journey) {
    auto& instance = instance_at(journey);
    auto& document = *journey.stop.document;
    const auto& stage = instance.stage();
    if (!stage.takes(document.kind()) || !wants(stage, document)) {
        return false;
    }
    document.begin_call(stage.author);
    if (observer_) {
        observer_(instance, document, false);
    }
    if (listener_ && !stage.is_isolated) {
        listener_(stage, document, evidence_in(instance, document));
    }
    return true;
}

void Lane::set_deadline(Journey& journey, HostContext::Clock::time_point now) const {
    const auto most = config_.limits.stage_time;
    journey.call_deadline =
        most.count() > 0 ? std::min(journey.deadline, now + most) : journey.deadline;
}

std::string_view Lane::limit_of(const Journey& journey) {
    return journey.call_deadline < journey.deadline ? kStageTime : kDocumentTime;
}

/// A read of the clock costs as much as all else of a call that does nothing, so one serves where a
/// call ends and the next begins.
/// @param begin  when the call before it ended.
/// @returns      when it ended, its decisions applied.
HostContext::Clock::time_point Lane::call(Journey& journey, HostContext::Clock::time_point begin) {
    auto& instance = instance_at(journey);
    set_deadline(journey, begin);
    instance.context().deadline = journey.call_deadline;
    const auto status = instance.process(*journey.stop.document);
    instance.context().scratch_memory.reset();
    const auto end = end_call(journey, status);
    instance.clock.add(end - begin);
    return end;
}

void Lane::post(std::size_t number) {
    auto& journey = journeys_[number];
    auto& instance = instance_at(journey);
    journey.posted = HostContext::Clock::now();
    set_deadline(journey, journey.posted);
    const bool limited = journey.call_deadline != HostContext::Clock::time_point::max();
    worker_->post(
        {.task = listener_ ? isolation::Task::kExplain : isolation::Task::kProcess,
         .stage = instance.stage().worker_stage,
         .number = number,
         .document = journey.stop.document,
         .host = &instance.context(),
         .left = limited ? std::optional(journey.call_deadline - journey.posted) : std::nullopt});
}

void Lane::take_reply() {
    const auto verdict = worker_->take();
    or_fail(verdict.number, [&] {
        hear(verdict);
        advance(verdict.number);
    });
}

void Lane::hear(const isolation::Verdict& verdict) {
    auto& journey = journeys_[verdict.number];
    if (journey.deadline != HostContext::Clock::time_point::max()) {
        // Waiting for others, and starting a worker anew, is not the document's time.
        const auto lost = HostContext::Clock::now() - journey.posted - verdict.used;
        journey.deadline += lost;
        journey.call_deadline += lost;
    }
    instance_at(journey).clock.add(verdict.used);
    if (listener_) {
        listener_(instance_at(journey).stage(), *journey.stop.document, verdict.findings);
    }
    static_cast<void>(
        end_call(journey, verdict.status, verdict.death.has_value() ? &*verdict.death : nullptr));
}

void Lane::await_replies() {
    while (worker_ != nullptr && worker_->in_flight() > 0) {
        take_reply();
        if (!supervisor_->is_broken()) {
            continue;
        }
        for (const auto number : worker_->abandon()) {
            journeys_[number].stop.document->drop_call();
            journeys_[number].item->dropped = true;
        }
    }
}

/// Applies or drops what the plugin said.
/// @returns  when that was done.
HostContext::Clock::time_point Lane::end_call(
    Journey& journey, galley_status status, const isolation::Death* death) {
    auto& item = *journey.item;
    auto& instance = instance_at(journey);
    auto& document = *journey.stop.document;
    const auto& stage = instance.stage();
    const bool failed = status < 0 || !item.family.over_limit.empty();
    if (failed) {
        settle_failure(journey, status, death);
    } else if (status == GALLEY_SKIPPED) {
        document.drop_call();
        item.fail("filtered", stage.id(), stage.author.plugin, "filtered by " + stage.id());
    } else {
        failpoint("lane.apply");
        document.apply_call();
    }
    const auto now = HostContext::Clock::now();
    if (!failed && status != GALLEY_SKIPPED && now > journey.call_deadline) {
        item.fail(
            "timeout",
            stage.id(),
            stage.author.plugin,
            std::string(limit_of(journey)) + ": over when " + stage.id() + " returned");
    }
    if (observer_) {
        observer_(instance, document, true);
    }
    return now;
}

void Lane::settle_failure(Journey& journey, galley_status status, const isolation::Death* death) {
    auto& item = *journey.item;
    auto& instance = instance_at(journey);
    auto& document = *journey.stop.document;
    const auto& stage = instance.stage();
    auto why = instance.context().take_error();
    if (const auto& refusal = document.family().refusal; !refusal.empty()) {
        why += (why.empty() ? "" : ": ") + refusal;
    }
    if (why.empty()) {
        why = unexplained(status);
    }
    document.drop_call();
    why = stage.id() + ": " + why;
    item.dropped = status == GALLEY_E_CANCELLED;
    if (death != nullptr) {
        auto& kept = item.death.emplace(*death);
        kept.stderr_tail = instance.context().services.masked(kept.stderr_tail);
        if (kept.code == "time-limit" && kept.reason.starts_with(kDocumentTime)) {
            kept.reason.replace(0, kDocumentTime.size(), limit_of(journey));
        }
        item.fail(kept.status, stage.id(), stage.author.plugin, stage.id() + ": " + kept.reason);
    } else if (!item.family.over_limit.empty()) {
        item.fail(
            "failed_plugin",
            stage.id(),
            stage.author.plugin,
            item.family.over_limit + ", and " + stage.id() + " adds more");
    } else if (status == GALLEY_E_DEADLINE) {
        item.fail(
            "timeout",
            stage.id(),
            stage.author.plugin,
            std::string(limit_of(journey)) + ": " + why);
    } else if (stage.config->stage.on_error == config::OnError::kSkip) {
        item.fail("ok_with_warnings", stage.id(), stage.author.plugin, std::move(why));
    } else if (stage.config->stage.on_error == config::OnError::kHold) {
        item.fail("held", stage.id(), stage.author.plugin, std::move(why));
    } else {
        item.fail("failed_plugin", stage.id(), stage.author.plugin, std::move(why));
    }
}

void Lane::give_work(std::vector<StageWork>& to) {
    for (auto& instance : instances_) {
        if (instance->clock.documents > 0) {
            to.push_back(instance->take_work());
        }
    }
}

Result<bool> Lane::flush() {
    if (worker_ != nullptr) {
        if (auto flushed = worker_->flush(); !flushed.has_value()) {
            return flushed;
        }
    }
    for (auto& instance : instances_) {
        const auto* plugin = instance->stage().plugin;
        if (GALLEY_HAS(plugin, flush) && plugin->flush(instance->self(), nullptr) < 0) {
            return unexpected(Error{
                "pipeline." + instance->stage().id() +
                    ": flush: " + instance->context().take_error(),
                ErrorKind::kIo});
        }
    }
    return true;
}

bool wants(const Stage& stage, const Document& document) {
    const auto& when = stage.config->stage.when;
    if (!when.has_value()) {
        return true;
    }
    return when->holds([&](std::string_view subject) -> std::vector<std::string_view> {
        if (subject == "status") {
            return {document.family().status};
        }
        if (subject == "kind") {
            return {document::to_string(document.kind())};
        }
        constexpr std::string_view kField = "field.";
        const auto key = subject.starts_with(kField) ? subject.substr(kField.size()) : subject;
        std::vector<std::string_view> values;
        for (const auto& field : document.fields) {
            if (field.key == key) {
                values.push_back(field.value);
            }
        }
        return values;
    });
}

}  // namespace galley::core::pipeline
