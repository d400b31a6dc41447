// SPDX-License-Identifier: Apache-2.0
// The document tables of plugin.h over Document.
#include "core/document/api.hpp"

#include <algorithm>
#include <cstddef>
#include <cstring>

#include "core/document/document.hpp"
#include "core/document/family.hpp"
#include "core/document/said_text.hpp"

namespace galley::core::document {
namespace {

Document& of(galley_doc* raw) {
    return *static_cast<Document*>(raw);
}

const Document& of(const galley_doc* raw) {
    return *static_cast<const Document*>(raw);
}

/// Fills what the caller's struct has room for, and keeps its struct_size.
template <class T>
galley_status give(T* out, T value) {
    if (out == nullptr || out->struct_size < sizeof(out->struct_size)) {
        return GALLEY_E_ARGUMENT;
    }
    value.struct_size = out->struct_size;
    std::memcpy(out, &value, std::min<std::size_t>(out->struct_size, sizeof value));
    return GALLEY_OK;
}

/// Takes what the caller's struct holds; members it does not know are zero.
template <class T>
T take(const T* in) {
    if (in->struct_size == sizeof(T)) {
        return *in;
    }
    T value{};
    std::memcpy(&value, in, std::min<std::size_t>(in->struct_size, sizeof value));
    return value;
}

/// Where ranges are: of the text a plugin sees, or of the source.
struct InText {
    static galley::span show(const Document& d, galley::span at) { return d.to_text(at); }

    static constexpr bool kClips = true;
};

struct InSource {
    static galley::span show(const Document&, galley::span at) { return at; }

