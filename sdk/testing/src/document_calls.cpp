// SPDX-License-Identifier: Apache-2.0
// galley_doc_api over Document.
#include <algorithm>
#include <cstring>
#include <utility>

#include "call.hpp"

namespace galley GALLEY_SDK_HIDDEN {
namespace testing {

namespace {

galley_status refuse(galley_status status, std::string why) {
    if (auto* call = Call::current()) {
        call->complaint() = std::move(why);
    }
    return status;
}

/// Exporters are given finished documents.
bool may_write() {
    const auto* call = Call::current();
    return call == nullptr || call->plugin().kind != GALLEY_KIND_EXPORT;
}

galley_status refuse_write() {
    return refuse(GALLEY_E_CONTRACT, "an exporter cannot change a document");
}

bool fits_or_none(const Document& document, galley_range at) {
    return (at.begin == 0 && at.end == 0) || fits(Call::text_of(document), to_span(at));
}

/// The caller's struct may be older: fills what it has room for.
template <class Struct>
galley_status fill(Struct* out, Struct value) {
    if (out == nullptr || out->struct_size < sizeof out->struct_size) {
        return refuse(GALLEY_E_ARGUMENT, "struct_size is not set");
    }
    value.struct_size = out->struct_size;
    std::memcpy(out, &value, std::min<std::size_t>(out->struct_size, sizeof value));
    return GALLEY_OK;
}

/// The index-th of those that answer to `name` (absent: all), or nullptr.
template <class Row>
const Row* find(
    const std::vector<Row>& rows, std::string Row::*column, galley_str name, std::size_t index) {
    for (const auto& row : rows) {
        if ((view(name).empty() || row.*column == view(name)) && index-- == 0) {
            return &row;
        }
    }
    return nullptr;
}

template <class Row>
std::size_t count(const std::vector<Row>& rows, std::string Row::*column, galley_str name) {
    return static_cast<std::size_t>(std::ranges::count_if(
        rows, [&](const Row& row) { return view(name).empty() || row.*column == view(name); }));
}

galley_str text(const galley_doc* raw) {
    return to_abi(Call::text_of(document_of(raw)));
}

galley_status decide_raw(galley_doc* raw, const galley_decision* decision, galley_doc** child) {
    if (decision == nullptr) {
        return refuse(GALLEY_E_ARGUMENT, "no decision");
    }
    Document* made = nullptr;
    const auto status = decide(document_of(raw), *decision, &made);
    if (child != nullptr) {
        *child = made == nullptr ? nullptr : handle_of(*made);
    }
    return status;
}

galley_status span_add(galley_doc* raw, const galley_span* in) {
    auto& document = document_of(raw);
    if (!may_write()) {
        return refuse_write();
    }
    if (in == nullptr || in->struct_size < sizeof *in || view(in->layer).empty() ||
        in->range.begin >= in->range.end || !is_utf8(view(in->value)) ||
        !fits(Call::text_of(document), to_span(in->range))) {
        return refuse(
            GALLEY_E_ARGUMENT, "span without layer, outside the text or inside a character");
    }
    document.spans.push_back(
        {to_span(in->range),
         std::string(view(in->layer)),
         std::string(view(in->value)),
         in->confidence});
    return GALLEY_OK;
}

size_t span_count(const galley_doc* raw, galley_str layer) {
    return count(document_of(raw).spans, &Span::layer, layer);
}

galley_status span_at(const galley_doc* raw, galley_str layer, size_t index, galley_span* out) {
    const auto* found = find(document_of(raw).spans, &Span::layer, layer, index);
    if (found == nullptr) {
        return refuse(GALLEY_E_ARGUMENT, "no such span");
    }
    return fill(
        out,
        {0,
         0,
         to_abi(found->range),
         to_abi(found->layer),
         to_abi(found->value),
         found->confidence});
}

galley_status field_add(galley_doc* raw, const galley_field* in) {
    auto& document = document_of(raw);
    if (!may_write()) {
        return refuse_write();
    }
    if (in == nullptr || in->struct_size < sizeof *in || view(in->key).empty() ||
        !is_utf8(view(in->value)) || !fits_or_none(document, in->evidence)) {
        return refuse(
            GALLEY_E_ARGUMENT, "field without key, not UTF-8, or with evidence outside the text");
    }
    document.fields.push_back(
        {std::string(view(in->key)),
         std::string(view(in->value)),
         to_span(in->evidence),
         in->group});
    return GALLEY_OK;
}

size_t field_count(const galley_doc* raw, galley_str key) {
    return count(document_of(raw).fields, &Field::key, key);
}

galley_status field_at(const galley_doc* raw, galley_str key, size_t index, galley_field* out) {
    const auto* found = find(document_of(raw).fields, &Field::key, key, index);
    if (found == nullptr) {
        return refuse(GALLEY_E_ARGUMENT, "no such field");
    }
    return fill(
        out,
        {0, 0, found->group, 0, to_abi(found->key), to_abi(found->value), to_abi(found->evidence)});
}

galley_status tag_add(galley_doc* raw, const galley_tag* in) {
    auto& document = document_of(raw);
    if (!may_write()) {
        return refuse_write();
    }
    if (in == nullptr || in->struct_size < sizeof *in || view(in->scheme).empty() ||
        view(in->code).empty() || !(in->confidence >= 0 && in->confidence <= 1) ||
        !fits_or_none(document, in->evidence)) {
        return refuse(
            GALLEY_E_ARGUMENT,
            "tag without scheme or code, confidence not within 0..1, or evidence outside the text");
    }
    document.tags.push_back(
        {std::string(view(in->scheme)),
         std::string(view(in->code)),
         std::string(view(in->label)),
         to_span(in->evidence),
         in->confidence});
    return GALLEY_OK;
}

size_t tag_count(const galley_doc* raw, galley_str scheme) {
    return count(document_of(raw).tags, &Tag::scheme, scheme);
}

galley_status tag_at(const galley_doc* raw, galley_str scheme, size_t index, galley_tag* out) {
    const auto* found = find(document_of(raw).tags, &Tag::scheme, scheme, index);
    if (found == nullptr) {
        return refuse(GALLEY_E_ARGUMENT, "no such tag");
    }
    return fill(
        out,
        {0,
         0,
         to_abi(found->scheme),
         to_abi(found->code),
         to_abi(found->label),
         to_abi(found->evidence),
         found->confidence});
}

galley_status attach(galley_doc* raw, galley_str name, galley_str media_type, galley_str bytes) {
    if (!may_write()) {
        return refuse_write();
    }
    if (view(name).empty()) {
        return refuse(GALLEY_E_ARGUMENT, "attachment without a name");
    }
    document_of(raw).attachments.push_back(
        {std::string(view(name)), std::string(view(media_type)), std::string(view(bytes))});
    return GALLEY_OK;
}

galley_status attachment(
    const galley_doc* raw, galley_str name, galley_str* media_type, galley_str* bytes) {
    const auto* found = find(document_of(raw).attachments, &Attachment::name, name, 0);
    if (found == nullptr) {
        return refuse(GALLEY_E_ARGUMENT, "no such attachment");
    }
    *media_type = to_abi(found->media_type);
    *bytes = to_abi(found->bytes);
    return GALLEY_OK;
}

const galley_doc* source_of(const galley_doc* raw) {
    const auto& document = document_of(raw);
    return document.source == nullptr ? raw : handle_of(*document.source);
}

}  // namespace

const galley_doc_api& document_calls() {
    static constexpr galley_doc_api table{
        sizeof(galley_doc_api),
        0,
        text,
        decide_raw,
        span_add,
        span_count,
        span_at,
        field_add,
        field_count,
        field_at,
        tag_add,
        tag_count,
        tag_at,
        attach,
        attachment};
    return table;
}

const galley_doc_api& source_calls() {
    static constexpr galley_doc_api table{
        sizeof(galley_doc_api),
        0,
        [](const galley_doc* raw) { return text(source_of(raw)); },
        decide_raw,
        span_add,
        [](const galley_doc* raw, galley_str layer) { return span_count(source_of(raw), layer); },
        [](const galley_doc* raw, galley_str layer, size_t index, galley_span* out) {
            return span_at(source_of(raw), layer, index, out);
        },
        field_add,
        [](const galley_doc* raw, galley_str key) { return field_count(source_of(raw), key); },
        [](const galley_doc* raw, galley_str key, size_t index, galley_field* out) {
            return field_at(source_of(raw), key, index, out);
        },
        tag_add,
        [](const galley_doc* raw, galley_str scheme) { return tag_count(source_of(raw), scheme); },
        [](const galley_doc* raw, galley_str scheme, size_t index, galley_tag* out) {
            return tag_at(source_of(raw), scheme, index, out);
        },
        attach,
        attachment};
    return table;
}

}  // namespace testing
}  // namespace GALLEY_SDK_HIDDEN
