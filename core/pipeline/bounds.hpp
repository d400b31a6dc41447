// SPDX-License-Identifier: Apache-2.0
// What a config's limits mean for one input document.
#pragma once
#include "core/config/config.hpp"
#include "core/document/model.hpp"

namespace galley::core::pipeline {

inline document::Bounds bounds_of(const config::Limits& limits) {
    return {
        limits.document_size_bytes,
        limits.line_size_bytes,
        limits.metadata_size_bytes,
        limits.fields,
        limits.tags,
        limits.spans,
        limits.children};
}

}  // namespace galley::core::pipeline
