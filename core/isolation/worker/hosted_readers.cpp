// SPDX-License-Identifier: Apache-2.0
// Calls of readers, whose bytes lie with the host.
#include <memory>

#include "core/isolation/worker/hosted_stages.hpp"

namespace galley::core::isolation {

galley_status HostedStages::read(const CallHead& head, Hosted& hosted) {
    const auto& reader = *hosted.reader;
    auto* self = hosted.instance->self();
    galley_status status = GALLEY_OK;
    switch (head.task) {
        case Task::kSniff: {
            const RemoteBlob blob(head.blob, [](auto*) { return GALLEY_E_UNSUPPORTED; });
            return reader.sniff(self, blob.raw(), galley::to_abi(head.blob.head));
        }
        case Task::kRead:
            status = open(head, hosted);
            status = status < 0 ? status : next(hosted);
            break;
        case Task::kOpen:
            return open(head, hosted);
        case Task::kNext:
            return hosted.blob == nullptr ? GALLEY_E_CONTRACT : next(hosted);
        default:
            break;
    }
    if (hosted.blob != nullptr) {
        reader.close(self);
        hosted.blob.reset();
    }
    return status;
}

/// Passes over the documents that were read before in another worker.
galley_status HostedStages::open(const CallHead& head, Hosted& hosted) {
    auto blob = std::make_unique<RemoteBlob>(
        head.blob, [this](std::string_view* bytes) { return ask_bytes(bytes); });
    auto status = hosted.reader->open(hosted.instance->self(), blob->raw());
    if (status < 0) {
        return status;
    }
    hosted.blob = std::move(blob);
    for (auto left = head.skip; left > 0 && status != GALLEY_SKIPPED; --left) {
        status = next(hosted);
        hosted.instance->context().take_error();
        family_.forget();
        family_.reset();
    }
    return status == GALLEY_SKIPPED ? GALLEY_E_FAILED : GALLEY_OK;
}

galley_status HostedStages::next(Hosted& hosted) {
    auto& blank = family_.root();
    blank.begin_call(hosted.instance->stage().author);
    const auto status = hosted.reader->next(hosted.instance->self(), &blank);
    blank.drop_call();
    return status;
}

galley_status HostedStages::ask_bytes(std::string_view* bytes) {
    Writer question;
    question.put(Message::kWantBytes).put(begun_);
    auto answer = ask(question, Message::kBytes);
    if (!answer.has_value()) {
        return GALLEY_E_FAILED;
    }
    const auto status = answer->get<galley_status>();
    *bytes = answer->get_text();
    return status;
}

}  // namespace galley::core::isolation
