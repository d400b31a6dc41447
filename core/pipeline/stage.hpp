// SPDX-License-Identifier: Apache-2.0
// A stage ready to run, and the plugin instances made of it.
#pragma once
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include <galley/plugin.h>

#include "core/config/chain.hpp"
#include "core/document/document.hpp"
#include "core/document/model.hpp"
#include "core/pipeline/host_context.hpp"
#include "core/pipeline/remote_reader.hpp"
#include "core/result.hpp"

namespace galley::core::pipeline {

/// One stage of the chain with its loaded plugin. Lives as long as the run; its address is kept.
struct Stage {
    const config::ResolvedStage* config = nullptr;
    const galley_plugin* plugin = nullptr;
    std::filesystem::path data_folder;
    document::Author author;
    std::mutex* serial = nullptr;    ///< for GALLEY_THREAD_SERIAL: held during each call
    bool is_isolated = false;        ///< its plugin is loaded by workers only
    std::uint32_t worker_stage = 0;  ///< its number there

    const std::string& id() const { return config->stage.id; }

    /// Whether the plugin offers an extension; one without any has no function for it.
    bool offers(const char* extension_id) const {
        if (is_isolated) {
            return config->plugin->offers_extension(extension_id);
        }
        return plugin->extension != nullptr && plugin->extension(nullptr, extension_id) != nullptr;
    }

    bool takes(document::Kind kind) const;
};

/// What a stage has cost one lane, its decisions applied.
struct StageClock {
    std::uint64_t documents = 0;
    std::uint64_t busy_ns = 0;

    void add(std::chrono::nanoseconds busy) {
        ++documents;
        busy_ns += static_cast<std::uint64_t>(busy.count());
    }
};

/// What a stage did for some documents.
struct StageWork {
    const Stage* stage = nullptr;
    StageClock clock;
    std::map<std::string, double, std::less<>> metrics;
};

/// A plugin instance: created and configured, destroyed with this object. One call at a time.
class Instance {
  public:
    /// @errors  kConfig with the plugin's own message and where the stage stands.
    /// An isolated stage's instance has no plugin here, but its context.
    /// @param worker  for an isolated reader: where its plugin is.
    static Result<std::unique_ptr<Instance>> create(
        const Stage& stage, Services& services, isolation::Worker* worker = nullptr);
    ~Instance();
    Instance(const Instance&) = delete;
    Instance& operator=(const Instance&) = delete;

    const Stage& stage() const { return stage_; }

    HostContext& context() { return context_; }

    void* self() const { return self_; }

    /// Calls the plugin on a document. Not of an isolated stage.
    galley_status process(document::Document& document);

    /// The reader that stands for the plugin of an isolated one, or nullptr.
    RemoteReader* remote() const { return remote_.get(); }

    /// An extension table of the plugin, or nullptr; self() goes with it.
    template <class Table>
    const Table* extension(const char* id) const {
        if constexpr (std::is_same_v<Table, galley_reader_v1>) {
            if (remote_ != nullptr) {
                return &RemoteReader::table();
            }
        }
        auto* const find = stage_.plugin->extension;
        return find == nullptr ? nullptr : static_cast<const Table*>(find(self_, id));
    }

    /// Takes what it did since the last call.
    StageWork take_work();

    StageClock clock;

  private:
    Instance(const Stage& stage, Services& services);

    const Stage& stage_;
    HostContext context_;
    void* self_ = nullptr;
    std::unique_ptr<RemoteReader> remote_;
};

}  // namespace galley::core::pipeline