    static constexpr bool kClips = false;
};

template <class View>
bool stands(const Document& d, galley::span at) {
    return !View::kClips || !View::show(d, at).empty();
}

template <class View>
galley_str text(const galley_doc* raw) {
    return galley::to_abi(View::kClips ? of(raw).coordinates().text() : of(raw).family().source());
}

template <class View>
size_t span_count(const galley_doc* raw, galley_str layer) {
    const auto& d = of(raw);
    const auto wanted = galley::view(layer);
    return static_cast<size_t>(std::ranges::count_if(d.spans, [&](const Span& s) {
        return (wanted.empty() || s.layer == wanted) && stands<View>(d, s.range);
    }));
}

template <class View>
galley_status span_at(const galley_doc* raw, galley_str layer, size_t index, galley_span* out) {
    const auto& d = of(raw);
    const auto wanted = galley::view(layer);
    for (const auto& s : d.spans) {
        if ((!wanted.empty() && s.layer != wanted) || !stands<View>(d, s.range) || index-- > 0) {
            continue;
        }
        return give(
            out,
            galley_span{
                0,
                0,
                galley::to_abi(View::show(d, s.range)),
                galley::to_abi(s.layer),
                galley::to_abi(s.value),
                s.confidence});
    }
    return GALLEY_E_ARGUMENT;
}

size_t field_count(const galley_doc* raw, galley_str key) {
    const auto wanted = galley::view(key);
    return static_cast<size_t>(std::ranges::count_if(
        of(raw).fields, [&](const Field& f) { return wanted.empty() || f.key == wanted; }));
}

template <class View>
galley_status field_at(const galley_doc* raw, galley_str key, size_t index, galley_field* out) {
    const auto wanted = galley::view(key);
    for (const auto& f : of(raw).fields) {
        if ((!wanted.empty() && f.key != wanted) || index-- > 0) {
            continue;
        }
        const auto evidence = galley::to_abi(View::show(of(raw), f.evidence));
        return give(
            out,
            galley_field{
                0, 0, f.group, 0, galley::to_abi(f.key), galley::to_abi(f.value), evidence});
    }
    return GALLEY_E_ARGUMENT;
}

size_t tag_count(const galley_doc* raw, galley_str scheme) {
    const auto wanted = galley::view(scheme);
    return static_cast<size_t>(std::ranges::count_if(
        of(raw).tags, [&](const Tag& t) { return wanted.empty() || t.scheme == wanted; }));
}

template <class View>
galley_status tag_at(const galley_doc* raw, galley_str scheme, size_t index, galley_tag* out) {
    const auto wanted = galley::view(scheme);
    for (const auto& t : of(raw).tags) {
        if ((!wanted.empty() && t.scheme != wanted) || index-- > 0) {
            continue;
        }
        const auto evidence = galley::to_abi(View::show(of(raw), t.evidence));
        return give(
            out,
            galley_tag{
                0,
                0,
                galley::to_abi(t.scheme),
                galley::to_abi(t.code),
                galley::to_abi(t.label),
                evidence,
                t.confidence});
    }
    return GALLEY_E_ARGUMENT;
}

galley_status decide(galley_doc* raw, const galley_decision* decision, galley_doc** child) {
    return decision == nullptr ? GALLEY_E_ARGUMENT : of(raw).decide(take(decision), child);
}

/// Evidence given in text coordinates, as the source range it came from. @returns whether it is a
/// range.
bool to_evidence(const Document& d, galley_range in, galley::span& out) {
    const auto at = galley::to_span(in);
    out = d.coordinates().to_source(at);
    return at == galley::span{} || d.coordinates().is_range(at);
}

galley_status over_metadata(const Document& d) {
    return d.over_limit(
        "metadata_size", d.family().bounds.metadata_bytes, "bytes of fields, tags and layers");
}

galley_status span_add(galley_doc* raw, const galley_span* in) {
    auto& d = of(raw);
    const auto value = in == nullptr ? galley_span{} : take(in);
    galley::span at;
    if (value.layer.len == 0 || value.range.begin >= value.range.end ||
        !to_evidence(d, value.range, at)) {
        return d.refuse(GALLEY_E_ARGUMENT, "span_add: expected a layer and a range of the text");
    }
    if (!are_utf8(value.layer, value.value) || !is_share(value.confidence)) {
        return d.refuse(GALLEY_E_ARGUMENT, "span_add: expected UTF-8 and a confidence of 0..1");
    }
    const auto& most = d.family().bounds;
    if (++d.family().amounts.spans > most.spans) {
        return d.over_limit("spans", most.spans, "spans of layers");
    }
    if (!d.takes_metadata(value.layer.len + value.value.len)) {
        return over_metadata(d);
    }
    auto& arena = d.family().arena();
    d.spans.push_back(
        {at,
         arena.copy(galley::view(value.layer)),
         arena.copy(galley::view(value.value)),
         value.confidence});
    return GALLEY_OK;
}

galley_status field_add(galley_doc* raw, const galley_field* in) {
    auto& d = of(raw);
    const auto value = in == nullptr ? galley_field{} : take(in);
    galley::span at;
    if (value.key.len == 0 || !to_evidence(d, value.evidence, at)) {
        return d.refuse(GALLEY_E_ARGUMENT, "field_add: expected a key and evidence in the text");
    }
    if (!are_utf8(value.key, value.value)) {
        return d.refuse(GALLEY_E_ARGUMENT, "field_add: expected UTF-8");
    }
    const auto& most = d.family().bounds;
    if (++d.family().amounts.fields > most.fields) {
        return d.over_limit("fields", most.fields, "values of fields");
    }
    if (!d.takes_metadata(value.key.len + value.value.len)) {
        return over_metadata(d);
    }
    auto& arena = d.family().arena();
    d.fields.push_back(
        {arena.copy(galley::view(value.key)),
         arena.copy(galley::view(value.value)),
         at,
         value.group});
    return GALLEY_OK;
}

galley_status tag_add(galley_doc* raw, const galley_tag* in) {
    auto& d = of(raw);
    const auto value = in == nullptr ? galley_tag{} : take(in);
    galley::span at;
    if (value.scheme.len == 0 || !to_evidence(d, value.evidence, at)) {
        return d.refuse(GALLEY_E_ARGUMENT, "tag_add: expected a scheme and evidence in the text");
    }
    if (!are_utf8(value.scheme, value.code, value.label) || !is_share(value.confidence)) {
        return d.refuse(GALLEY_E_ARGUMENT, "tag_add: expected UTF-8 and a confidence of 0..1");
    }
    const auto& most = d.family().bounds;
    if (++d.family().amounts.tags > most.tags) {
        return d.over_limit("tags", most.tags, "tags");
    }
    if (!d.takes_metadata(value.scheme.len + value.code.len + value.label.len)) {
        return over_metadata(d);
    }
    auto& arena = d.family().arena();
    d.tags.push_back(
        {arena.copy(galley::view(value.scheme)),
         arena.copy(galley::view(value.code)),
         arena.copy(galley::view(value.label)),
         at,
         value.confidence});
    return GALLEY_OK;
}

galley_status attach(galley_doc* raw, galley_str name, galley_str media_type, galley_str bytes) {
    auto& family = of(raw).family();
    auto& arena = family.arena();
    family.attachments.push_back(
        {arena.copy(galley::view(name)),
         arena.copy(galley::view(media_type)),
         arena.copy(galley::view(bytes))});
    return GALLEY_OK;
}

galley_status attachment(
    const galley_doc* raw, galley_str name, galley_str* media_type, galley_str* bytes) {
    for (const auto& found : of(raw).family().attachments) {
        if (found.name == galley::view(name)) {
            *media_type = galley::to_abi(found.media_type);
            *bytes = galley::to_abi(found.bytes);
            return GALLEY_OK;
        }
    }
    return GALLEY_E_ARGUMENT;
}

template <class T>
galley_status read_only(galley_doc* raw, const T*) {
    return of(raw).refuse(GALLEY_E_CONTRACT, "the source can be read only");
}

galley_status no_decide(galley_doc* raw, const galley_decision* d, galley_doc**) {
    return read_only(raw, d);
}

galley_status get_record(const galley_doc* raw, galley_record* out) {
    const auto& d = of(raw);
    const auto& family = d.family();
    galley_record record{};
    record.ordinal = d.ordinal();
    record.row_count = static_cast<std::uint32_t>(d.rows().size());
    record.child_count = static_cast<std::uint32_t>(d.children().size());
    record.parent = d.parent();
    record.range = galley::to_abi(d.range());
    record.uri = galley::to_abi(d.uri());
    record.path = galley::to_abi(family.path);
    record.kind = galley::to_abi(to_string(d.kind()));
    record.status = galley::to_abi(family.status);
    record.reason = galley::to_abi(family.reason);
    record.source_sha256 = galley::to_abi(family.source_sha256());
    record.unchanged = d.unchanged ? 1 : 0;
    record.unchanged_count = family.unchanged_count;
    return give(out, record);
}

galley_status row_at(const galley_doc* raw, size_t index, galley_row* out) {
    const auto& rows = of(raw).rows();
    if (index >= rows.size()) {
        return GALLEY_E_ARGUMENT;
    }
    const auto& r = rows[index];
    return give(
        out,
        galley_row{
            0,
            r.seq,
            r.action,
            r.flags,
            galley::to_abi(r.range),
            r.destination,
            r.confidence,
            galley::to_abi(r.author->stage),
            galley::to_abi(r.author->plugin),
            galley::to_abi(r.author->version),
            galley::to_abi(r.category),
            galley::to_abi(r.rule),
            galley::to_abi(r.text),
            galley::to_abi(r.replacement),
            galley::to_abi(to_string(r.status)),
            r.gaps.empty() ? nullptr : r.gaps.data(),
            r.gaps.size()});
}

galley_status child_at(const galley_doc* raw, size_t index, const galley_doc** out) {
    const auto& children = of(raw).children();
    if (index >= children.size()) {
        return GALLEY_E_ARGUMENT;
    }
    *out = children[index].get();
    return GALLEY_OK;
}

}  // namespace

const galley_doc_api& current_api() {
    static const galley_doc_api table{
        sizeof(galley_doc_api),
        0,
        text<InText>,
        decide,
        span_add,
        span_count<InText>,
        span_at<InText>,
        field_add,
        field_count,
        field_at<InText>,
        tag_add,
        tag_count,
        tag_at<InText>,
        attach,
        attachment};
    return table;
}

const galley_doc_api& source_api() {
    static const galley_doc_api table{
        sizeof(galley_doc_api),
        0,
        text<InSource>,
        no_decide,
        read_only<galley_span>,
        span_count<InSource>,
        span_at<InSource>,
        read_only<galley_field>,
        field_count,
        field_at<InSource>,
        read_only<galley_tag>,
        tag_count,
        tag_at<InSource>,
        attach,
        attachment};
    return table;
}

const galley_record_v1& record_api() {
    static const galley_record_v1 table{
        sizeof(galley_record_v1), 0, &source_api(), get_record, row_at, child_at};
    return table;
}

}  // namespace galley::core::document
