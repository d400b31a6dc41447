// SPDX-License-Identifier: Apache-2.0
// What the rules of a stage and its plugin see in a document: matches, and near misses.
#pragma once
#include <vector>

#include "core/document/document.hpp"
#include "core/isolation/finding.hpp"
#include "core/pipeline/stage.hpp"

namespace galley::core::pipeline {

/// Asks before the stage is called on the document. Its plugin is in this process.
std::vector<isolation::Finding> evidence_in(Instance& instance, const document::Document& document);

}  // namespace galley::core::pipeline
