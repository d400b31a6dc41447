// SPDX-License-Identifier: Apache-2.0
// Loading, calling and replying.
#include "core/isolation/worker/hosted_stages.hpp"

#include <algorithm>

#include "core/isolation/worker/converters.hpp"
#include "core/loading/elf_section.hpp"
#include "core/loading/loader.hpp"
#include "core/loading/manifest.hpp"
#include "core/pipeline/evidence.hpp"

namespace galley::core::isolation {
namespace {

/// The manifest of a file may have changed since the host read it.
Result<bool> read_manifest(PluginInfo& plugin) {
    const auto changed = [&](std::string_view how) {
        return unexpected(Error{
            plugin.file.string() + ": changed while galley ran: " + std::string(how),
            ErrorKind::kConfig});
    };
    const auto text = loading::read_section(plugin.file, loading::kManifestSection);
    if (!text) {
        return changed(text.error().message);
    }
    auto manifest = loading::parse_manifest(*text);
    if (!manifest) {
        return changed(manifest.error().message);
    }
    const auto found = std::ranges::find(manifest->plugins, plugin.id, &PluginInfo::id);
    if (found == manifest->plugins.end() || found->version != plugin.version) {
        return changed("it holds no " + plugin.id + " " + plugin.version + " any more");
    }
    found->file = plugin.file;
    found->sha256 = plugin.sha256;
    plugin = std::move(*found);
    return true;
}

}  // namespace

HostedStages::HostedStages(int socket, const Board& board)
    : socket_(socket),
      notices_(*board.notices()),
      rules_(
          {.warn =
               [this](std::string_view text) { services_.log(GALLEY_LOG_WARN, "rules", text); }}),
      family_([this](std::string_view name, galley_str* media_type, galley_str* bytes) {
          return ask_attachment(name, media_type, bytes);
      }),
      inbox_(UINT64_MAX, board.calls()),
      answer_(UINT64_MAX, board.calls()) {
    services_.rules = &rules_;
    services_.cancelled_by_host = &notices_.cancelled;
    services_.worker_documents = &recording_api();
    services_.worker_build = &recording_build();
    services_.log = [this](int level, std::string_view, std::string_view text) {
        constexpr std::size_t kMostText = 8192;
        Writer packet;
        packet.put(Message::kLog).put(begun_).put(std::int32_t{level});
        packet.put_text(text.substr(0, kMostText));
        send_packet(socket_, packet.bytes());
    };
}

Result<bool> HostedStages::load(OwnedSetup setup) {
    setup_ = std::move(setup);
    services_.log_level = setup_.log_level;
    services_.secrets = config::secrets_of({setup_.stages});
    services_.keeps_packs = setup_.wants_packs;
    hosted_.resize(setup_.stages.size());
    for (std::size_t i = 0; i < setup_.stages.size(); ++i) {
        if (setup_.plugins[i].id.empty()) {
            continue;
        }
        setup_.stages[i].plugin = &setup_.plugins[i];
        Writer packet;
        packet.put(Message::kLoading).put(static_cast<std::uint32_t>(i));
        send_packet(socket_, packet.bytes());
        if (auto loaded = load_stage(i); !loaded.has_value()) {
            return loaded;
        }
    }
    if (std::ranges::any_of(hosted_, [](const Hosted& h) { return h.reader != nullptr; })) {
        load_converters();
    }
    return true;
}

Result<bool> HostedStages::load_stage(std::size_t index) {
    auto& wanted = setup_.plugins[index];
    if (auto read = read_manifest(wanted); !read.has_value()) {
        return read;
    }
    auto loaded = loading::load_plugin(wanted);
    if (!loaded.has_value()) {
        return unexpected(loaded.error());
    }
    auto& stage = stages_.emplace_back();
    stage.config = &setup_.stages[index];
    stage.plugin = loaded->table;
    stage.data_folder = loaded->data_folder;
    stage.author = {
        stage.id(), wanted.id, wanted.version, stage.plugin->kind, stage.plugin->capabilities};
    auto made = pipeline::Instance::create(stage, services_);
    if (!made.has_value()) {
        return unexpected(made.error());
    }
    made.value()->context().counters.clear();  // each new worker would count again
    auto& hosted = hosted_[index];
    hosted.instance = std::move(made).value();
    if (stage.plugin->kind == GALLEY_KIND_INGEST) {
        hosted.reader = hosted.instance->extension<galley_reader_v1>(GALLEY_READER_V1);
    }
    return true;
}

bool HostedStages::send_packs() {
    std::vector<GivenPack> packs;
    for (std::size_t i = 0; i < hosted_.size(); ++i) {
        if (hosted_[i].instance == nullptr) {
            continue;
        }
        for (auto& [name, text] : hosted_[i].instance->context().packs) {
            packs.push_back({static_cast<std::uint32_t>(i), name, text});
        }
    }
    Writer message;
    message.put(Message::kPacks);
    write_packs(packs, message);
    return send_message(socket_, message.bytes()) == Sent::kSent;
}

bool HostedStages::serve() {
    while (true) {
        switch (next_packet()) {
            case Received::kPacket:
                if (!take(current_.empty() ? inbox_.packet() : std::string_view(current_))) {
                    return false;
                }
                current_.clear();
                break;
            case Received::kNothing:
                if (!send_replies()) {
                    return true;
                }
                break;
            case Received::kClosed:
                return true;
            case Received::kBroken:
                return false;
        }
    }
}

/// Waits only when no reply does.
Received HostedStages::next_packet() {
    if (!put_aside_.empty()) {
        current_ = std::move(put_aside_.front());
        put_aside_.pop_front();
        return Received::kPacket;
    }
    return inbox_.receive(socket_, replies_.bytes().empty());
}

bool HostedStages::take(std::string_view packet) {
    const auto type = static_cast<Message>(packet[0]);
    return type == Message::kCalls   ? call_all(packet.substr(1))
           : type == Message::kFlush ? send_replies() && flush()
                                     : false;
}

bool HostedStages::call_all(std::string_view calls) {
    while (!calls.empty()) {
        Reader in(calls);
        const auto bytes = in.get_text();
        if (!in.is_ok() || !call(bytes)) {
            return false;
        }
        calls.remove_prefix(sizeof(std::uint64_t) + bytes.size());
    }
    return true;
}

bool HostedStages::call(std::string_view bytes) {
    CallHead head;
    family_.forget();
    findings_.clear();
    const bool makes_sense = read_call(bytes, head, family_) && head.stage < hosted_.size() &&
                             hosted_[head.stage].instance != nullptr &&
                             (head.has_document() || hosted_[head.stage].reader != nullptr);
    if (!makes_sense) {
        return false;
    }
    notices_.begun.store(++begun_, std::memory_order_release);
    auto& instance = *hosted_[head.stage].instance;
    auto& context = instance.context();
    const auto begin = Clock::now();
    context.deadline = head.time_left_ns == INT64_MAX
                           ? Clock::time_point::max()
                           : begin + std::chrono::nanoseconds(head.time_left_ns);
    const auto status = head.has_document() ? run(head, instance) : read(head, hosted_[head.stage]);
    context.scratch_memory.reset();
    return reply(head, status, begin);
}

galley_status HostedStages::run(const CallHead& head, pipeline::Instance& instance) {
    auto& document = family_.root();
    document.begin_call(instance.stage().author);
    if (head.task == Task::kExplain) {
        findings_ = pipeline::evidence_in(instance, document);
    }
    const auto status = instance.stage().plugin->process(instance.self(), &document);
    document.drop_call();
    return status;
}

bool HostedStages::reply(const CallHead& head, galley_status status, Clock::time_point begin) {
    constexpr std::chrono::milliseconds kLongestWait{10};
    const auto& hosted = hosted_[head.stage];
    auto& context = hosted.instance->context();
    const auto now = Clock::now();
    const bool is_first = replies_.bytes().empty();
    if (is_first) {
        replies_.put(Message::kReplies);
        oldest_reply_ = now;
    }
    const auto before = replies_.bytes().size();
    replies_.put_sized([&](Writer& out) {
        out.put<std::int64_t>(std::chrono::nanoseconds(now - begin).count());
        out.put(status).put_text(context.take_error());
        out.put<std::uint64_t>(context.counters.size());
        for (const auto& [metric, value] : context.counters) {
            out.put_text(metric).put(value);
        }
        write_findings(findings_, out);
        const auto* const* types = hosted.reader == nullptr ? nullptr : hosted.reader->media_types;
        out.put_text(types == nullptr || types[0] == nullptr ? "" : types[0]);
        out.put(family_.said_count()).put_raw(family_.said());
    });
    context.counters.clear();
    if (replies_.bytes().size() > kPacketBytes) {
        const std::string last(replies_.bytes().substr(before));
        replies_.cut(before);
        return (is_first || send_replies()) && send_last(last);
    }
    const bool can_wait = head.has_document() && now - oldest_reply_ < kLongestWait;
    return can_wait || send_replies();
}

/// A reply that is not alone may fit when it is.
bool HostedStages::send_last(std::string_view reply) {
    replies_.clear();
    if (reply.size() < kPacketBytes) {
        replies_.put(Message::kReplies).put_raw(reply);
        return send_replies();
    }
    return send_parts(reply.substr(sizeof(std::uint64_t)));
}

bool HostedStages::send_replies() {
    const bool sent = replies_.bytes().empty() || send_packet(socket_, replies_.bytes());
    replies_.clear();
    return sent;
}

bool HostedStages::send_parts(std::string_view bytes) {
    constexpr std::size_t kMostBody = kPacketBytes - 1;
    Writer packet;
    while (true) {
        const bool is_last = bytes.size() <= kMostBody;
        packet.clear();
        packet.put(is_last ? Message::kDone : Message::kPart).put_raw(bytes.substr(0, kMostBody));
        if (!send_packet(socket_, packet.bytes())) {
            return false;
        }
        if (is_last) {
            return true;
        }
        bytes.remove_prefix(kMostBody);
    }
}

/// Calls that come before the answer wait for their turn.
std::optional<Reader> HostedStages::ask(const Writer& question, Message wanted) {
    if (question.bytes().size() > kPacketBytes || !send_replies() ||
        !send_packet(socket_, question.bytes())) {
        return std::nullopt;
    }
    while (answer_.receive(socket_, true) == Received::kPacket) {
        if (static_cast<Message>(answer_.packet()[0]) == wanted) {
            return Reader(answer_.packet().substr(1));
        }
        put_aside_.emplace_back(answer_.packet());
    }
    return std::nullopt;
}

galley_status HostedStages::ask_attachment(
    std::string_view name, galley_str* media_type, galley_str* bytes) {
    Writer question;
    question.put(Message::kWantAttachment).put(begun_).put_text(name);
    auto answer = ask(question, Message::kAttachment);
    if (!answer.has_value()) {
        return GALLEY_E_ARGUMENT;
    }
    const auto status = answer->get<galley_status>();
    const auto type = family_.arena().copy(answer->get_text());
    const auto content = family_.arena().copy(answer->get_text());
    if (status >= 0) {
        *media_type = galley::to_abi(type);
        *bytes = galley::to_abi(content);
    }
    return status;
}

bool HostedStages::flush() {
    std::string why;
    for (auto& [instance, reader, blob] : hosted_) {
        if (instance == nullptr) {
            continue;
        }
        const auto* plugin = instance->stage().plugin;
        if (why.empty() && GALLEY_HAS(plugin, flush) &&
            plugin->flush(instance->self(), nullptr) < 0) {
            why = "pipeline." + instance->stage().id() +
                  ": flush: " + instance->context().take_error();
        }
    }
    Writer packet;
    packet.put(Message::kDone).put_text(why);
    return send_packet(socket_, packet.bytes());
}

}  // namespace galley::core::isolation
