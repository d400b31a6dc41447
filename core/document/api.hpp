// SPDX-License-Identifier: Apache-2.0
// Documents behind the C ABI: the tables that plugins call.
#pragma once
#include <galley/plugin.h>

namespace galley::core::document {

/// Calls on the current text: ranges of text(), clipped to what stands.
const galley_doc_api& current_api();

/// The same read calls on the source: source coordinates, nothing clipped; what would change a
/// document is refused.
const galley_doc_api& source_api();

/// "galley.record/1", for exporters.
const galley_record_v1& record_api();

}  // namespace galley::core::document
