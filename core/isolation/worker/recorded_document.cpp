// SPDX-License-Identifier: Apache-2.0
// The table of document calls, with those that say something written down.
#include "core/isolation/worker/recorded_document.hpp"

#include <algorithm>
#include <cstring>

#include "core/document/api.hpp"
#include "core/isolation/worker/remote_blob.hpp"
#include "core/pipeline/blob.hpp"

namespace galley::core::isolation {
namespace {

using document::current_api;

RecordedFamily& family_of(const galley_doc* raw) {
    return static_cast<RecordedFamily&>(static_cast<const document::Document*>(raw)->family());
}

/// Takes what the caller's struct holds; members it does not know are zero.
template <class T>
T take(const T* in) {
    T value{};
    if (in != nullptr) {
        std::memcpy(&value, in, std::min<std::size_t>(in->struct_size, sizeof value));
    }
    value.struct_size = sizeof value;
    return value;
}

Said said_of(const galley_doc* raw, Said::What what, galley_status status) {
    Said said;
    said.what = what;
    said.accepted = status >= 0;
    said.about = family_of(raw).number_of(raw);
    return said;
}

galley_status decide(galley_doc* raw, const galley_decision* decision, galley_doc** child) {
    galley_doc* made = nullptr;
    const auto status = current_api().decide(raw, decision, &made);
    if (decision == nullptr) {
        return status;
    }
    auto said = said_of(raw, Said::What::kDecision, status);
    said.decision = take(decision);
    family_of(raw).note(said);
    if (made != nullptr) {
        family_of(raw).add_child(made);
    }
    if (child != nullptr) {
        *child = made;
    }
    return status;
}

galley_status span_add(galley_doc* raw, const galley_span* span) {
    const auto status = current_api().span_add(raw, span);
    auto said = said_of(raw, Said::What::kSpan, status);
    said.span = take(span);
    family_of(raw).note(said);
    return status;
}

galley_status field_add(galley_doc* raw, const galley_field* field) {
    const auto status = current_api().field_add(raw, field);
    auto said = said_of(raw, Said::What::kField, status);
    said.field = take(field);
    family_of(raw).note(said);
    return status;
}

galley_status tag_add(galley_doc* raw, const galley_tag* tag) {
    const auto status = current_api().tag_add(raw, tag);
    auto said = said_of(raw, Said::What::kTag, status);
    said.tag = take(tag);
    family_of(raw).note(said);
    return status;
}

galley_status attach(galley_doc* raw, galley_str name, galley_str media_type, galley_str bytes) {
    const auto status = current_api().attach(raw, name, media_type, bytes);
    auto said = said_of(raw, Said::What::kAttachment, status);
    said.name = name;
    said.media_type = media_type;
    said.bytes = bytes;
    family_of(raw).note(said);
    return status;
}

galley_status set_text(galley_doc* raw, galley_str utf8, galley_str encoding) {
    const auto status = pipeline::build_api().set_text(raw, utf8, encoding);
    auto said = said_of(raw, Said::What::kText, status);
    said.name = encoding;
    said.bytes = utf8;
    family_of(raw).note(said);
    return status;
}

galley_status read_blob(const galley_blob* raw, void* to, size_t room, size_t* got) {
    return RemoteBlob::of(raw).read(to, room, got);
}

/// What was attached before this call lies with the host.
galley_status attachment(
    const galley_doc* raw, galley_str name, galley_str* media_type, galley_str* bytes) {
    const auto& family = family_of(raw);
    galley_str own_type{};
    galley_str own_bytes{};
    const auto asked = family.ask()(galley::view(name), media_type, bytes);
    return asked >= 0 ? asked
                      : current_api().attachment(
                            raw,
                            name,
                            media_type == nullptr ? &own_type : media_type,
                            bytes == nullptr ? &own_bytes : bytes);
}

}  // namespace

void RecordedFamily::forget() {
    said_.clear();
    count_ = 0;
    children_.clear();
}

void RecordedFamily::note(const Said& said) {
    write_said(said, said_);
    ++count_;
}

void RecordedFamily::add_child(const galley_doc* child) {
    children_.emplace(child, static_cast<std::uint32_t>(children_.size() + 1));
}

std::uint32_t RecordedFamily::number_of(const galley_doc* document) const {
    const auto found = children_.find(document);
    return found == children_.end() ? 0 : found->second;
}

const galley_build_v1& recording_build() {
    static const galley_build_v1 table{
        sizeof(galley_build_v1), 0, read_blob, set_text, pipeline::build_api().add_blob, set_text};
    return table;
}

const galley_doc_api& recording_api() {
    static const galley_doc_api table = [] {
        auto made = current_api();
        made.decide = decide;
        made.span_add = span_add;
        made.field_add = field_add;
        made.tag_add = tag_add;
        made.attach = attach;
        made.attachment = attachment;
        return made;
    }();
    return table;
}

}  // namespace galley::core::isolation
