// SPDX-License-Identifier: Apache-2.0
// A document in a worker: answers a plugin as the host would, and writes down what it says.
#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

#include <galley/plugin.h>

#include "core/document/family.hpp"
#include "core/isolation/messages.hpp"
#include "core/isolation/wire.hpp"

namespace galley::core::isolation {

/// The family of the copy. Its documents are used through recording_api().
class RecordedFamily : public document::Family {
  public:
    /// Asks the host for an attachment: its status, media type and bytes, which live until the
    /// call ends.
    using Ask = std::function<galley_status(
        std::string_view name, galley_str* media_type, galley_str* bytes)>;

    explicit RecordedFamily(Ask ask) : ask_(std::move(ask)) {}

    /// Before a call.
    void forget();

    void note(const Said& said);
    /// Gives a child its number.
    void add_child(const galley_doc* child);
    std::uint32_t number_of(const galley_doc* document) const;

    std::uint64_t said_count() const { return count_; }

    std::string_view said() const { return said_.bytes(); }

    const Ask& ask() const { return ask_; }

  private:
    Ask ask_;
    Writer said_;
    std::uint64_t count_ = 0;
    std::unordered_map<const galley_doc*, std::uint32_t> children_;
};

/// The calls on documents of a RecordedFamily.
const galley_doc_api& recording_api();

/// What readers set such a document's text with; the blobs are RemoteBlobs.
const galley_build_v1& recording_build();

}  // namespace galley::core::isolation
