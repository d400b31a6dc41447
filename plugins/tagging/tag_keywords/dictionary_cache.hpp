// SPDX-License-Identifier: Apache-2.0
// Opens a dictionary once a process, from a private cache folder when there is one.
#pragma once
#include <memory>
#include <string>

#include "dictionary.hpp"

namespace galley::tag_keywords {

/// $XDG_CACHE_HOME/galley, else $HOME/.cache/galley, made with mode 0700; empty when there is none
/// or others may write to it.
std::string private_cache_folder();

/// The compiled dictionary: one for all callers that hold it, mapped from `folder` when it lies
/// there undamaged, else compiled and left there for the next process.
/// @param folder  empty: nothing is read from or written to disk.
/// @errors        galley::config_error as compile_dictionary().
/// @cost          milliseconds from the cache, about a quarter of a second without.   @thread any.
std::shared_ptr<const Dictionary> open_dictionary(
    const DictionaryFiles& files, const std::string& folder = private_cache_folder());

}  // namespace galley::tag_keywords
