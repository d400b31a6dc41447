// SPDX-License-Identifier: Apache-2.0
// Reading blobs, and galley.build/1 for readers.
#include "core/pipeline/blob.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <poll.h>
#include <simdjson.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

#include <galley/values.hpp>

#include "core/document/document.hpp"
#include "core/document/family.hpp"

namespace galley::core::pipeline {

FileDescriptor& FileDescriptor::operator=(FileDescriptor&& other) noexcept {
    if (this != &other) {
        FileDescriptor old(std::exchange(fd_, other.release()));
    }
    return *this;
}

FileDescriptor::~FileDescriptor() {
    if (fd_ >= 0) {
        ::close(fd_);
    }
}

int FileDescriptor::release() {
    return std::exchange(fd_, -1);
}

Blob& Blob::of(const galley_blob* raw) {
    return *reinterpret_cast<const View*>(raw)->owner;
}

void Blob::take(
    const galley_blob& delivered, const galley_source_v1* source, void* source_self, int wake) {
    fd_ = FileDescriptor(delivered.fd);
    wake_ = wake;

    struct stat status {};

    may_wait_ = fd_.get() >= 0 && delivered.size == UINT64_MAX &&
                ::fstat(fd_.get(), &status) == 0 && !S_ISREG(status.st_mode);
    cut_off_ = false;
    keeps_ = false;
    kept_.clear();
    source_ = source;
    source_self_ = source_self;
    name_ = galley::view(delivered.name);
    media_type_ = galley::view(delivered.media_type);
    token_ = galley::view(delivered.token);
    head_.clear();
    head_at_ = 0;
    given_ = 0;
    limit_ = UINT64_MAX;
    view_.raw = galley_blob{
        sizeof(galley_blob),
        delivered.fd,
        galley::to_abi(name_),
        galley::to_abi(media_type_),
        galley::to_abi(token_),
        delivered.size};
    view_.owner = this;
}

void Blob::keep() {
    keeps_ = fd_.get() < 0 || may_wait_;
    kept_ = keeps_ ? head_ : std::string();
}

void Blob::read_to_keep(std::uint64_t most) {
    constexpr std::size_t kStep = 1 << 16;
    std::string buffer(kStep, '\0');
    std::size_t got = 1;
    while (keeps_ && got > 0 && kept_.size() < most &&
           read_through(buffer.data(), buffer.size(), &got) >= 0) {
    }
}

/// @returns  false when somebody wants no more of it.
bool Blob::wait_for_more() {
    pollfd waiting[] = {{fd_.get(), POLLIN, 0}, {wake_, POLLIN, 0}};
    while (::poll(waiting, 2, -1) < 0 && errno == EINTR) {
    }
    cut_off_ = cut_off_ || waiting[1].revents != 0;
    return !cut_off_;
}

galley_status Blob::read_through(void* to, std::size_t room, std::size_t* got) {
    *got = 0;
    if (may_wait_ && wake_ >= 0 && !wait_for_more()) {
        return GALLEY_E_CANCELLED;
    }
    const auto status = read_source(to, room, got);
    if (keeps_) {
        kept_.append(static_cast<const char*>(to), *got);
    }
    return status;
}

galley_status Blob::read_source(void* to, std::size_t room, std::size_t* got) {
    if (fd_.get() < 0) {
        return source_ == nullptr || source_->read == nullptr
                   ? GALLEY_E_UNSUPPORTED
                   : source_->read(source_self_, galley::to_abi(token_), to, room, got);
    }
    ssize_t count = 0;
    do {
        count = ::read(fd_.get(), to, room);
    } while (count < 0 && errno == EINTR);
    *got = count < 0 ? 0 : static_cast<std::size_t>(count);
    return count < 0 ? GALLEY_E_FAILED : GALLEY_OK;
}

bool Blob::is_empty_now() const {
    pollfd wanted{fd_.get(), POLLIN, 0};
    return may_wait_ && ::poll(&wanted, 1, 0) == 0;
}

/// A line is enough of what comes when it comes.
std::string_view Blob::head(std::size_t bytes) {
    const auto has_enough = [&] { return head_.find('\n') != std::string::npos && is_empty_now(); };
    while (head_.size() < bytes && !has_enough()) {
        const auto begin = head_.size();
        head_.resize(bytes);
        std::size_t got = 0;
        const auto status = read_through(head_.data() + begin, bytes - begin, &got);
        head_.resize(begin + got);
        if (status < 0 || got == 0) {
            break;
        }
    }
    return head_;
}

galley_status Blob::read(void* to, std::size_t room, std::size_t* got) {
    *got = std::min(room, head_.size() - head_at_);
    if (*got > 0) {
        std::memcpy(to, head_.data() + head_at_, *got);
        head_at_ += *got;
    } else if (const auto status = read_through(to, room, got); status < 0) {
        return status;
    }
    given_ += *got;
    return over_limit() ? GALLEY_E_REJECTED : GALLEY_OK;
}

bool Blob::rewind() {
    if (keeps_) {
        head_ = kept_;
    } else if (given_ > head_.size()) {
        if (fd_.get() < 0 || ::lseek(fd_.get(), 0, SEEK_SET) != 0) {
            return false;
        }
        head_.clear();
    }
    head_at_ = 0;
    given_ = 0;
    return true;
}

std::string Blob::reread(std::uint64_t most) {
    std::string bytes;
    if (keeps_) {
        return kept_.substr(0, most);
    }
    if (fd_.get() < 0 || ::lseek(fd_.get(), 0, SEEK_SET) != 0) {
        return bytes;
    }
    constexpr std::size_t kStep = 1 << 16;
    std::size_t got = 0;
    do {
        const auto begin = bytes.size();
        const auto room = static_cast<std::size_t>(std::min<std::uint64_t>(kStep, most - begin));
        bytes.resize(begin + room);
        got = 0;
        read_through(bytes.data() + begin, room, &got);
        bytes.resize(begin + got);
    } while (got > 0 && bytes.size() < most);
    return bytes;
}

namespace {

galley_status build_read(const galley_blob* raw, void* to, size_t room, size_t* got) {
    return Blob::of(raw).read(to, room, got);
}

std::size_t longest_line(std::string_view text) {
    std::size_t longest = 0;
    for (std::size_t begin = 0; begin <= text.size();) {
        const auto end = std::min(text.find('\n', begin), text.size());
        longest = std::max(longest, end - begin);
        begin = end + 1;
    }
    return longest;
}

enum class Utf8 { kUnknown, kChecked };

galley_status put_text(galley_doc* raw, galley_str utf8, galley_str encoding, Utf8 known) {
    auto& d = *static_cast<document::Document*>(raw);
    auto& family = d.family();
    const auto text = galley::view(utf8);
    if (family.has_source() || d.parent() != nullptr) {
        return d.refuse(GALLEY_E_CONTRACT, "set_text: the text is set already");
    }
    if (text.size() > family.bounds.text_bytes) {
        return d.over_limit(
            "document_size",
            family.bounds.text_bytes,
            "bytes of text, got " + std::to_string(text.size()));
    }
    if (known == Utf8::kUnknown && !simdjson::validate_utf8(text.data(), text.size())) {
        return d.refuse(GALLEY_E_ARGUMENT, "set_text: not UTF-8");
    }
    const bool may_be_long = text.size() > family.bounds.line_bytes;
    if (const auto longest = may_be_long ? longest_line(text) : 0;
        longest > family.bounds.line_bytes) {
        return d.over_limit(
            "line_size",
            family.bounds.line_bytes,
            "bytes without a line end, got " + std::to_string(longest));
    }
    family.set_source(text);
    family.encoding = galley::view(encoding);
    return GALLEY_OK;
}

galley_status set_text(galley_doc* raw, galley_str utf8, galley_str encoding) {
    return put_text(raw, utf8, encoding, Utf8::kUnknown);
}

galley_status set_checked_text(galley_doc* raw, galley_str utf8, galley_str encoding) {
    return put_text(raw, utf8, encoding, Utf8::kChecked);
}

galley_status add_blob(galley_doc* raw, galley_str, galley_str, galley_str) {
    return static_cast<document::Document*>(raw)->refuse(
        GALLEY_E_UNSUPPORTED, "add_blob: no archives in this version");
}

}  // namespace

const galley_build_v1& build_api() {
    static const galley_build_v1 table{
        sizeof(galley_build_v1), 0, build_read, set_text, add_blob, set_checked_text};
    return table;
}

}  // namespace galley::core::pipeline
