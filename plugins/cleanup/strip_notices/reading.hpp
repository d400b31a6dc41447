// SPDX-License-Identifier: Apache-2.0
// A Chinese notice while it is read: its clauses, and what has been found in them so far.
#pragma once
#include <string_view>
#include <vector>

#include "holders.hpp"
#include "notice.hpp"
#include "words.hpp"

namespace galley::strip_notices {

struct Reading {
    std::string_view text;
    const Words& words;
    span body;                   ///< without heading and blanks
    std::string_view heading{};  ///< what it was headed with
    std::vector<span> clauses{};
    Notice notice{};
};

/// Adds the documents of a loss as items, with the numbers, holder and issuer that their brackets
/// say.
void add_documents(Reading& r, const Loss& loss);

/// Adds the numbers of a clause to an item.
void add_numbers(Item& item, std::string_view text, span clause, const Words& words);

/// Adds the numbers of the clauses behind the documents: one each when there are as many as
/// documents, else all to the last.
void add_late_numbers(Reading& r, std::size_t from);

/// Takes the holder said in front of the documents; when brackets named one, the former gave it
/// out.
void prefer_labelled_holder(Reading& r, span said);

/// Reads a loss declaration. @returns false when there is none: then nothing has been added.
bool read_lost(Reading& r);

}  // namespace galley::strip_notices
