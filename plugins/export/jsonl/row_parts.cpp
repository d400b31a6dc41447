// SPDX-License-Identifier: Apache-2.0
// Nine ledger lines of ten differ only in the decision itself.
#include "row_parts.hpp"

#include <bit>

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
    if (stage_ == view(row.stage) && plugin_ == view(row.plugin) &&
        version_ == view(row.plugin_version) && !who_.empty()) {
        return who_;
    }
    stage_ = view(row.stage);
    plugin_ = view(row.plugin);
    version_ = view(row.plugin_version);
    who_ = ",\"stage\":";
    append_text(who_, stage_);
    who_ += ",\"plugin\":";
    append_text(who_, plugin_);
    who_ += ",\"plugin_version\":";
    append_text(who_, version_);
    who_ += ",\"rule\":";
    return who_;
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
