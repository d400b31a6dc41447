// SPDX-License-Identifier: Apache-2.0
// Tells holder, issuer and documents apart in what a notice says was lost.
#pragma once
#include <string_view>
#include <vector>

#include <galley/values.hpp>

#include "words.hpp"

namespace galley::strip_notices {

/// Who lost what, as one clause says it.
struct Loss {
    span holder, issuer, documents;
};

/// Whether this names a document: ends with one of its words; a count and a bracket may follow.
bool is_document(std::string_view text, span at, const Words& words);

/// Whether this is one name of a person or of an organisation.
bool is_holder(std::string_view text, span at, const Words& words);

/// Whether this ends as names of organisations do.
bool is_organisation(std::string_view text, span at, const Words& words);

/// Without fillers, adverbs, an address in front of a person and a bracket with a number or an
/// address.
span clean_holder(std::string_view text, span at, const Words& words);

/// Splits "甲《学生证》一份", "甲开具给乙的收据", "甲公司营业执照副本" and kin.
Loss split_loss(std::string_view text, span body, const Words& words);

/// Splits "某局核发的某证" into issuer and document; without an issuer all is documents.
Loss split_issuer(std::string_view text, span body, const Words& words);

/// Splits "某大学学生证" into who gave it out and the document, when its holder stands elsewhere;
/// without a bank or a school in front all is documents.
Loss split_giver(std::string_view text, span body, const Words& words);

/// One document of a list: its name, what stands behind the name (numbers in brackets, a count),
/// and the plate of a vehicle in front of it.
struct Named {
    span name, rest, plate;
};

/// The documents of a list "公章和合同章(编号1)、发票专用章各一枚".
std::vector<Named> cut_documents(std::string_view text, span documents, const Words& words);

}  // namespace galley::strip_notices
