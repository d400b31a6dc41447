// SPDX-License-Identifier: Apache-2.0
// Calls: sent together, answered in turn, and tried once more, alone, when the worker dies of one.
#include "core/isolation/worker.hpp"

#include <algorithm>
#include <csignal>

#include "core/document/api.hpp"
#include "core/document/family.hpp"
#include "core/failpoint.hpp"
#include "core/isolation/replay.hpp"

namespace galley::core::isolation {
namespace {

using How = Failure::How;
using Whose = Failure::Whose;

/// A plugin that watches the clock says itself that its time is over.
constexpr std::chrono::milliseconds kGrace{100};
/// So often a long call is looked at: which it is, and whether the run is to stop.
constexpr std::chrono::milliseconds kLook{50};

CallHead head_of(const Call& call) {
    CallHead head{call.task, call.stage, INT64_MAX, UINT64_MAX, call.skip, {}};
    if (call.left.has_value()) {
        head.time_left_ns = std::chrono::nanoseconds(*call.left).count();
    }
    if (!head.has_document()) {
        head.most_bytes = call.document == nullptr ? 0 : call.document->family().bounds.text_bytes;
        head.blob = call.blob->facts();
        head.blob.head = call.task == Task::kSniff ? head.blob.head : std::string_view();
    }
    return head;
}

}  // namespace

Result<std::unique_ptr<Worker>> Worker::create(
    Supervisor& supervisor, const WorkerOptions& options) {
    std::unique_ptr<Worker> worker(new Worker(supervisor, options));
    if (auto error = worker->restart()) {
        return unexpected(*std::move(error));
    }
    return worker;
}

std::optional<Error> Worker::restart() {
    failpoint("worker.start");
    process_.reset();
    auto started = supervisor_.start(options_.log_level, options_.crew);
    if (!started.has_value()) {
        return started.error();
    }
    process_ = std::move(started).value();
    sequence_ = 0;
    watched_ = 0;
    is_worn_ = false;
    is_streaming_ = false;
    is_out_of_memory_ = false;
    first_resident_ = process_->resident_bytes();
    return std::nullopt;
}

Verdict Worker::take() {
    if (early_.empty()) {
        return take_next();
    }
    auto verdict = std::move(early_.front());
    early_.pop_front();
    return verdict;
}

Verdict Worker::take(std::size_t number) {
    while (true) {
        auto verdict = take_next();
        if (verdict.number == number) {
            return verdict;
        }
        early_.push_back(std::move(verdict));
    }
}

Verdict Worker::take_next() {
    while (true) {
        if (auto error = process_ == nullptr ? restart() : std::nullopt) {
            auto& head = waiting_.front();
            supervisor_.note_death(head.stage, error->message);
            return give_up({"crash", "crash", error->message, "", head.attempts - 1, {}});
        }
        auto failure = await_reply();
        auto verdict = failure.has_value() ? bury(*std::move(failure)) : take_reply();
        if (verdict.has_value()) {
            return *std::move(verdict);
        }
    }
}

/// Sends, serves and watches the worker until there is a reply.
std::optional<Failure> Worker::await_reply() {
    while (ready_.empty()) {
        send_more();
        const bool is_full = !packet_.bytes().empty() || !answer_.bytes().empty();
        switch (process_->receive(look_at_, is_full)) {
            case Process::Event::kPacket:
                if (auto failure = take_packet()) {
                    return failure;
                }
                break;
            case Process::Event::kTime:
                if (auto failure = watch_clock()) {
                    return failure;
                }
                break;
            case Process::Event::kRoom:
                break;
            case Process::Event::kGone:
                return Failure(is_out_of_memory_ ? How::kMemory : How::kFell);
            case Process::Event::kBroken:
                return Failure(How::kLie, Whose::kAny);
        }
    }
    return std::nullopt;
}

std::optional<Failure> Worker::take_packet() {
    Reader in(process_->packet());
    const auto type = static_cast<Message>(in.get<std::uint8_t>());
    const auto body = process_->packet().substr(1);
    if (sent_ > 0 && type == Message::kReplies && long_.empty() && !body.empty()) {
        ready_ = body;
        return std::nullopt;
    }
    if (sent_ > 0 && (type == Message::kPart || type == Message::kDone)) {
        if (long_.size() + body.size() > kMostReplyBytes) {
            return Failure(How::kTooMuch, Whose::kAnswered);
        }
        long_ += body;
        ready_ = type == Message::kDone ? std::string_view(long_) : std::string_view();
        return std::nullopt;
    }
    if (type == Message::kOutOfMemory) {
        is_out_of_memory_ = true;
        return std::nullopt;
    }
    const bool makes_sense = type == Message::kLog              ? hear_log(in)
                             : type == Message::kWantAttachment ? answer_attachment(in)
                             : type == Message::kWantBytes      ? answer_bytes(in)
                                                                : false;
    return makes_sense ? std::nullopt : std::optional(Failure(How::kLie, Whose::kAny));
}

/// What the plugin may want to know, and what galley must: how long it has been at it.
std::optional<Failure> Worker::watch_clock() {
    const bool is_cancelled = options_.cancelled != nullptr && options_.cancelled->load();
    process_->notices().cancelled.store(is_cancelled ? 1 : 0, std::memory_order_relaxed);
    const auto now = Clock::now();
    look_at_ = now + kLook;
    if (sent_ == 0) {
        return std::nullopt;
    }
    const auto& call = waiting_[running()];
    if (call.sequence != watched_) {
        watched_ = call.sequence;
        watched_since_ = now;
    }
    const auto most = call.left.has_value() ? *call.left + kGrace : Clock::duration(kSilence);
    return now - watched_since_ < most - kLook ? std::nullopt : std::optional(Failure(How::kTime));
}

/// The call that the worker is at, among those sent; the first, should the worker say nonsense.
std::size_t Worker::running() const {
    const auto begun = process_->notices().begun.load(std::memory_order_acquire);
    const auto first = waiting_.front().sequence;
    return begun >= first && begun - first < sent_ ? static_cast<std::size_t>(begun - first) : 0;
}

Worker::Waiting* Worker::find_sent(std::uint64_t sequence) {
    const auto first = sent_ == 0 ? 0 : waiting_.front().sequence;
    return sequence >= first && sequence - first < sent_ ? &waiting_[sequence - first] : nullptr;
}

bool Worker::hear_log(Reader& in) {
    const auto* call = find_sent(in.get<std::uint64_t>());
    const auto level = in.get<std::int32_t>();
    const auto text = in.get_text();
    if (call != nullptr && in.is_whole()) {
        call->host->log(call->host, level, galley::to_abi(text));
    }
    return in.is_whole();
}

bool Worker::answer_attachment(Reader& in) {
    const auto* call = find_sent(in.get<std::uint64_t>());
    const auto name = in.get_text();
    if (call == nullptr || call->document == nullptr || !in.is_whole() ||
        !answer_.bytes().empty()) {
        return false;
    }
    galley_str media_type{};
    galley_str bytes{};
    const auto status = document::current_api().attachment(
        call->document, galley::to_abi(name), &media_type, &bytes);
    answer_.put(Message::kAttachment).put(status);
    answer_.put_text(galley::view(media_type)).put_text(galley::view(bytes));
    return true;
}

/// Waiting for a blob's bytes is not the worker's time.
bool Worker::answer_bytes(Reader& in) {
    constexpr std::size_t kMostBytes = kPacketBytes - 64;
    auto* call = find_sent(in.get<std::uint64_t>());
    if (call == nullptr || call->blob == nullptr || !in.is_whole() || !answer_.bytes().empty()) {
        return false;
    }
    const auto begin = Clock::now();
    std::string bytes(kMostBytes, '\0');
    std::size_t got = 0;
    const auto status = call->blob->read(bytes.data(), bytes.size(), &got);
    call->was_read = true;
    watched_since_ =
        call->left.has_value() ? watched_since_ + (Clock::now() - begin) : Clock::now();
    answer_.put(Message::kBytes).put(status).put_text(std::string_view(bytes).substr(0, got));
    return true;
}

/// As much as the socket takes; what the worker waits for first. That it is gone, receiving will
/// tell.
void Worker::send_more() {
    if (!answer_.bytes().empty()) {
        if (process_->send(answer_.bytes()) != Sent::kSent) {
            return;
        }
        answer_.clear();
    }
    while (true) {
        if (packet_.bytes().empty()) {
            pack_calls();
        }
        if (packet_.bytes().empty() || process_->send_calls(packet_.bytes()) != Sent::kSent) {
            return;
        }
        packet_.clear();
    }
}

/// Of one process; 0: any number.
std::uint64_t Worker::most_calls() const {
    return supervisor_.settings().worker_documents * supervisor_.stages().size();
}

/// The next calls as one message; one alone, when it is long.
void Worker::pack_calls() {
    packet_.begin_in(process_->room_for_calls());
    const auto most = std::max(process_->room_for_calls().size(), kPacketBytes);
    while (sent_ < waiting_.size() && (sent_ == 0 || (alone_ == 0 && !is_worn_))) {
        auto& call = waiting_[sent_];
        const auto before = packet_.bytes().size();
        if (before == 0) {
            packet_.put(Message::kCalls);
        } else if (call.document != nullptr && before + call.document->text().size() > most) {
            return;
        }
        packet_.put_sized([&](Writer& out) { write_call(head_of(call), call.document, out); });
        if (before > 0 && packet_.bytes().size() > most) {
            packet_.cut(before);
            return;
        }
        call.sequence = ++sequence_;
        call.sent = Clock::now();
        ++sent_;
        is_worn_ = is_worn_ || sequence_ == most_calls();
    }
}

/// @returns  nothing: what came is no reply.
std::optional<Verdict> Worker::take_reply() {
    Reader in(ready_);
    const auto bytes = long_.empty() ? in.get_text() : ready_;
    Reply reply;
    if (sent_ == 0 || (long_.empty() && !in.is_ok()) || !read_reply(bytes, reply)) {
        return bury(Failure(How::kLie, sent_ == 0 ? Whose::kAny : Whose::kAnswered));
    }
    if (reply.status == GALLEY_E_MEMORY) {
        return bury(Failure(How::kMemory, Whose::kAnswered));
    }
    failpoint("worker.reply");
    const auto call = waiting_.front();
    Verdict verdict;
    verdict.number = call.number;
    verdict.status = replay(reply, call.document, *call.host);
    verdict.findings = std::move(reply.findings);
    verdict.media_type = reply.media_type;
    is_streaming_ =
        call.task == Task::kOpen ? verdict.status >= 0 : is_streaming_ && call.task != Task::kClose;
    verdict.used = std::clamp<Clock::duration>(
        std::chrono::nanoseconds(reply.used_ns), {}, Clock::now() - call.sent);
    ready_ =
        long_.empty() ? ready_.substr(bytes.size() + sizeof(std::uint64_t)) : std::string_view();
    long_.clear();
    waiting_.pop_front();
    --sent_;
    settle();
    return verdict;
}

/// After a reply. Memory that leaks, and heaps that were damaged without a sound, do not live long.
void Worker::settle() {
    constexpr std::uint64_t kLookEvery = 64;
    constexpr std::uint64_t kSmall = std::uint64_t{16} << 20;
    alone_ -= alone_ > 0 ? 1 : 0;
    if (died_.has_value()) {
        supervisor_.note_recovery(Clock::now() - *std::exchange(died_, std::nullopt));
    }
    if (sent_ == 0) {
        process_->clear_board();
    }
    const auto answered = sequence_ - sent_;
    is_worn_ = is_worn_ || (answered % kLookEvery == 0 &&
                            process_->resident_bytes() > 2 * first_resident_ + kSmall);
    if (is_worn_ && sent_ == 0 && !is_streaming_) {
        forget_process();
        supervisor_.note_recycling();
    }
}

Result<bool> Worker::flush() {
    if (process_ == nullptr) {
        return true;
    }
    Writer message;
    message.put(Message::kFlush);
    std::string why = "the worker died";
    const auto until = Clock::now() + kSilence;
    const bool sent = process_->send(message.bytes()) == Sent::kSent;
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
    const auto ending = process_->end();
    process_.reset();
    const bool was_outside = ending.signal == SIGKILL && !ending.was_killed;
    return was_outside ? Result<bool>(true) : unexpected(Error{why, ErrorKind::kIo});
}

}  // namespace galley::core::isolation
