// SPDX-License-Identifier: Apache-2.0
// The worker of one lane: calls of isolated plugins go through it, and it comes back when it dies.
#pragma once
#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include <galley/plugin.h>

#include "core/document/document.hpp"
#include "core/isolation/supervisor.hpp"
#include "core/isolation/wire.hpp"

namespace galley::core::isolation {

/// What came of a call.
struct Verdict {
    galley_status status = GALLEY_OK;
    std::optional<Death> death;  ///< the document is given up; status is below 0
    Clock::duration lost{};      ///< to workers that had to be started: not the document's time
};

/// One call at a time.
class Worker {
  public:
    /// @param document_time  0: no limit; then a call may take 10 s.
    /// @errors               as Supervisor::start.
    static Result<std::unique_ptr<Worker>> create(
        Supervisor& supervisor, std::chrono::nanoseconds document_time, int log_level);

    /// Calls the plugin of a stage on a document and repeats on it what the plugin said: the caller
    /// applies or drops that, as after a call in process.
    /// @param host      the stage's: takes logs, counts and the error.
    /// @param deadline  of the document.
    Verdict call(
        std::uint32_t stage,
        document::Document& document,
        const galley_host& host,
        Clock::time_point deadline);

    /// Tells all plugins that the last document is through.
    /// @errors  kIo with the stage and its reason.
    Result<bool> flush();

    /// For tests: whom to kill.
    pid_t pid() const { return process_ == nullptr ? -1 : process_->pid(); }

  private:
    struct Attempt;

    Worker(Supervisor& supervisor, std::chrono::nanoseconds document_time, int log_level)
        : supervisor_(supervisor), document_time_(document_time), log_level_(log_level) {}

    Attempt attempt(
        std::uint32_t stage,
        document::Document& document,
        const galley_host& host,
        Clock::time_point until);
    Attempt converse(
        document::Document& document, const galley_host& host, Clock::time_point until);
    bool answer_attachment(std::string_view packet, const document::Document& document);
    Attempt take_reply(document::Document& document, const galley_host& host);
    Attempt bury(Attempt attempt);
    std::optional<Error> restart();
    void settle();
    void recycle_when_due();

    Supervisor& supervisor_;
    std::chrono::nanoseconds document_time_;
    int log_level_;
    std::unique_ptr<Process> process_;
    std::uint64_t calls_ = 0;                ///< of this process
    std::uint64_t first_resident_ = 0;       ///< of this process
    std::optional<Clock::time_point> died_;  ///< until the next reply
    Writer message_;
    std::string reply_;
};

}  // namespace galley::core::isolation
