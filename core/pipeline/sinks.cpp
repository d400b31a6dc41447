// SPDX-License-Identifier: Apache-2.0
// Writing to exporters.
#include "core/pipeline/sinks.hpp"

#include <algorithm>

#include <galley/values.hpp>

#include "core/failpoint.hpp"
#include "core/pipeline/lane.hpp"

namespace galley::core::pipeline {

using document::Document;
using document::Kind;

Result<std::unique_ptr<Sinks>> Sinks::open(
    const std::vector<Stage>& stages, Services& services, const std::string& chain_hash) {
    auto sinks = std::make_unique<Sinks>();
    sinks->chain_hash_ = chain_hash;
    for (const auto& stage : stages) {
        if (stage.plugin->kind != GALLEY_KIND_EXPORT) {
            continue;
        }
        auto made = Instance::create(stage, services);
        if (!made.has_value()) {
            return unexpected(made.error());
        }
        const auto* table = made.value()->extension<galley_export_v1>(GALLEY_EXPORT_V1);
        if (table == nullptr) {
            return unexpected(Error{
                "pipeline." + stage.id() + ": the plugin offers no galley.export/1",
                ErrorKind::kConfig});
        }
        sinks->instances_.push_back(std::move(made).value());
        sinks->sinks_.push_back(
            {sinks->instances_.back().get(),
             table,
             (stage.plugin->capabilities & GALLEY_CAP_REVIEW) != 0,
             {}});
    }
    return sinks;
}

Result<bool> Sinks::can_resume(const state::Commit& last) const {
    for (const auto& sink : sinks_) {
        const auto& id = sink.instance->stage().id();
        const auto* position = last.position_of(id);
        if (last.number > 0 && (position == nullptr || position->text.empty())) {
            return unexpected(Error{
                "pipeline." + id + ": " + std::string(sink.instance->stage().author.plugin) +
                    " gives no position to go on from, so this run cannot be resumed; begin anew "
                    "with --fresh or another --out",
                ErrorKind::kUsage});
        }
    }
    return true;
}

Result<bool> Sinks::begin(const std::string& run, const state::Commit& last) {
    for (auto& sink : sinks_) {
        const auto* at = last.position_of(sink.instance->stage().id());
        const auto position = at == nullptr ? galley_str{} : galley::to_abi(at->text);
        if (const auto status =
                sink.table->begin(sink.instance->self(), galley::to_abi(run), position);
            status < 0) {
            return unexpected(failure(sink, "begin", status));
        }
        if (auto recovered = recover(sink); !recovered.has_value()) {
            return recovered;
        }
    }
    begun_ = true;
    return true;
}

Result<bool> Sinks::recover(Sink& sink) {
    if (!GALLEY_HAS(sink.table, recover)) {
        return true;
    }
    const auto settled = [](void* ctx, galley_str key, galley_status status) {
        if (status >= 0) {
            static_cast<Sink*>(ctx)->held_beyond.emplace(galley::view(key));
        }
    };
    const auto status = sink.table->recover(sink.instance->self(), &sink, settled);
    return status < 0 ? Result<bool>(unexpected(failure(sink, "recover", status)))
                      : Result<bool>(true);
}

Sinks::~Sinks() {
    if (begun_ && !committed_) {
        for (auto& sink : sinks_) {
            if (sink.table->abort != nullptr) {
                sink.table->abort(sink.instance->self());
            }
        }
    }
}

Error Sinks::failure(Sink& sink, std::string_view call, galley_status status) {
    auto why = sink.instance->context().take_error();
    if (why.empty()) {
        why = unexplained(status);
    }
    return {
        "pipeline." + sink.instance->stage().id() + ": " + std::string(call) + ": " + why,
        status == GALLEY_E_CONFIG ? ErrorKind::kConfig : ErrorKind::kIo};
}

Result<bool> Sinks::write_to(
    Sink& sink, Item& item, Document& document, const std::vector<std::string>* only) {
    const auto& stage = sink.instance->stage();
    if (!stage.takes(document.kind()) || !wants(stage, document)) {
        return true;
    }
    key_.assign(document.uri()).append("|").append(stage.id());
    if (only != nullptr && std::ranges::find(*only, key_) == only->end()) {
        return true;
    }
    key_.append("|").append(chain_hash_);
    if (!sink.held_beyond.empty() && sink.held_beyond.erase(key_) > 0) {
        return true;
    }
    failpoint("export.write");
    const auto begin = HostContext::Clock::now();
    const auto status = sink.table->write(sink.instance->self(), &document, galley::to_abi(key_));
    sink.instance->context().scratch_memory.reset();
    sink.instance->clock.busy_ns += static_cast<std::uint64_t>(
        std::chrono::nanoseconds(HostContext::Clock::now() - begin).count());
    ++sink.instance->clock.documents;
    if (status == GALLEY_E_REJECTED) {
        item.refused.push_back(std::string(document.uri()) + "|" + stage.id());
        refusal_ = {&stage, failure(sink, "write", status).message};
    } else if (status < 0) {
        return unexpected(failure(sink, "write", status));
    }
    return true;
}

Result<bool> Sinks::write(Item& item, const std::vector<std::string>* only) {
    const bool held = item.family.status == "held";
    if (!item.is_ok() && !held) {
        return true;
    }
    committed_ = false;
    refusal_.reset();
    for (const auto wanted : {Kind::kArticle, Kind::kNotice}) {
        std::vector<Document*> documents;
        item.family.each([&](Document& d) {
            if (d.kind() == wanted) {
                documents.push_back(&d);
            }
        });
        for (auto* document : documents) {
            if (document->unchanged) {
                continue;
            }
            if (auto written = write_to_all(item, *document, only); !written.has_value()) {
                return written;
            }
        }
    }
    if (refusal_.has_value()) {  // the other exports have it as it is
        const auto& stage = *refusal_->stage;
        item.fail("failed_export", stage.id(), stage.author.plugin, refusal_->reason);
    }
    return true;
}

Result<bool> Sinks::write_to_all(
    Item& item, Document& document, const std::vector<std::string>* only) {
    for (auto& sink : sinks_) {
        if (item.family.status == "held" && !sink.review) {
            continue;
        }
        if (auto written = write_to(sink, item, document, only); !written.has_value()) {
            return written;
        }
    }
    return true;
}

Result<bool> Sinks::cancel(const state::CanceledRecord& gone) {
    committed_ = false;
    const auto kind = gone.outcome.is_notice ? Kind::kNotice : Kind::kArticle;
    const auto uri = gone.uri();
    const galley_canceled canceled{
        sizeof canceled, 0, galley::to_abi(uri), galley::to_abi(document::to_string(kind))};
    for (auto& sink : sinks_) {
        const auto& stage = sink.instance->stage();
        if (!GALLEY_HAS(sink.table, cancel) || !stage.takes(kind)) {
            continue;
        }
        key_.assign(uri).append("|").append(stage.id()).append("|").append(chain_hash_);
        key_.append("|canceled");
        if (!sink.held_beyond.empty() && sink.held_beyond.erase(key_) > 0) {
            continue;
        }
        failpoint("export.cancel");
        const auto status =
            sink.table->cancel(sink.instance->self(), &canceled, galley::to_abi(key_));
        sink.instance->context().scratch_memory.reset();
        if (status < 0) {
            return unexpected(failure(sink, "cancel", status));
        }
    }
    return true;
}

Result<bool> Sinks::commit(std::vector<state::PositionRecord>& positions) {
    positions.clear();
    for (auto& sink : sinks_) {
        galley_str position{};
        if (const auto status = sink.table->prepare(sink.instance->self(), &position); status < 0) {
            return unexpected(failure(sink, "prepare", status));
        }
        positions.push_back({sink.instance->stage().id(), std::string(galley::view(position))});
    }
    for (auto& sink : sinks_) {
        failpoint("export.prepared");
        if (const auto status = sink.table->commit(sink.instance->self()); status < 0) {
            return unexpected(failure(sink, "commit", status));
        }
    }
    committed_ = true;
    return true;
}

}  // namespace galley::core::pipeline
