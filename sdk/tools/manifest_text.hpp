// SPDX-License-Identifier: Apache-2.0
// The text of a plugin file's manifest, made from its descriptor.
#pragma once
#include <string>
#include <string_view>

#include <galley/plugin.h>

namespace galley::tools {

/// Lines of key=value, in the order of plugin.h; "plugin=ID" begins a plugin, "param=NAME" a
/// parameter, "end=COUNT" is the last line. In values, a backslash is written \\, a line end \n, a
/// carriage return \r. A column that is NULL in the descriptor has no line.
std::string manifest_text(const galley_module& module);

/// @param id  the id that the build file gives this plugin; one of the module's plugins must have
/// it.
/// @returns   "" or what is wrong with the descriptor, as a sentence.
std::string descriptor_problem(const galley_module* module, std::string_view id);

}  // namespace galley::tools
