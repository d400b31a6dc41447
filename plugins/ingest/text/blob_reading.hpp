// SPDX-License-Identifier: Apache-2.0
// From a blob to a document: reads it whole, decodes it, sets text and fields.
#pragma once
#include <cstdio>
#include <string>

#include <galley/plugin.hpp>

#include "decoding.hpp"

namespace galley::text {

/// All bytes of a blob.
/// @errors  rejected when there are more than `max_bytes`, before memory is taken for them.
inline std::string read_whole(const blob& from, std::size_t max_bytes) {
    constexpr std::size_t kStep = 262144;
    const auto too_large = [&] {
        return rejected("larger than max_size (" + std::to_string(max_bytes) + " bytes)");
    };
    if (from.size_known() && from.size_bytes() > max_bytes) {
        throw too_large();
    }
    std::string bytes;
    std::size_t filled = 0;
    std::size_t room = from.size_known() ? static_cast<std::size_t>(from.size_bytes()) + 1 : kStep;
    while (true) {
        bytes.resize(filled + room);
        const auto got = from.read(bytes.data() + filled, room);
        filled += got;
        if (filled > max_bytes) {
            throw too_large();
        }
        if (got == 0) {
            bytes.resize(filled);
            return bytes;
        }
        room = bytes.size() - filled;
        if (room == 0) {
            room = std::max(kStep, filled / 2);  // it grew, or its size is not known
        }
    }
}

/// Sets the document's text and says how it was encoded.
/// @errors  rejected: "not text: …", or over limits.document_size.
inline void give(
    const doc& blank, host owner, std::string bytes, const std::optional<Encoding>& wanted) {
    const auto decoded = decode(std::move(bytes), wanted);
    if (!decoded.not_text.empty()) {
        throw rejected("not text: " + decoded.not_text);
    }
    set_text(owner, blank, decoded.text, decoded.encoding);
    char confidence[16];
    std::snprintf(confidence, sizeof confidence, "%.2f", decoded.confidence);
    blank.add_field("encoding", decoded.encoding);
    blank.add_field("encoding_confidence", confidence);
    if (!decoded.mixed_with.empty()) {
        blank.add_field("mixed_encoding", decoded.mixed_with);
        owner.count("mixed_encodings", 1);
    }
    if (decoded.errors > 0) {
        blank.add_field("decoded_errors", std::to_string(decoded.errors));
        owner.count("decoded_errors", static_cast<double>(decoded.errors));
    }
}

}  // namespace galley::text
