// SPDX-License-Identifier: Apache-2.0
// galley.build/1 in memory.
#include <algorithm>
#include <cstring>

#include "services.hpp"

namespace galley GALLEY_SDK_HIDDEN {
namespace testing {

namespace {

constexpr std::size_t kChunkBytes = 4096;

}  // namespace

MemoryBlob::MemoryBlob(
    std::string_view its_bytes, std::string_view its_name, std::string_view its_type)
    : galley_blob{}, bytes(its_bytes) {
    struct_size = sizeof(galley_blob);
    fd = -1;
    name = to_abi(its_name);
    media_type = to_abi(its_type);
    token = to_abi(its_name);
    size = its_bytes.size();
}

struct BuildCalls {
    static galley_status read(const galley_blob* raw, void* to, size_t room, size_t* got) {
        const auto& blob = *static_cast<const MemoryBlob*>(raw);
        *got = std::min({room, blob.bytes.size() - blob.at, kChunkBytes});
        std::memcpy(to, blob.bytes.data() + blob.at, *got);
        blob.at += *got;
        return GALLEY_OK;
    }

    static galley_status set_text(galley_doc* raw, galley_str utf8, galley_str encoding) {
        auto& blank = document_of(raw);
        const auto complain = [](galley_status status, const char* why) {
            Call::current()->complaint() = why;
            return status;
        };
        if (blank.text_set_) {
            return complain(GALLEY_E_CONTRACT, "the text of a document is set once");
        }
        if (!is_utf8(view(utf8))) {
            return complain(GALLEY_E_ARGUMENT, "the text is not UTF-8");
        }
        if (view(utf8).find('\r') != std::string_view::npos) {
            return complain(GALLEY_E_ARGUMENT, "the text has line ends other than LF");
        }
        blank.text_set_ = true;
        blank.text = view(utf8);
        blank.original_encoding = view(encoding);
        return GALLEY_OK;
    }

    static galley_status add_blob(
        galley_doc* raw, galley_str name, galley_str media_type, galley_str chunk) {
        auto& attachments = document_of(raw).attachments;
        const auto found = std::ranges::find(attachments, view(name), &Attachment::name);
        if (found != attachments.end()) {
            found->bytes += view(chunk);
        } else {
            attachments.push_back(
                {std::string(view(name)), std::string(view(media_type)), std::string(view(chunk))});
        }
        return GALLEY_OK;
    }
};

const galley_build_v1& build_calls() {
    static constexpr galley_build_v1 table{
        sizeof(galley_build_v1),
        0,
        BuildCalls::read,
        BuildCalls::set_text,
        BuildCalls::add_blob,
        BuildCalls::set_text};
    return table;
}

}  // namespace testing
}  // namespace GALLEY_SDK_HIDDEN
