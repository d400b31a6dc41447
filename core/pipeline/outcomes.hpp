// SPDX-License-Identifier: Apache-2.0
// What came out of a document, told by digests.
#pragma once
#include "core/pipeline/item.hpp"

namespace galley::core::pipeline {

/// Takes down each article and notice of a document that is through: in the order of its family.
/// @cost  one XXH3 over text, fields, tags and layers; no memory of its own.
void take_outcomes(Item& item);

}  // namespace galley::core::pipeline
