// SPDX-License-Identifier: Apache-2.0
// The safety brake for whole documents: how much of a text cleanup may take before a person must
// look.
#pragma once
#include <string>

#include "core/config/config.hpp"
#include "core/document/family.hpp"

namespace galley::core::pipeline {

/// Run once a document, after cleanup.
/// @returns  why the document is held, such as "brake.share.related: 62 % of the text stripped,
/// expected at most 60 %", with brake.sources.SOURCE. in front when limits of a source hold;
///           empty when it is not.
std::string hold_reason(document::Family& family, const config::Brake& brake);

}  // namespace galley::core::pipeline
