// SPDX-License-Identifier: Apache-2.0
// From lines of JSON to documents.
#include "documents.hpp"

#include <galley/line_ends.hpp>

namespace galley::jsonl {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";

std::string in_quotes(std::string_view path) {
    return '"' + std::string(path) + '"';
}

std::string_view without_blanks(std::string_view text) {
    const auto at = text.find_first_not_of(kBlanks);
    return at == std::string_view::npos ? std::string_view{} : text.substr(at);
}

/// The head begins {"key": - what no prose does, however long the first line is.
bool begins_like_an_object(std::string_view head) {
    head = without_blanks(head);
    if (!head.starts_with('{')) {
        return false;
    }
    head = without_blanks(head.substr(1));
    const auto end = head.starts_with('"') ? head.find('"', 1) : std::string_view::npos;
    return end != std::string_view::npos && without_blanks(head.substr(end + 1)).starts_with(':');
}

bool first_line_is_an_object(std::string_view head, std::size_t line_end) {
    std::string padded(head.substr(0, line_end));
    const auto size = padded.size();
    padded.resize(size + Lines::kPadding);
    std::vector<Value> none;
    return ObjectReader().read({padded.data(), size}, padded.size(), {}, none).empty();
}

bool is_jsonl_name(std::string_view name) {
    return name.ends_with(".jsonl") || name.ends_with(".ndjson");
}

}  // namespace

std::string Documents::configure(Shape shape) {
    shape_ = std::move(shape);
    reader_ = ObjectReader(shape_.max_depth);
    wanted_ = {};
    keys_.assign(1, {});
    if (!add_path(wanted_, shape_.text_path, kText)) {
        return "text: expected a path such as body.text, got " + in_quotes(shape_.text_path);
    }
    auto mappings = shape_.fields;
    if (!shape_.id_path.empty()) {
        mappings.insert(mappings.begin(), "id=" + shape_.id_path);
    }
    for (const auto& text : mappings) {
        const auto mapping = mapping_of(text);
        if (mapping.field.empty() || !add_path(wanted_, mapping.path, keys_.size())) {
            return "fields: expected field=json.path, got " + in_quotes(text);
        }
        keys_.push_back(mapping.field);
    }
    return {};
}

const Item* Documents::next() {
    const auto line = lines_.next();
    if (!line) {
        return nullptr;
    }
    item_.text = {};
    item_.line = line->bytes;
    item_.fields.clear();
    item_.problem = take(*line);
    if (!item_.problem.empty()) {
        item_.problem.insert(0, "line " + std::to_string(line->number) + ": ");
    }
    return &item_;
}

std::string Documents::take(const Line& line) {
    if (line.too_long) {
        return "longer than max_line (" + std::to_string(shape_.max_line_bytes) + " bytes)";
    }
    auto problem = reader_.read(line.bytes, lines_.readable_from(line.bytes), wanted_, values_);
    if (!problem.empty()) {
        return problem;
    }
    const Value* text = nullptr;
    for (const auto& value : values_) {
        if (value.target == kText) {
            text = &value;  // of several, the last: as other readers of JSON do
        } else if (!value.text.empty()) {
            item_.fields.push_back({keys_[value.target], value.text});
        }
    }
    if (text == nullptr) {
        return "no " + in_quotes(shape_.text_path);
    }
    if (!text->is_string) {
        return in_quotes(shape_.text_path) + " is not a string";
    }
    item_.text = text->text;
    if (has_foreign_line_ends(item_.text)) {
        with_lf_ = item_.text;
        to_lf(with_lf_);
        item_.text = with_lf_;
    }
    return {};
}

int likeness(std::string_view name, std::string_view media_type, std::string_view head) {
    if (media_type == "application/jsonl" || media_type == "application/x-ndjson" ||
        is_jsonl_name(name)) {
        return 90;
    }
    if (head.starts_with("\xEF\xBB\xBF")) {
        head.remove_prefix(3);
    }
    if (!begins_like_an_object(head)) {
        return 0;
    }
    const auto line_end = head.find('\n');
    if (line_end == std::string_view::npos) {
        return 56;  // a line longer than the head: above plain text, below what was parsed
    }
    return first_line_is_an_object(head, line_end) ? 60 : 0;
}

}  // namespace galley::jsonl
