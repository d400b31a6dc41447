// SPDX-License-Identifier: Apache-2.0
// What a config may say to ingest.jsonl.
#pragma once
#include <galley/plugin.hpp>

#include "documents.hpp"

namespace galley::jsonl {

inline constexpr galley_param kParameters[] = {
    galley::param("text", GALLEY_PARAM_TEXT, "text", "key path of the text, such as body.text"),
    galley::param("id", GALLEY_PARAM_TEXT, "id", "key path of the field id; empty: none"),
    galley::param("fields", GALLEY_PARAM_LIST, "", "more fields: headline=meta.title …"),
    galley::param("max_line", GALLEY_PARAM_SIZE, "64MiB", "a longer line is one failure", "1"),
    galley::param(
        "max_depth",
        GALLEY_PARAM_INT,
        "256",
        "a line with more objects and arrays inside each other is one failure",
        "1",
        "512")};

inline Shape shape_of(const conf& values) {
    return {
        values.text("text"),
        values.text("id"),
        values.list("fields"),
        static_cast<std::size_t>(values.integer("max_line")),
        static_cast<std::size_t>(values.integer("max_depth"))};
}

}  // namespace galley::jsonl
