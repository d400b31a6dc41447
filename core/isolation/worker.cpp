// SPDX-License-Identifier: Apache-2.0
// A call: sent, answered, and tried once more when the worker dies of it.
#include "core/isolation/worker.hpp"

#include <csignal>

#include <fmt/format.h>

#include "core/document/api.hpp"
#include "core/document/family.hpp"
#include "core/isolation/replay.hpp"
#include "core/isolation/wire.hpp"

namespace galley::core::isolation {
namespace {

constexpr std::chrono::seconds kSilence{10};  ///< without limits.document_time
/// A plugin that watches the clock says itself that its time is over.
constexpr std::chrono::milliseconds kGrace{100};
constexpr std::size_t kMostReplyBytes = std::size_t{256} << 20;

Clock::time_point later(Clock::time_point at, Clock::duration by) {
    return at == Clock::time_point::max() ? at : at + by;
}

}  // namespace

/// One try of a call.
struct Worker::Attempt {
    enum class How { kDone, kCrash, kTime, kMemory, kSandbox, kTooMuch, kLie, kOutside };

    How how = How::kDone;
    galley_status status = GALLEY_OK;
    std::string signal, what;
    std::string stderr_tail;

    std::string_view code() const {
        switch (how) {
            case How::kTime:
                return "time-limit";
            case How::kMemory:
                return "memory-limit";
            case How::kSandbox:
                return "sandbox";
            case How::kTooMuch:
                return "output-limit";
            case How::kLie:
                return "lie";
            default:
                return "crash";
        }
    }

