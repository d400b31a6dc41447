// SPDX-License-Identifier: Apache-2.0
// Compares what two chains made of one document, by places in its source.
#pragma once
#include "core/document/family.hpp"
#include "core/workbench/effects.hpp"

namespace galley::core::workbench {

/// @param most_examples  of each kind of effect.
Effects compare_documents(
    document::Family& before, document::Family& after, std::size_t most_examples);

}  // namespace galley::core::workbench
