// SPDX-License-Identifier: Apache-2.0
// Dead letters in place of a source.
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>

#include "core/failpoint.hpp"
#include "core/pipeline/feed.hpp"
#include "core/pipeline/letters.hpp"

namespace galley::core::pipeline {
namespace {

/// "feed.jsonl" of "feed.jsonl#12": the name by which its reader knows it.
std::string_view blob_name(const Letter& letter) {
    const std::string_view path = letter.path;
    return letter.streamed ? path.substr(0, path.rfind('#')) : path;
}

std::unique_ptr<Blob> open_input(const Letter& letter) {
    const auto path = letter.folder / "input.bin";
    galley_blob delivered{};
    delivered.struct_size = sizeof delivered;
    delivered.fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);

    struct stat info {};

    if (delivered.fd < 0 || ::fstat(delivered.fd, &info) != 0) {
        return nullptr;
    }
    delivered.name = galley::to_abi(blob_name(letter));
    delivered.media_type = galley::to_abi(letter.media_type);
    delivered.size = static_cast<std::uint64_t>(info.st_size);
    auto blob = std::make_unique<Blob>();
    blob->take(delivered, nullptr, nullptr);
    return blob;
}

/// The document as its reader left it.
void set_text(const Letter& letter, std::string_view text, Item& item) {
    item.family.set_source(text);
    item.family.encoding = letter.encoding;
    auto& arena = item.family.arena();
    auto& fields = item.family.root().fields;
    for (const auto& [key, value] : letter.fields) {
        fields.push_back({arena.copy(key), arena.copy(value), {}, 0});
    }
    item.read_fields = fields.size();
}

}  // namespace

bool Feed::next_letter(Batch& batch) {
    if (next_letter_ == letters_->size()) {
        return false;
    }
    const auto& letter = (*letters_)[next_letter_++];
    std::shared_ptr<Blob> blob = open_input(letter);
    if (blob == nullptr) {
        failure_ = Error{
            (letter.folder / "input.bin").string() + ": " + std::strerror(errno), ErrorKind::kIo};
        return false;
    }
    failpoint("feed.letter");
    if (letter.is_text) {
        auto& item = batch.add();
        item.letter = &letter;
        item.family.path = letter.path;
        set_text(letter, blob->reread(blob->size()), item);
        batch.bytes += item.family.source().size();
        return true;
    }
    letter_ = &letter;
    choose_reader(std::move(blob), batch);
    return true;
}

/// What a reader makes of a letter's bytes is that letter's document.
void Feed::mark_letter(Item& item) const {
    if (letter_ != nullptr) {
        item.letter = letter_;
        item.family.path = letter_->path;
    }
}

}  // namespace galley::core::pipeline
