// SPDX-License-Identifier: Apache-2.0
// Outcomes as JUnit XML, as CI servers read it.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/workbench/outcome.hpp"

namespace galley::core::workbench {

/// A test suite for each plugin or tests file. Well-formed whatever texts hold.
std::string junit_xml(const std::vector<Outcome>& outcomes);

/// Text for XML: markup escaped; what XML 1.0 cannot hold, and bytes that are no UTF-8, as \xNN.
std::string xml_text(std::string_view text);

}  // namespace galley::core::workbench
