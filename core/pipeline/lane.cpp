// SPDX-License-Identifier: Apache-2.0
// How a document goes through cleanup and tagging.
#include "core/pipeline/lane.hpp"

#include <galley/text.hpp>

#include "core/pipeline/brake.hpp"

namespace galley::core::pipeline {

using document::Document;
using document::Kind;

Result<std::unique_ptr<Lane>> Lane::create(
    const std::vector<Stage>& stages,
    const config::Config& config,
    Services& services,
    isolation::Supervisor* supervisor) {
    std::unique_ptr<Lane> lane(new Lane(config));
    lane->known_ = services.known;
    if (supervisor != nullptr) {
        auto worker =
            isolation::Worker::create(*supervisor, config.limits.document_time, services.log_level);
        if (!worker.has_value()) {
            return unexpected(worker.error());
        }
        lane->worker_ = std::move(worker).value();
    }
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

void Lane::process(Item& item) {
    const bool limited = config_.limits.document_time.count() > 0;
    deadline_ = limited ? HostContext::Clock::now() + config_.limits.document_time
                        : HostContext::Clock::time_point::max();
    if (item.reader != SIZE_MAX) {
        auto& reader = *readers_[item.reader];
        reader.context().deadline = deadline_;
        read_single({reader.extension<galley_reader_v1>(GALLEY_READER_V1), &reader}, item);
    }
    if (known_ != nullptr &&
        known_->take(state::content_of(item.family.source_digest()), item.family.path)) {
        item.known = true;
        return;
    }
    if (!item.is_ok()) {
        return;
    }
    if (galley::trim(item.family.source()).empty()) {
        item.fail("filtered", "", "", "empty: no text in it");
        return;
    }
    static_cast<void>(item.family.source_digest());  // here, because settling is serial
    item.family.hold.paragraph_chars = static_cast<std::uint32_t>(config_.brake.paragraph_chars);
    clean(item);
    if (item.is_ok()) {
        tag(item);
    }
}

void Lane::clean(Item& item) {
    run_cleanup(item, item.family.root(), 0);
    if (item.is_ok()) {
        finish_cleanup(item);
    }
}

/// Children go through the stages behind the one that made them; a page through none.
void Lane::run_cleanup(Item& item, Document& document, std::size_t from) {
    for (auto i = from; i < first_tagging_ && document.kind() != Kind::kPage; ++i) {
        const auto children_before = document.children().size();
        if (!call(item, *instances_[i], document)) {
            return;
        }
        for (auto child = children_before; child < document.children().size(); ++child) {
            run_cleanup(item, *document.children()[child], i + 1);
            if (!item.is_ok()) {
                return;
            }
        }
    }
}

void Lane::finish_cleanup(Item& item) {
    auto reason = hold_reason(item.family, config_.brake);
    auto left_over = close_cleanup(item.family);
    if (reason.empty()) {
        reason = std::move(left_over);
    }
    if (!reason.empty()) {
        item.fail("held", "", "", std::move(reason));
    }
}

void Lane::tag(Item& item) {
    std::vector<Document*> documents;
    item.family.each([&](Document& d) {
        if (d.kind() != Kind::kPage) {
            documents.push_back(&d);
        }
    });
    for (auto* document : documents) {
        for (auto i = first_tagging_; i < instances_.size(); ++i) {
            if (!call(item, *instances_[i], *document)) {
                return;
            }
        }
    }
}

/// @returns  false when the document's way ends here.
bool Lane::call(Item& item, Instance& instance, Document& document) {
    const auto& stage = instance.stage();
    if (!stage.takes(document.kind()) || !wants(stage, document)) {
        return true;
    }
    auto& context = instance.context();
    context.deadline = deadline_;
    document.begin_call(stage.author);
    if (observer_) {
        observer_(instance, document, false);
    }
    const auto begin = HostContext::Clock::now();
    const auto status = instance.process(document);
    context.scratch_memory.reset();
    deadline_ = context.deadline;  // starting a worker anew is not the document's time
    const auto end = HostContext::Clock::now();
    instance.clock.busy_ns +=
        static_cast<std::uint64_t>(std::chrono::nanoseconds(end - begin).count());
    ++instance.clock.documents;
    if (status < 0) {
        settle_failure(item, instance, document, status);
    } else if (status == GALLEY_SKIPPED) {
        document.drop_call();
        item.fail("filtered", stage.id(), stage.author.plugin, "filtered by " + stage.id());
    } else {
        document.apply_call();
        if (end > deadline_) {
            item.fail(
                "timeout",
                stage.id(),
                stage.author.plugin,
                "limits.document_time: over when " + stage.id() + " returned");
        }
    }
    if (observer_) {
        observer_(instance, document, true);
    }
    return item.is_ok();
}

void Lane::settle_failure(
    Item& item, Instance& instance, Document& document, galley_status status) {
    const auto& stage = instance.stage();
    auto why = instance.context().take_error();
    if (const auto& refusal = document.family().refusal; !refusal.empty()) {
        why += (why.empty() ? "" : ": ") + refusal;
    }
    if (why.empty()) {
        why = "status " + std::to_string(status) + ", and no reason given";
    }
    document.drop_call();
    why = stage.id() + ": " + why;
    item.dropped = status == GALLEY_E_CANCELLED;
    if (const auto* death = instance.death(); death != nullptr) {
        item.fail(
            death->status, stage.id(), stage.author.plugin, stage.id() + ": " + death->reason);
        item.death = *death;
    } else if (status == GALLEY_E_DEADLINE) {
        item.fail("timeout", stage.id(), stage.author.plugin, "limits.document_time: " + why);
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
