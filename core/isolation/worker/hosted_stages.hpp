// SPDX-License-Identifier: Apache-2.0
// The stages of a lane in a worker: the host's own instances around plugins, and their calls.
#pragma once
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/isolation/board.hpp"
#include "core/isolation/messages.hpp"
#include "core/isolation/packets.hpp"
#include "core/isolation/worker/recorded_document.hpp"
#include "core/isolation/worker/remote_blob.hpp"
#include "core/pipeline/stage.hpp"
#include "core/rules/rule_store.hpp"

namespace galley::core::isolation {

class HostedStages {
  public:
    /// @param socket  to the host.
    HostedStages(int socket, const Board& board);

    /// Loads and configures the plugin of each stage, and says before each which it is.
    /// @errors  kConfig: as in process.
    Result<bool> load(OwnedSetup setup);

    /// Runs calls until the host is gone. Replies go out together: while more calls lie there,
    /// they wait, but no more than 10 ms: waking the host for each costs it tens of
    /// microseconds. @returns false: the host does not make sense.
    bool serve();

    /// The rule packs of all stages, once they are loaded. @returns false: the host is gone.
    bool send_packs();

  private:
    using Clock = pipeline::HostContext::Clock;

    /// An instance, and what it reads.
    struct Hosted {
        std::unique_ptr<pipeline::Instance> instance;  ///< null: not for this worker
        const galley_reader_v1* reader = nullptr;      ///< null: it is none
        std::unique_ptr<RemoteBlob> blob;              ///< open
    };

    Result<bool> load_stage(std::size_t index);
    Received next_packet();
    bool take(std::string_view packet);
    bool call_all(std::string_view calls);
    bool call(std::string_view bytes);
    galley_status run(const CallHead& head, pipeline::Instance& instance);
    galley_status read(const CallHead& head, Hosted& hosted);
    galley_status open(const CallHead& head, Hosted& hosted);
    galley_status next(Hosted& hosted);
    bool flush();
    std::optional<Reader> ask(const Writer& question, Message wanted);
    galley_status ask_attachment(std::string_view name, galley_str* media_type, galley_str* bytes);
    galley_status ask_bytes(std::string_view* bytes);
    bool reply(const CallHead& head, galley_status status, Clock::time_point begin);
    bool send_replies();
    bool send_last(std::string_view reply);
    bool send_parts(std::string_view bytes);

    int socket_;
    Notices& notices_;
    OwnedSetup setup_;
    rules::RuleStore rules_;
    pipeline::Services services_;
    std::deque<pipeline::Stage> stages_;
    std::vector<Hosted> hosted_;
    std::vector<Finding> findings_;
    RecordedFamily family_;
    Inbox inbox_, answer_;
    std::deque<std::string> put_aside_;  ///< calls that came while an answer was waited for
    std::string current_;                ///< the one of them that is at work
    std::uint64_t begun_ = 0;            ///< the number of the running call
    Writer replies_;                     ///< not sent yet; empty: none
    Clock::time_point oldest_reply_;
};

}  // namespace galley::core::isolation
