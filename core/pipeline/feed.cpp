// SPDX-License-Identifier: Apache-2.0
// Source, choice of reader, and streaming of containers.
#include "core/pipeline/feed.hpp"

#include <algorithm>

#include <galley/values.hpp>

#include "core/failpoint.hpp"
#include "core/pipeline/letters.hpp"

namespace galley::core::pipeline {
namespace {

constexpr std::size_t kSniffBytes = 4096;

/// What to tell about a refusal: the plugin's words, then the host's.
std::string why(HostContext& context, const document::Family& family) {
    auto said = context.take_error();
    if (said.empty()) {
        return family.refusal.empty() ? std::string("no reason given") : family.refusal;
    }
    return family.refusal.empty() ? said : said + ": " + family.refusal;
}

/// The first that a reader is for; "": it says none.
std::string_view media_type_of(const ReaderCalls& reader) {
    if (const auto* remote = reader.instance->remote(); remote != nullptr) {
        return remote->media_type();
    }
    const auto* const* known = reader.table->media_types;
    return known != nullptr && known[0] != nullptr ? known[0] : std::string_view{};
}

/// @returns  whether the last call cost an isolated reader's worker, and the item with it.
bool is_dead(Instance& instance, Item& item) {
    auto death = instance.remote() == nullptr ? std::nullopt : instance.remote()->take_death();
    if (!death.has_value()) {
        return false;
    }
    const auto& stage = instance.stage();
    item.fail(death->status, stage.id(), stage.author.plugin, stage.id() + ": " + death->reason);
    auto& kept = item.death.emplace(*std::move(death));
    kept.stderr_tail = instance.context().services.masked(kept.stderr_tail);
    return true;
}

/// What conditions see as media_type: the source's word, else what the reader is for.
void add_media_type(const ReaderCalls& reader, Item& item) {
    auto& root = item.family.root();
    const auto said = item.blob == nullptr ? std::string_view{} : item.blob->media_type();
    const auto type = said.empty() ? media_type_of(reader) : said;
    if (!type.empty() && root.first_field("media_type").empty()) {
        root.fields.push_back({"media_type", item.family.arena().copy(type), {}, 0});
    }
}

std::string over_size(std::uint64_t limit) {
    return "limits.document_size: expected at most " + std::to_string(limit) + " bytes";
}

}  // namespace

ReadOutcome read_next(const ReaderCalls& reader, Item& item) {
    static const document::Author kNobody{"ingest", "", "", GALLEY_KIND_INGEST, 0};
    auto& root = item.family.root();
    const auto& stage = reader.instance->stage();
    item.family.bounds = reader.instance->context().services.bounds;
    root.begin_call(kNobody);
    const auto status = reader.table->next(reader.instance->self(), &root);
    if (status == GALLEY_SKIPPED) {
        root.drop_call();
        return ReadOutcome::kEnd;
    }
    root.apply_call();
    item.dropped =
        status == GALLEY_E_CANCELLED || (item.blob != nullptr && item.blob->is_cut_off());
    add_media_type(reader, item);
    if (is_dead(*reader.instance, item)) {
        return ReadOutcome::kBroken;
    }
    item.read_fields = root.fields.size();
    if (status < 0) {
        auto said = why(reader.instance->context(), item.family);
        item.fail(
            "failed_read",
            stage.id(),
            stage.author.plugin,
            item.family.over_limit.empty() ? std::move(said) : item.family.over_limit);
    } else if (!item.family.over_limit.empty()) {
        item.fail("failed_read", stage.id(), stage.author.plugin, item.family.over_limit);
    } else if (!item.family.has_source()) {
        item.fail("failed_read", stage.id(), stage.author.plugin, "the reader set no text");
    }
    return status < 0 && status != GALLEY_E_REJECTED ? ReadOutcome::kBroken
                                                     : ReadOutcome::kDocument;
}

void read_single(const ReaderCalls& reader, Item& item) {
    auto& context = reader.instance->context();
    const auto& stage = reader.instance->stage();
    const auto limit = context.services.bounds.text_bytes;
    if (item.blob->size_known() && item.blob->size() > limit) {
        item.fail(
            "failed_read",
            stage.id(),
            stage.author.plugin,
            over_size(limit) + ", got " + std::to_string(item.blob->size()));
        return;
    }
    item.blob->limit(limit);
    if (reader.table->open(reader.instance->self(), item.blob->raw()) < 0) {
        const auto said = why(context, item.family);
        item.fail(
            "failed_read",
            stage.id(),
            stage.author.plugin,
            item.blob->over_limit() ? over_size(limit) : said);
        item.dropped = item.blob->is_cut_off();
        return;
    }
    if (read_next(reader, item) == ReadOutcome::kEnd) {
        item.fail("filtered", stage.id(), stage.author.plugin, "no document in it");
    } else if (item.blob->over_limit()) {
        item.fail("failed_read", stage.id(), stage.author.plugin, over_size(limit));
    }
    reader.table->close(reader.instance->self());
}

Feed::~Feed() {
    if (streaming_reader_ != nullptr) {
        streaming_reader_->table->close(streaming_reader_->instance->self());
    }
    if (source_ != nullptr && source_->close != nullptr) {
        source_->close(source_instance_->self());
    }
}

Result<std::unique_ptr<Feed>> Feed::open(
    const std::vector<Stage>& stages, Services& services, const FeedParts& parts) {
    auto feed = std::make_unique<Feed>();
    feed->services_ = &services;
    feed->letters_ = parts.letters;
    const bool is_isolated = std::ranges::any_of(stages, [](const Stage& stage) {
        return stage.is_isolated && stage.plugin->kind == GALLEY_KIND_INGEST;
    });
    if (is_isolated && parts.supervisor != nullptr) {
        auto worker = isolation::Worker::create(
            *parts.supervisor,
            {{}, services.log_level, &services.cancelled, isolation::Crew::kFeed});
        if (!worker.has_value()) {
            return unexpected(worker.error());
        }
        feed->worker_ = std::move(worker).value();
    }
    for (std::size_t i = 0; i < stages.size(); ++i) {
        if (stages[i].plugin->kind != GALLEY_KIND_INGEST) {
            continue;
        }
        if (auto added = feed->add(stages[i], i); !added.has_value()) {
            return unexpected(added.error());
        }
    }
    const bool has_source = feed->source_ != nullptr || parts.letters != nullptr;
    if (!has_source || feed->readers_.empty()) {
        return unexpected(Error{
            "the chain has no " + std::string(
                                      !has_source ? "source (such as: ingest files)"
                                                  : "reader (such as: ingest text)"),
            ErrorKind::kConfig});
    }
    if (auto opened = feed->open_source(); !opened.has_value()) {
        return unexpected(opened.error());
    }
    return feed;
}

/// Makes the source, or a reader, of an ingest stage.
Result<bool> Feed::add(const Stage& stage, std::size_t index) {
    const bool is_source = stage.offers(GALLEY_SOURCE_V1);
    if (is_source && letters_ != nullptr) {
        return true;
    }
    auto made = Instance::create(stage, *services_, worker_.get());
    if (!made.has_value()) {
        return unexpected(made.error());
    }
    if (const auto* source = made.value()->extension<galley_source_v1>(GALLEY_SOURCE_V1);
        source != nullptr && source_ == nullptr) {
        source_ = source;
        source_instance_ = std::move(made).value();
    } else if (const auto* reader = made.value()->extension<galley_reader_v1>(GALLEY_READER_V1)) {
        const bool streams = (stage.plugin->capabilities & GALLEY_CAP_STREAMS) != 0;
        readers_.push_back({std::move(made).value(), reader, index, streams});
    }
    return true;
}

Result<bool> Feed::open_source() {
    if (source_ == nullptr) {
        return true;
    }
    auto& instance = *source_instance_;
    if (const auto status = source_->open(instance.self()); status < 0) {
        return unexpected(Error{
            "pipeline." + instance.stage().id() + ": " + instance.context().take_error(),
            status == GALLEY_E_CONFIG ? ErrorKind::kConfig : ErrorKind::kIo});
    }
    return true;
}

bool Feed::fill(Batch& batch, std::uint64_t& left) {
    while (left > 0 && !batch.full() && !services_->cancelled.load(std::memory_order_relaxed)) {
        // What was read does not wait for what is to come.
        if (batch.count > 0 && streaming_ != nullptr && streaming_->would_wait()) {
            break;
        }
        const auto before = batch.count;
        if (streaming_reader_ != nullptr) {
            stream(batch);
        } else if (ended_ || !(letters_ == nullptr ? next_blob(batch) : next_letter(batch))) {
            ended_ = true;
            break;
        }
        left -= batch.count - before;
    }
    return batch.count > 0 || !batch.ended.empty();
}

bool Feed::next_blob(Batch& batch) {
    failpoint("feed.blob");
    galley_blob delivered{};
    delivered.struct_size = sizeof delivered;
    delivered.fd = -1;
    delivered.size = UINT64_MAX;
    auto& instance = *source_instance_;
    const auto status = source_->next(instance.self(), &delivered);
    if (status == GALLEY_SKIPPED) {
        return false;
    }
    if (status < 0 && status != GALLEY_E_REJECTED) {
        failure_ = Error{
            "pipeline." + instance.stage().id() +
                ": the source broke: " + instance.context().take_error(),
            ErrorKind::kIo};
        return false;
    }
    auto blob = std::make_shared<Blob>();
    blob->take(delivered, source_, instance.self(), services_->wake);
    if (status < 0) {
        auto& item = batch.add();
        item.family.path = blob->name();
        item.blob = std::move(blob);
        const auto& stage = instance.stage();
        auto said = instance.context().take_error();
        item.fail(
            "failed_read",
            stage.id(),
            stage.author.plugin,
            said.empty() ? "the source gave no reason" : std::move(said));
        return true;
    }
    choose_reader(std::move(blob), batch);
    return true;
}

/// A blob that cost its reader a worker before there was a document.
void Feed::give_up(std::shared_ptr<Blob> blob, const Item& lost, Batch& batch) {
    auto& item = batch.add();
    item.family.path = blob->name();
    item.blob = std::move(blob);
    item.blob->keep();
    item.blob->read_to_keep(services_->bounds.text_bytes);
    item.fail(lost.family.status, lost.stage, lost.plugin, lost.family.reason);
    item.death = lost.death;
}

void Feed::choose_reader(std::shared_ptr<Blob> blob, Batch& batch) {
    const auto head = galley::to_abi(blob->head(kSniffBytes));
    if (blob->is_cut_off()) {
        return;  // the run is stopping, and this one was not begun
    }
    failpoint("feed.reader");
    Reader* best = nullptr;
    int best_sure = 0;
    for (auto& reader : readers_) {
        const int sure = reader.table->sniff(reader.instance->self(), blob->raw(), head);
        if (Item lost; is_dead(*reader.instance, lost)) {
            return give_up(std::move(blob), lost, batch);
        }
        if (sure > best_sure) {
            best = &reader;
            best_sure = sure;
        }
    }
    const bool may_stream = letter_ == nullptr || letter_->streamed;
    if (best != nullptr && best->streams && may_stream) {
        const auto opened = best->table->open(best->instance->self(), blob->raw());
        if (Item lost; is_dead(*best->instance, lost)) {
            return give_up(std::move(blob), lost, batch);
        }
        if (opened >= 0) {
            streaming_ = std::move(blob);
            streaming_reader_ = best;
            streamed_ = 0;
            return;
        }
    }
    auto& item = batch.add();
    item.family.path = blob->name();
    item.blob = std::move(blob);
    mark_letter(item);
    if (best == nullptr) {
        item.blob->keep();
        item.blob->read_to_keep(services_->bounds.text_bytes);
        item.fail("failed_read", "", "", "not text: no reader of this chain knows it");
    } else if (best->streams) {
        const auto& stage = best->instance->stage();
        item.fail(
            "failed_read",
            stage.id(),
            stage.author.plugin,
            may_stream ? why(best->instance->context(), item.family)
                       : "holds several documents: run its input into another --out");
    } else {
        item.reader = best->stage;
        item.blob->keep();
        batch.bytes += item.blob->size_known() ? item.blob->size() : batch.most_bytes;
    }
}

void Feed::stream(Batch& batch) {
    auto& item = batch.add();
    const auto number = std::to_string(streamed_ + 1);
    item.family.path.reserve(streaming_->name().size() + number.size() + 1);
    item.family.path.append(streaming_->name()).append("#").append(number);
    item.blob = streaming_;
    item.streamed = true;
    mark_letter(item);
    const auto outcome =
        read_next({streaming_reader_->table, streaming_reader_->instance.get()}, item);
    if (outcome == ReadOutcome::kEnd) {
        batch.drop_last();
        end_stream(batch);
        return;
    }
    failpoint("feed.stream");
    ++streamed_;
    batch.bytes += item.family.source().size();
    if (outcome == ReadOutcome::kBroken || letters_ != nullptr) {  // a letter is one document
        end_stream(batch);
    }
}

void Feed::end_stream(Batch& batch) {
    streaming_reader_->table->close(streaming_reader_->instance->self());
    streaming_reader_ = nullptr;
    batch.ended.push_back(std::move(streaming_));
}

void Feed::settle(std::string_view token, bool is_ok) {
    if (source_ != nullptr && source_->outcome != nullptr) {
        source_->outcome(
            source_instance_->self(), galley::to_abi(token), is_ok ? GALLEY_OK : GALLEY_E_REJECTED);
    }
}

}  // namespace galley::core::pipeline
