// SPDX-License-Identifier: Apache-2.0
// The worker of one lane: calls of isolated plugins go through it, several at a time, and it comes
// back when it dies.
#pragma once
#include <atomic>
#include <chrono>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <galley/plugin.h>

#include "core/document/document.hpp"
#include "core/isolation/failure.hpp"
#include "core/isolation/supervisor.hpp"
#include "core/isolation/wire.hpp"

namespace galley::core::isolation {

/// Without limits.document_time a call may take so long, or be so long between two asks for bytes.
inline constexpr std::chrono::seconds kSilence{10};

/// A call of a plugin on a document. Both are left alone until the verdict.
struct Call {
    Task task = Task::kProcess;
    std::uint32_t stage = 0;
    std::size_t number = 0;                  ///< the caller's, for the verdict
    document::Document* document = nullptr;  ///< may be null where the task has none
    const galley_host* host = nullptr;       ///< the stage's: takes logs, counts and the error
    std::optional<Clock::duration> left{};   ///< of the document's time; nothing: no limit
    BlobSource* blob = nullptr;              ///< of readers
    std::uint64_t skip = 0;                  ///< kOpen: documents to pass over
    int attempts = 1;                        ///< which one this is
};

/// What came of a call.
struct Verdict {
    std::size_t number = 0;
    galley_status status = GALLEY_OK;
    std::optional<Death> death;  ///< the document is given up; status is below 0
    Clock::duration used{};      ///< of the document's time
    bool from_outside = false;   ///< the worker was killed, by somebody else
    std::vector<Finding> findings;
    std::string media_type;
};

struct WorkerOptions {
    std::chrono::nanoseconds document_time{};  ///< 0: no limit; then a call may take 10 s
    int log_level = GALLEY_LOG_INFO;
    const std::atomic<bool>* cancelled = nullptr;  ///< what plugins may ask for; null: never
    Crew crew = Crew::kAll;
};

/// One thread at a time.
class Worker {
  public:
    /// @errors  as Supervisor::start.
    static Result<std::unique_ptr<Worker>> create(
        Supervisor& supervisor, const WorkerOptions& options);

    /// Hands in a call; it is sent with others when take() has nothing else to do.
    void post(const Call& call) { waiting_.push_back({call}); }

    std::size_t in_flight() const { return waiting_.size() + early_.size(); }

    /// The verdict on one of the calls in flight, as soon as there is one. What the plugin said is
    /// repeated on the document: the caller applies or drops it, as after a call in process.
    Verdict take();

    /// The verdict on the call of that number; take() gives the others later.
    Verdict take(std::size_t number);

    /// Forgets all calls in flight. @returns their numbers.
    std::vector<std::size_t> abandon();

    /// Tells all plugins that the last document is through. Nothing is in flight. A worker that was
    /// killed from outside has nothing left to be told.
    /// @errors  kIo with the stage and its reason.
    Result<bool> flush();

    /// For tests: whom to kill.
    pid_t pid() const { return process_ == nullptr ? -1 : process_->pid(); }

  private:
    struct Waiting : Call {
        std::uint64_t sequence = 0;  ///< among the calls of this process; 0: not sent
        int outside_kills = 0;
        bool was_read = false;  ///< bytes of its blob were given
        Clock::time_point sent{};
    };

    Worker(Supervisor& supervisor, const WorkerOptions& options)
        : supervisor_(supervisor), options_(options) {}

    std::optional<Error> restart();
    std::optional<Failure> await_reply();
    std::optional<Failure> take_packet();
    std::optional<Failure> watch_clock();
    void send_more();
    void pack_calls();
    std::size_t running() const;
    std::uint64_t most_calls() const;
    Waiting* find_sent(std::uint64_t sequence);
    bool hear_log(Reader& in);
    bool answer_attachment(Reader& in);
    bool answer_bytes(Reader& in);
    Verdict take_next();
    std::optional<Verdict> take_reply();
    void forget_process();
    std::optional<Verdict> bury(Failure failure);
    std::optional<Verdict> charge(Failure failure);
    Verdict give_up(Death death);
    void settle();

    Supervisor& supervisor_;
    WorkerOptions options_;
    std::unique_ptr<Process> process_;
    std::deque<Verdict> early_;    ///< while the one on another call was waited for
    std::deque<Waiting> waiting_;  ///< those sent first, in the order of sending
    std::size_t sent_ = 0;         ///< how many of them are sent
    std::size_t alone_ = 0;        ///< so many of the next go one by one
    std::uint64_t sequence_ = 0;   ///< of the last call sent to this process
    std::uint64_t first_resident_ = 0;
    bool is_streaming_ = false;              ///< a blob is open there
    bool is_worn_ = false;                   ///< to be replaced before it gets another call
    bool is_out_of_memory_ = false;          ///< its last words
    std::optional<Clock::time_point> died_;  ///< until the next reply
    Clock::time_point look_at_;              ///< when the clock is looked at next
    std::uint64_t watched_ = 0;              ///< the call whose time runs
    Clock::time_point watched_since_;
    Writer packet_, answer_;  ///< calls, and an attachment, on their way to the worker
    std::string_view ready_;  ///< replies that came, in the packet or in long_
    std::string long_;        ///< the reply that comes in parts
};

}  // namespace galley::core::isolation
