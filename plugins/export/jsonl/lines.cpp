// SPDX-License-Identifier: Apache-2.0
// Keys stand in the order of the documented contract; values come straight from the host's views.
#include "lines.hpp"

#include <string>

#include <galley/words.hpp>

namespace galley::jsonl {
namespace {

/// Writes the elements of an array with commas between them.
class ArrayOf {
  public:
    explicit ArrayOf(JsonText& json) : json_(json) { json_.raw("["); }

    JsonText& next() {
        json_.raw(first_ ? "" : ",");
        first_ = false;
        return json_;
    }

    void end() { json_.raw("]"); }

  private:
    JsonText& json_;
    bool first_ = true;
};

void write_texts(JsonText& json, const std::vector<std::string_view>& texts) {
    ArrayOf array(json);
    for (const auto text : texts) {
        array.next().text(text);
    }
    array.end();
}

void write_captions(JsonText& json, const doc& current) {
    const auto text = current.text();
    ArrayOf array(json);
    current.each_span("caption", [&](span at, std::string_view, std::string_view) {
        array.next().text(slice(text, at));
    });
    array.end();
}

void write_tags(JsonText& json, const doc& current) {
    ArrayOf array(json);
    current.each_tag({}, [&](const galley_tag& tag) {
        array.next().raw("{\"scheme\":");
        json.text(view(tag.scheme));
        json.raw(",\"code\":");
        json.text(view(tag.code));
        json.raw(",\"label\":");
        json.text(view(tag.label));
        json.raw(",\"confidence\":");
        json.number(tag.confidence);
        json.raw("}");
    });
    array.end();
}

void write_items(JsonText& json, const std::vector<NoticeItem>& items) {
    ArrayOf array(json);
    for (const auto& item : items) {
        array.next().raw("{\"document\":");
        json.text_or_null(item.document);
        json.raw(",\"numbers\":");
        write_texts(json, item.numbers);
        json.raw(",\"issuer\":");
        json.text_or_null(item.issuer);
        json.raw("}");
    }
    array.end();
}

void write_gaps(JsonText& json, const galley_row& row) {
    json.raw(",\"gaps\":");
    ArrayOf array(json);
    for (std::size_t i = 0; i < row.gap_count; ++i) {
        array.next().range(to_span(row.gaps[i]));
    }
    array.end();
}

void write_what(JsonText& json, const galley_row& row, RowParts& parts) {
    json.text(view(row.rule));
    json.raw(",\"category\":");
    json.raw(parts.category(row));
    json.raw(",\"op\":\"");
    json.raw(op_name(row));
    json.raw("\",\"begin\":");
    json.number(row.range.begin);
    json.raw(",\"end\":");
    json.number(row.range.end);
    json.raw(",\"text\":");
    json.text(view(row.text));
    json.raw(",\"replacement\":");
    if (row.action == GALLEY_REPLACE) {
        json.text(view(row.replacement));
    } else {
        json.raw("null");
    }
    json.raw(",\"destination\":");
    if (row.action == GALLEY_MOVE) {
        json.number(row.destination);
    } else {
        json.raw("null");
    }
    if (row.gaps != nullptr) {
        write_gaps(json, row);
    }
    json.raw(",\"confidence\":");
    json.raw(parts.confidence(row.confidence));
    json.raw(",\"status\":");
    json.raw(parts.status(row));
}

}  // namespace

std::string_view op_name(const galley_row& row) {
    const auto word = word_of(action_words, row.action);
    if (!word.empty() && (row.action != 0 || row.gaps != nullptr)) {
        return word;
    }
    throw failure(
        GALLEY_E_CONTRACT,
        "a ledger row with action " + std::to_string(row.action) +
            ", which this exporter does not know");
}

void Lines::article(const record& finished, output_file& to) {
    JsonText json(to);
    const auto current = finished.current();
    auto& fields = article_fields_;
    fields.clear();
    current.each_field({}, [&](const field& f) { fields.add(f.key, f.value); });
    json.raw(kLineBegin);
    json.text(finished.uri());
    json.raw(",\"path\":");
    json.text(finished.path());
    json.raw(",\"article\":");
    json.number(finished.ordinal());
    json.raw(",\"headline\":");
    json.text_or_null(fields.headline);
    json.raw(",\"subtitle\":");
    json.text_or_null(fields.subtitle);
    json.raw(",\"text\":");
    json.text(current.text());
    json.raw(",\"byline\":");
    write_texts(json, fields.bylines);
    json.raw(",\"source\":");
    json.text_or_null(fields.source);
    json.raw(",\"published\":");
    json.text_or_null(fields.published);
    json.raw(",\"editor\":");
    json.text_or_null(fields.editor());
    json.raw(",\"language\":");
    json.text_or_null(fields.language);
    json.raw(",\"captions\":");
    write_captions(json, current);
    json.raw(",\"tags\":");
    write_tags(json, current);
    json.raw(",\"status\":");
    json.text(finished.status());
    json.raw("}\n");
}

void Lines::notice(const record& finished, output_file& to) {
    JsonText json(to);
    const auto current = finished.current();
    auto& fields = notice_fields_;
    fields.clear();
    current.each_field({}, [&](const field& f) { fields.add(f.key, f.value, f.group); });
    json.raw(kLineBegin);
    json.text(finished.uri());
    json.raw(",\"path\":");
    json.text(finished.path());
    json.raw(",\"kind\":");
    json.text_or_null(fields.kind);
    json.raw(",\"holder\":");
    json.text_or_null(fields.holder);
    json.raw(",\"items\":");
    write_items(json, fields.items);
    json.raw(",\"text\":");
    json.text(current.text());
    json.raw(",\"span\":");
    json.range(finished.range());
    json.raw("}\n");
}

void Lines::canceled_line(const canceled& gone, output_file& to) {
    JsonText json(to);
    json.raw(kLineBegin);
    json.text(gone.uri);
    json.raw(",\"status\":\"canceled\"}\n");
}

void Lines::decisions(const record& finished, std::uint32_t article, output_file& to) {
    JsonText json(to);
    bool begun = false;
    finished.each_row([&](const galley_row& row) {
        if (!begun) {
            row_parts_.begin(finished, article);
            begun = true;
        }
        json.raw(row_parts_.head());
        json.number(row.seq);
        json.raw(row_parts_.who(row));
        write_what(json, row, row_parts_);
        json.raw(row_parts_.tail());
    });
}

}  // namespace galley::jsonl
