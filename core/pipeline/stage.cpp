// SPDX-License-Identifier: Apache-2.0
// Life of a plugin instance.
#include "core/pipeline/stage.hpp"

#include <algorithm>
#include <new>
#include <utility>

#include "core/pipeline/conf.hpp"
#include "core/shortage.hpp"

namespace galley::core::pipeline {

bool Stage::takes(document::Kind kind) const {
    return std::ranges::find(config->stage.kinds, document::to_string(kind)) !=
           config->stage.kinds.end();
}

Instance::Instance(const Stage& stage, Services& services)
    : stage_(stage), context_(services, stage.id(), stage.data_folder) {}

Result<std::unique_ptr<Instance>> Instance::create(
    const Stage& stage, Services& services, isolation::Worker* worker) {
    std::unique_ptr<Instance> made(new Instance(stage, services));
    if (stage.is_isolated && worker != nullptr && stage.plugin->kind == GALLEY_KIND_INGEST) {
        const bool streams = (stage.plugin->capabilities & GALLEY_CAP_STREAMS) != 0;
        made->remote_ =
            std::make_unique<RemoteReader>(*worker, stage.worker_stage, made->context_, streams);
        made->self_ = made->remote_.get();
    }
    if (stage.is_isolated) {
        return made;
    }
    const auto failed = [&](std::string_view call, galley_status status) {
        auto why = made->context_.take_error();
        const bool is_short = status == GALLEY_E_MEMORY;  // which is no fault of the config
        if (why.empty()) {
            why = is_short ? error_of(std::bad_alloc()).message : "the plugin gave no reason";
        }
        const auto& at = stage.config->stage.position;
        return unexpected(Error{
            at.where() + ": pipeline." + stage.id() + ": " + std::string(call) + ": " + why,
            is_short ? ErrorKind::kIo : ErrorKind::kConfig});
    };
    if (const auto status = stage.plugin->create(&made->context_, &made->self_); status < 0) {
        made->self_ = nullptr;
        return failed("create", status);
    }
    const galley_conf conf{stage.config};
    if (const auto status = stage.plugin->configure(made->self_, &conf); status < 0) {
        return failed("configure", status);
    }
    return made;
}

StageWork Instance::take_work() {
    return {&stage_, std::exchange(clock, {}), std::exchange(context_.counters, {})};
}

galley_status Instance::process(document::Document& document) {
    std::unique_lock<std::mutex> alone;
    if (stage_.serial != nullptr) {
        alone = std::unique_lock(*stage_.serial);
    }
    return stage_.plugin->process(self_, &document);
}

Instance::~Instance() {
    if (self_ != nullptr && remote_ == nullptr) {
        stage_.plugin->destroy(self_);
    }
}

}  // namespace galley::core::pipeline
