// SPDX-License-Identifier: Apache-2.0
// Compares what became of a page with what a case of a tests file expects.
#pragma once
#include <string>
#include <vector>

#include "core/document/family.hpp"
#include "core/workbench/outcome.hpp"
#include "core/workbench/tests_file.hpp"

namespace galley::core::workbench {

/// @param file  the tests file, as messages name it.
std::vector<Difference> compare_page(
    document::Family& family, const PageCase& expected, const std::string& file);

/// The articles and notices that come out, each kind in order.
std::vector<const document::Document*> items_of(document::Family& family, document::Kind kind);

}  // namespace galley::core::workbench
