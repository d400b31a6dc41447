// SPDX-License-Identifier: Apache-2.0
// The parts of a commit block that are about documents, and those that not every commit has.
#pragma once
#include "core/state/packing.hpp"
#include "core/state/records.hpp"

namespace galley::core::state {

void pack_document(Packer& to, const DocumentRecord& document);
DocumentRecord unpack_document(Unpacker& from);

/// What stands behind what all commits have, each under its name.
void pack_sections(Packer& to, const Commit& commit);

/// @returns  false for a section that this version does not know, or one that is not whole.
bool unpack_section(Unpacker& from, Commit& out);

/// Calls f(document) for the documents of a commit in one row, those that ran again behind the
/// others.
template <class C, class F>
void each_document(C& commit, F&& f) {
    for (auto& document : commit.documents) {
        f(document);
    }
    for (auto& redriven : commit.redriven) {
        f(redriven.document);
    }
}

}  // namespace galley::core::state