    Death death(int attempts) && {
        return {
            how == How::kTime ? "timeout" : "crash",
            std::string(code()),
            fmt::format("{}, in {} attempt{}", what, attempts, attempts == 1 ? "" : "s"),
            std::move(signal),
            attempts,
            std::move(stderr_tail)};
    }
};

Result<std::unique_ptr<Worker>> Worker::create(
    Supervisor& supervisor, std::chrono::nanoseconds document_time, int log_level) {
    std::unique_ptr<Worker> worker(new Worker(supervisor, document_time, log_level));
    if (auto error = worker->restart()) {
        return unexpected(*std::move(error));
    }
    return worker;
}

std::optional<Error> Worker::restart() {
    process_.reset();
    auto started = supervisor_.start(log_level_);
    if (!started.has_value()) {
        return started.error();
    }
    process_ = std::move(started).value();
    calls_ = 0;
    first_resident_ = process_->resident_bytes();
    return std::nullopt;
}

/// Memory that leaks, and heaps that were damaged without a sound, do not live long.
void Worker::recycle_when_due() {
    constexpr std::uint64_t kMostDocuments = 10'000;
    constexpr std::uint64_t kLookEvery = 64;
    constexpr std::uint64_t kSmall = std::uint64_t{16} << 20;
    ++calls_;
    const bool is_old = calls_ >= kMostDocuments * supervisor_.stages().size();
    const bool is_large =
        calls_ % kLookEvery == 0 && process_->resident_bytes() > 2 * first_resident_ + kSmall;
    if (is_old || is_large) {
        process_.reset();
        supervisor_.note_recycling();
    }
}

Verdict Worker::call(
    std::uint32_t stage,
    document::Document& document,
    const galley_host& host,
    Clock::time_point deadline) {
    using How = Attempt::How;
    constexpr int kMostAttempts = 2;
    constexpr int kMostOutsideKills = 20;
    Verdict verdict;
    int attempts = 1;
    for (int outside = 0;;) {
        const auto begin = Clock::now();
        if (auto error = process_ == nullptr ? restart() : std::nullopt) {
            supervisor_.note_death(stage, error->message);
            verdict.status = GALLEY_E_FAILED;
            verdict.death = Death{"crash", "crash", error->message, "", attempts - 1, {}};
            return verdict;
        }
        verdict.lost += Clock::now() - begin;
        const auto until = document_time_.count() > 0 ? later(deadline, verdict.lost + kGrace)
                                                      : Clock::now() + kSilence;
        const auto tried_at = Clock::now();
        auto tried = attempt(stage, document, host, until);
        if (tried.how == How::kDone) {
            verdict.status = tried.status;
            settle();
            return verdict;
        }
        died_ = Clock::now();
        verdict.lost += *died_ - tried_at;
        if (tried.how == How::kOutside && ++outside < kMostOutsideKills) {
            supervisor_.note_outside_kill();
            continue;
        }
        if (attempts == 1) {
            supervisor_.note_death(stage, tried.what);
        }
        if (tried.how == How::kTime || tried.how == How::kOutside || attempts == kMostAttempts) {
            verdict.status = GALLEY_E_FAILED;
            verdict.death = std::move(tried).death(attempts);
            return verdict;
        }
        ++attempts;
    }
}

/// After a reply.
void Worker::settle() {
    if (died_.has_value()) {
        supervisor_.note_recovery(Clock::now() - *std::exchange(died_, std::nullopt));
    }
    recycle_when_due();
}

Worker::Attempt Worker::attempt(
    std::uint32_t stage,
    document::Document& document,
    const galley_host& host,
    Clock::time_point until) {
    message_.clear();
    const auto left = until == Clock::time_point::max()
                          ? INT64_MAX
                          : std::chrono::nanoseconds(until - kGrace - Clock::now()).count();
    write_call(stage, document_time_.count() > 0 ? left : INT64_MAX, document, message_);
    if (!process_->send(message_.bytes())) {
        return bury({});
    }
    return converse(document, host, until);
}

/// Serves the worker until it has answered.
Worker::Attempt Worker::converse(
    document::Document& document, const galley_host& host, Clock::time_point until) {
    reply_.clear();
    Attempt failed;
    while (true) {
        switch (process_->receive(until)) {
            case Process::Event::kPacket:
                break;
            case Process::Event::kTime:
                failed.how = Attempt::How::kTime;
                return bury(std::move(failed));
            case Process::Event::kGone:
                return bury(std::move(failed));
            case Process::Event::kBroken:
                failed.how = Attempt::How::kLie;
                return bury(std::move(failed));
        }
        const std::string_view body = process_->packet().substr(1);
        const auto type = static_cast<Message>(process_->packet()[0]);
        if (type == Message::kPart || type == Message::kDone) {
            if (reply_.size() + body.size() > kMostReplyBytes) {
                failed.how = Attempt::How::kTooMuch;
                return bury(std::move(failed));
            }
            reply_ += body;
            if (type == Message::kDone) {
                return take_reply(document, host);
            }
        } else if (type == Message::kLog) {
            Reader in(body);
            const auto level = in.get<std::int32_t>();
            host.log(&host, level, galley::to_abi(in.get_text()));
        } else if (type == Message::kOutOfMemory) {
            failed.how = Attempt::How::kMemory;
        } else if (type != Message::kWantAttachment || !answer_attachment(body, document)) {
            failed.how = Attempt::How::kLie;
            return bury(std::move(failed));
        }
    }
}

bool Worker::answer_attachment(std::string_view packet, const document::Document& document) {
    Reader in(packet);
    const auto name = in.get_text();
    galley_str media_type{};
    galley_str bytes{};
    const auto status =
        document::current_api().attachment(&document, galley::to_abi(name), &media_type, &bytes);
    Writer out;
    out.put(Message::kAttachment).put(status);
    out.put_text(galley::view(media_type)).put_text(galley::view(bytes));
    return in.is_whole() && process_->send(out.bytes());
}

Worker::Attempt Worker::take_reply(document::Document& document, const galley_host& host) {
    Reply reply;
    Attempt done;
    if (!read_reply(reply_, reply)) {
        done.how = Attempt::How::kLie;
        return bury(std::move(done));
    }
    if (reply.status == GALLEY_E_MEMORY) {
        done.how = Attempt::How::kMemory;
        return bury(std::move(done));
    }
    done.status = replay(reply, document, host);
    return done;
}

/// Ends the worker and finds out what it died of.
Worker::Attempt Worker::bury(Attempt attempt) {
    using How = Attempt::How;
    auto ending = process_->end();
    process_.reset();
    attempt.stderr_tail = std::move(ending.stderr_tail);
    if (ending.signal != 0 && !(ending.signal == SIGKILL && ending.was_killed)) {
        attempt.signal = signal_name(ending.signal);
    }
    const bool fell = attempt.how == How::kDone;
    if (fell) {
        attempt.how = ending.signal == SIGSYS                          ? How::kSandbox
                      : ending.signal == SIGKILL && !ending.was_killed ? How::kOutside
                      : ending.was_killed                              ? How::kLie
                                                                       : How::kCrash;
    }
    switch (attempt.how) {
        case How::kTime:
            attempt.what = document_time_.count() > 0
                               ? "limits.document_time: killed when its time was over"
                               : fmt::format("killed after {} s without a word", kSilence.count());
            break;
        case How::kMemory:
            attempt.what = fmt::format(
                "isolation.memory: {} MiB were not enough",
                supervisor_.settings().memory_bytes >> 20U);
            break;
        case How::kSandbox:
            attempt.what = "isolation.sandbox: a call to the system that is forbidden (SIGSYS)";
            break;
        case How::kTooMuch:
            attempt.what = fmt::format("said more than {} MiB", kMostReplyBytes >> 20U);
            break;
        case How::kLie:
            attempt.what = "the worker broke its protocol and was killed";
            break;
        default:
            attempt.what = attempt.signal.empty()
                               ? fmt::format("exit with status {}", ending.exit_status)
                               : attempt.signal;
    }
    return attempt;
}

Result<bool> Worker::flush() {
    if (process_ == nullptr) {
        return true;
    }
    Writer message;
    message.put(Message::kFlush);
    std::string why = "the worker died";
    const auto until = Clock::now() + kSilence;
    const bool sent = process_->send(message.bytes());
    while (sent && process_->receive(until) == Process::Event::kPacket) {
        if (static_cast<Message>(process_->packet()[0]) == Message::kDone) {
            Reader in(process_->packet().substr(1));
            why = in.get_text();
            if (in.is_whole() && why.empty()) {
                return true;
            }
            break;
        }
    }
    return unexpected(Error{why, ErrorKind::kIo});
}

}  // namespace galley::core::isolation
