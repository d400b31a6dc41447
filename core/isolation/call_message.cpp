// SPDX-License-Identifier: Apache-2.0
// A document on its way to a worker, and what the plugin said about it on the way back.
#include <algorithm>

#include "core/document/family.hpp"
#include "core/isolation/messages.hpp"
#include "core/isolation/wire.hpp"

namespace galley::core::isolation {
namespace {

using document::Document;
using document::Piece;

void write_range(galley::span at, Writer& out) {
    out.put(at.begin).put(at.end);
}

galley::span read_range(Reader& in) {
    const auto begin = in.get<std::uint64_t>();
    return {begin, in.get<std::uint64_t>()};
}

galley_range read_abi_range(Reader& in) {
    return galley::to_abi(read_range(in));
}

galley_str read_abi_text(Reader& in) {
    return galley::to_abi(in.get_text());
}

/// Replacements are atomic, also for a plugin that sees a copy.
void write_replacements(const Document& d, Writer& out) {
    out.put<std::uint64_t>(static_cast<std::uint64_t>(std::ranges::count_if(
        d.pieces(), [](const Piece& p) { return p.is_replacement && p.size() > 0; })));
    for (const auto& piece : d.pieces()) {
        if (piece.is_replacement && piece.size() > 0) {
            write_range({piece.text_begin, piece.text_end()}, out);
        }
    }
}

/// Only what still stands is seen by a plugin.
void write_spans(const Document& d, Writer& out) {
    Writer rows;
    std::uint64_t count = 0;
    for (const auto& span : d.spans) {
        if (const auto at = d.to_text(span.range); !at.empty()) {
            write_range(at, rows);
            rows.put_text(span.layer).put_text(span.value).put(span.confidence);
            ++count;
        }
    }
    out.put(count).put_raw(rows.bytes());
}

void write_fields(const Document& d, Writer& out) {
    out.put<std::uint64_t>(d.fields.size());
    for (const auto& field : d.fields) {
        write_range(d.to_text(field.evidence), out);
        out.put(field.group).put_text(field.key).put_text(field.value);
    }
}

void write_tags(const Document& d, Writer& out) {
    out.put<std::uint64_t>(d.tags.size());
    for (const auto& tag : d.tags) {
        write_range(d.to_text(tag.evidence), out);
        out.put_text(tag.scheme).put_text(tag.code).put_text(tag.label).put(tag.confidence);
    }
}

/// The text as pieces of itself, so that replacements keep their edges.
std::vector<Piece> read_pieces(Reader& in, std::string_view text) {
    std::vector<Piece> pieces;
    std::uint64_t at = 0;
    const auto add = [&](galley::span range, bool is_replacement) {
        if (!range.empty()) {
            pieces.push_back(
                {range, is_replacement ? galley::slice(text, range) : "", 0, is_replacement});
        }
    };
    for (auto left = in.get_count(2 * sizeof(std::uint64_t)); left > 0; --left) {
        const auto range = read_range(in);
        if (range.begin < at || range.end <= range.begin || range.end > text.size()) {
            in.fail();
            return {};
        }
        add({at, range.begin}, false);
        add(range, true);
        at = range.end;
    }
    add({at, text.size()}, false);
    return pieces;
}

void read_spans(Reader& in, Document& d) {
    auto& arena = d.family().arena();
    for (auto left = in.get_count(2 * sizeof(std::uint64_t)); left > 0; --left) {
        const auto at = read_range(in);
        const auto layer = arena.copy(in.get_text());
        const auto value = arena.copy(in.get_text());
        d.spans.push_back({at, layer, value, in.get<double>()});
    }
}

void read_fields(Reader& in, Document& d) {
    auto& arena = d.family().arena();
    for (auto left = in.get_count(2 * sizeof(std::uint64_t)); left > 0; --left) {
        const auto evidence = read_range(in);
        const auto group = in.get<std::uint32_t>();
        const auto key = arena.copy(in.get_text());
        d.fields.push_back({key, arena.copy(in.get_text()), evidence, group});
    }
}

void read_tags(Reader& in, Document& d) {
    auto& arena = d.family().arena();
    for (auto left = in.get_count(2 * sizeof(std::uint64_t)); left > 0; --left) {
        const auto evidence = read_range(in);
        const auto scheme = arena.copy(in.get_text());
        const auto code = arena.copy(in.get_text());
        const auto label = arena.copy(in.get_text());
        d.tags.push_back({scheme, code, label, evidence, in.get<double>()});
    }
}

void read_document(Reader& in, document::Family& family) {
    const auto kind = static_cast<document::Kind>(in.get<std::uint8_t>());
    family.lend_source(in.get_text());
    auto& root = family.root();
    root.set_kind(kind);
    auto pieces = read_pieces(in, family.source());
    if (!pieces.empty()) {
        root.set_pieces(std::move(pieces), {0, family.source().size()});
    }
    read_spans(in, root);
    read_fields(in, root);
    read_tags(in, root);
}

void read_findings(Reader& in, std::vector<Finding>& out) {
    for (auto left = in.get_count(2 * sizeof(std::uint64_t)); left > 0; --left) {
        auto& finding = out.emplace_back();
        finding.at = read_range(in);
        finding.rule = in.get_text();
        finding.category = in.get_text();
        finding.met = in.get_text();
        finding.missing = in.get_text();
        finding.matched = in.get<std::uint8_t>() != 0;
        finding.score = in.get<double>();
    }
}

void read_decision(Reader& in, galley_decision& d) {
    d.struct_size = sizeof d;
    d.action = in.get<std::uint32_t>();
    d.flags = in.get<std::uint32_t>();
    d.child = in.get<std::uint32_t>();
    d.range = read_abi_range(in);
    d.destination = in.get<std::uint64_t>();
    d.category = read_abi_text(in);
    d.rule = read_abi_text(in);
    d.replacement = read_abi_text(in);
    d.confidence = in.get<double>();
}

void read_span(Reader& in, galley_span& s) {
    s.struct_size = sizeof s;
    s.range = read_abi_range(in);
    s.layer = read_abi_text(in);
    s.value = read_abi_text(in);
    s.confidence = in.get<double>();
}

void read_field(Reader& in, galley_field& f) {
    f.struct_size = sizeof f;
    f.group = in.get<std::uint32_t>();
    f.key = read_abi_text(in);
    f.value = read_abi_text(in);
    f.evidence = read_abi_range(in);
}

void read_tag(Reader& in, galley_tag& t) {
    t.struct_size = sizeof t;
    t.scheme = read_abi_text(in);
    t.code = read_abi_text(in);
    t.label = read_abi_text(in);
    t.evidence = read_abi_range(in);
    t.confidence = in.get<double>();
}

/// @param children  of this call so far; a SPLIT that the worker accepted adds one.
Said read_said(Reader& in, std::uint32_t& children) {
    Said said;
    said.what = static_cast<Said::What>(in.get<std::uint8_t>());
    said.accepted = in.get<std::uint8_t>() != 0;
    said.about = in.get<std::uint32_t>();
    if (said.about > children) {
        in.fail();
        return said;
    }
    switch (said.what) {
        case Said::What::kDecision:
            read_decision(in, said.decision);
            children += said.accepted && said.decision.action == GALLEY_SPLIT ? 1U : 0U;
            return said;
        case Said::What::kSpan:
            read_span(in, said.span);
            return said;
        case Said::What::kField:
            read_field(in, said.field);
            return said;
        case Said::What::kTag:
            read_tag(in, said.tag);
            return said;
        case Said::What::kAttachment:
        case Said::What::kText:
            said.name = read_abi_text(in);
            said.media_type = read_abi_text(in);
            said.bytes = read_abi_text(in);
            return said;
    }
    in.fail();
    return said;
}

void write_abi(galley_str text, Writer& out) {
    out.put_text(galley::view(text));
}

void write_abi(galley_range at, Writer& out) {
    out.put(at.begin).put(at.end);
}

void write_decision(const galley_decision& d, Writer& out) {
    out.put(d.action).put(d.flags).put(d.child);
    write_abi(d.range, out);
    out.put(d.destination);
    write_abi(d.category, out);
    write_abi(d.rule, out);
    write_abi(d.replacement, out);
    out.put(d.confidence);
}

}  // namespace

void write_call(const CallHead& head, const Document* document, Writer& out) {
    out.put(head.task).put(head.stage).put(head.time_left_ns).put(head.most_bytes).put(head.skip);
    if (!head.has_document()) {
        out.put_text(head.blob.name).put_text(head.blob.media_type).put(head.blob.size);
        out.put_text(head.blob.head);
        return;
    }
    out.put(static_cast<std::uint8_t>(document->kind())).put_text(document->text());
    write_replacements(*document, out);
    write_spans(*document, out);
    write_fields(*document, out);
    write_tags(*document, out);
}

bool read_call(std::string_view bytes, CallHead& head, document::Family& family) {
    Reader in(bytes);
    family.reset();
    head.task = static_cast<Task>(in.get<std::uint8_t>());
    head.stage = in.get<std::uint32_t>();
    head.time_left_ns = in.get<std::int64_t>();
    head.most_bytes = in.get<std::uint64_t>();
    head.skip = in.get<std::uint64_t>();
    family.bounds.text_bytes = head.most_bytes;
    if (!head.has_document()) {
        head.blob.name = in.get_text();
        head.blob.media_type = in.get_text();
        head.blob.size = in.get<std::uint64_t>();
        head.blob.head = in.get_text();
        return in.is_whole();
    }
    read_document(in, family);
    return in.is_whole();
}

void write_findings(const std::vector<Finding>& findings, Writer& out) {
    out.put<std::uint64_t>(findings.size());
    for (const auto& finding : findings) {
        write_range(finding.at, out);
        out.put_text(finding.rule).put_text(finding.category).put_text(finding.met);
        out.put_text(finding.missing).put<std::uint8_t>(finding.matched ? 1 : 0);
        out.put(finding.score);
    }
}

void write_said(const Said& said, Writer& out) {
    out.put(said.what).put<std::uint8_t>(said.accepted ? 1 : 0).put(said.about);
    switch (said.what) {
        case Said::What::kDecision:
            return write_decision(said.decision, out);
        case Said::What::kSpan:
            write_abi(said.span.range, out);
            write_abi(said.span.layer, out);
            write_abi(said.span.value, out);
            out.put(said.span.confidence);
            return;
        case Said::What::kField:
            out.put(said.field.group);
            write_abi(said.field.key, out);
            write_abi(said.field.value, out);
            return write_abi(said.field.evidence, out);
        case Said::What::kTag:
            write_abi(said.tag.scheme, out);
            write_abi(said.tag.code, out);
            write_abi(said.tag.label, out);
            write_abi(said.tag.evidence, out);
            out.put(said.tag.confidence);
            return;
        case Said::What::kAttachment:
        case Said::What::kText:
            write_abi(said.name, out);
            write_abi(said.media_type, out);
            write_abi(said.bytes, out);
            return;
    }
}

bool read_reply(std::string_view bytes, Reply& reply) {
    Reader in(bytes);
    reply.said.clear();
    reply.counted.clear();
    reply.findings.clear();
    reply.used_ns = in.get<std::int64_t>();
    reply.status = in.get<std::int32_t>();
    reply.error = in.get_text();
    for (auto left = in.get_count(2 * sizeof(std::uint64_t)); left > 0; --left) {
        const auto metric = in.get_text();
        reply.counted.push_back({metric, in.get<double>()});
    }
    read_findings(in, reply.findings);
    reply.media_type = in.get_text();
    const auto count = in.get_count(2);
    std::uint32_t children = 0;
    for (std::size_t i = 0; i < count && in.is_ok(); ++i) {
        reply.said.push_back(read_said(in, children));
    }
    return in.is_whole();
}

}  // namespace galley::core::isolation
