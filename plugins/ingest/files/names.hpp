// SPDX-License-Identifier: Apache-2.0
// File names as people and other programs may see them: safe UTF-8, media types, what is passed
// over.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace galley::files {

/// A name as UTF-8 that no terminal acts on: bytes that are not UTF-8, control characters, line and
/// bidi controls and the backslash become \xNN, byte by byte. Nothing else changes, so every name
/// has one form and every form one name.
std::string shown_name(std::string_view bytes);

/// text/plain, application/jsonl, or empty: the readers decide by content.
std::string_view media_type_of(std::string_view name);

/// Whether a name found in a folder is passed over: hidden (.name), or an editor's backup (name~,
/// #name#).
bool is_passed_over(std::string_view name);

/// Whether the name ends in one of the extensions ("txt" or ".txt"; ASCII case does not count).
/// None: any.
bool has_extension(std::string_view name, const std::vector<std::string>& extensions);

}  // namespace galley::files
