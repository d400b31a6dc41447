// SPDX-License-Identifier: Apache-2.0
// The lines of articles.jsonl, notices.jsonl and ledger.jsonl: one record in, whole lines out.
#pragma once
#include <cstdint>

#include <galley/export.hpp>

#include "article_fields.hpp"
#include "json_text.hpp"
#include "row_parts.hpp"

namespace galley::jsonl {

/// Writes lines; holds what is reused from record to record, so that a run allocates no more
/// after its first documents.
class Lines {
  public:
    void article(const record& finished, output_file& to);
    void notice(const record& finished, output_file& to);

    void canceled_line(const canceled& gone, output_file& to);

    /// A line for each decision on the record, in their order.
    /// @param article  the record's number among the articles of its file; 0 for others.
    void decisions(const record& finished, std::uint32_t article, output_file& to);

  private:
    ArticleFields article_fields_;
    NoticeFields notice_fields_;
    RowParts row_parts_;
};

/// The word for a row's action in the column `op`; the host's own line-end row is "collapse".
/// @errors  failure GALLEY_E_CONTRACT for an action this version does not know.
std::string_view op_name(const galley_row& row);

}  // namespace galley::jsonl
