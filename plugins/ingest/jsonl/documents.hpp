// SPDX-License-Identifier: Apache-2.0
// From lines of JSON to documents: text, id and fields of each, or why a line is none.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lines.hpp"
#include "object.hpp"
#include "wanted.hpp"

namespace galley::jsonl {

/// Which JSON values make a document.
struct Shape {
    std::string text_path = "text";
    std::string id_path = "id";            ///< empty: none
    std::vector<std::string> fields = {};  ///< "headline=meta.title"
    std::size_t max_line_bytes = 64U << 20U;
    std::size_t max_depth = ObjectReader::kMaxDepth;
};

/// A document found. Views are valid until the next call.
struct Item {
    struct Field {
        std::string_view key, value;
    };

    std::string_view text;  ///< UTF-8 with LF
    std::vector<Field> fields;
    std::string problem;    ///< "line 17: a string is not closed"; empty: a good one
    std::string_view line;  ///< the bytes of the line, empty when it was too long
};

class Documents {
  public:
    /// @returns  empty, or what is wrong with the shape.
    std::string configure(Shape);

    void begin(Lines::Read read) { lines_.begin(std::move(read), shape_.max_line_bytes); }

    /// The next document or bad line; nullptr: no more. Reused by the next call.
    const Item* next();

  private:
    std::string take(const Line& line);

    static constexpr std::size_t kText = 0;

    Shape shape_;
    std::vector<std::string>
        keys_;  ///< by target: what the value is called; that of the text empty
    WantedKey wanted_;
    Lines lines_;
    ObjectReader reader_;
    std::vector<Value> values_;
    std::string with_lf_;  ///< of texts that had other line ends
    Item item_;
};

/// How sure a reader of JSON lines is of a blob, 0..100.
int likeness(std::string_view name, std::string_view media_type, std::string_view head);

}  // namespace galley::jsonl
