// SPDX-License-Identifier: Apache-2.0
// The stages of a lane in a worker: the host's own instances around plugins, and their calls.
#pragma once
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/isolation/messages.hpp"
#include "core/isolation/packets.hpp"
#include "core/isolation/worker/recorded_document.hpp"
#include "core/pipeline/stage.hpp"
#include "core/rules/rule_store.hpp"

namespace galley::core::isolation {

class HostedStages {
  public:
    /// @param socket  to the host.
    explicit HostedStages(int socket);

    /// Loads and configures the plugin of each stage, and says before each which it is.
    /// @errors  kConfig: as in process.
    Result<bool> load(OwnedSetup setup);

    /// Runs a kCall packet and sends the reply. @returns false: the host is gone, or lies.
    bool call(std::string_view packet);
    bool flush();

  private:
    Result<bool> load_stage(std::size_t index);
    galley_status ask(std::string_view name, galley_str* media_type, galley_str* bytes);
    bool reply(pipeline::Instance& instance, galley_status status);
    bool send_parts(std::string_view bytes);

    int socket_;
    OwnedSetup setup_;
    rules::RuleStore rules_;
    pipeline::Services services_;
    std::deque<pipeline::Stage> stages_;
    std::vector<std::unique_ptr<pipeline::Instance>> instances_;
    RecordedFamily family_;
    Inbox attachment_;
    Writer reply_;
};

}  // namespace galley::core::isolation
