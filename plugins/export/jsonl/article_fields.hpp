// SPDX-License-Identifier: Apache-2.0
// What the exported lines say about an article or a notice, gathered from its fields in one pass.
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

namespace galley::jsonl {

/// Whether a field is a date this format may hold: 2020, 2020-02, 2020-02-15, with T10:50,
/// T10:50:30 and a zone (Z, +08:00) if it has a time.
bool is_iso_date(std::string_view text);

/// The fields of one article. Views into the document; kept between documents for its capacity.
struct ArticleFields {
    std::string_view headline, subtitle, source, published, language;
    std::string_view responsible_editor, plain_editor, reviewer;
    std::vector<std::string_view> bylines;  ///< distinct, in order

    void clear();
    void add(std::string_view key, std::string_view value);

    /// Who edited it: the responsible editor, else the editor, else the first reviewer.
    std::string_view editor() const;
};

/// One thing a notice is about: a document, its numbers, who issued it.
struct NoticeItem {
    std::uint32_t group = 0;
    std::string_view document, issuer;
    std::vector<std::string_view> numbers;
};

/// The fields of one notice.
struct NoticeFields {
    std::string_view kind, holder;
    std::vector<NoticeItem> items;  ///< by first appearance of their group

    void clear();
    void add(std::string_view key, std::string_view value, std::uint32_t group);
};

}  // namespace galley::jsonl
