// SPDX-License-Identifier: Apache-2.0
// Reads the texts that `galley rules lint` tries rules on.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "core/result.hpp"
#include "core/rules/lint_corpus.hpp"

namespace galley::core::cli {

/// Calls visit for each text of files and folders: a *.txt is a text, each line of a *.jsonl is one
/// in its `text`, and a *.json may be a labelled page (schema "galley-gold/1"), which says which of
/// its text is story. Other files in folders are left out.
/// @param all_story  all lines of all texts are story.
/// @errors           kIo, kInvalidInput: with the file and its line.
Result<bool> read_corpus(
    const std::vector<std::string>& paths,
    bool all_story,
    const std::function<void(const rules::CorpusText&)>& visit);

}  // namespace galley::core::cli
