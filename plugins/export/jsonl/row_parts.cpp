// SPDX-License-Identifier: Apache-2.0
// Nine ledger lines of ten differ only in the decision itself.
#include "row_parts.hpp"

#include <bit>
#include <utility>

#include "json_text.hpp"

namespace galley::jsonl {
namespace {

void append_text(std::string& to, std::string_view utf8) {
    const auto begin = to.size() + 1;
    to += '"';
    to.resize(begin + 6 * utf8.size() + 16);
    const auto* const end = escape_json(utf8, to.data() + begin);
    to.resize(static_cast<std::size_t>(end - to.data()));
    to += '"';
}

}  // namespace

void RowParts::begin(const record& finished, std::uint32_t article) {
    head_ = kLineBegin;
    append_text(head_, finished.uri());
    head_ += ",\"path\":";
    append_text(head_, finished.path());
    head_ += ",\"article\":";
    head_ += std::to_string(article);
    head_ += ",\"seq\":";
    tail_ = ",\"source_sha256\":";
    append_text(tail_, finished.source_sha256());
    tail_ += ",\"source_bytes\":";
    tail_ += std::to_string(finished.source().text().size());
    tail_ += "}\n";
}

std::string_view RowParts::who(const galley_row& row) {
    const auto says = [&](const Who& who) {
        return who.stage == view(row.stage) && who.plugin == view(row.plugin) &&
               who.version == view(row.plugin_version) && !who.text.empty();
    };
    if (says(who_)) {
        return who_.text;
    }
    std::swap(who_, who_before_);
    if (says(who_)) {
        return who_.text;
    }
    who_.stage = view(row.stage);
    who_.plugin = view(row.plugin);
    who_.version = view(row.plugin_version);
    who_.text = ",\"stage\":";
    append_text(who_.text, who_.stage);
    who_.text += ",\"plugin\":";
    append_text(who_.text, who_.plugin);
    who_.text += ",\"plugin_version\":";
    append_text(who_.text, who_.version);
    who_.text += ",\"rule\":";
    return who_.text;
}

std::string_view RowParts::Escaped::of(std::string_view text) {
    if (json_.empty() || text != text_) {
        text_ = text;
        json_.clear();
        append_text(json_, text);
    }
    return json_;
}

std::string_view RowParts::confidence(double value) {
    const auto bits = std::bit_cast<std::uint64_t>(value);
    if (confidence_.empty() || bits != confidence_bits_) {
        char text[kNumberBytes];
        confidence_.assign(text, put_number(value, text));
        confidence_bits_ = bits;
    }
    return confidence_;
}

}  // namespace galley::jsonl
