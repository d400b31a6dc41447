// SPDX-License-Identifier: Apache-2.0
// Joins the position map of a config file with PropertyTree's tree of it.
#pragma once

#include <boost/property_tree/ptree.hpp>

#include "node.hpp"

namespace galley::core::config {

/// Fills keys and values from the tree. False when map and tree differ in shape or in a plain key.
inline bool match_tree(Node& node, const boost::property_tree::ptree& tree) {
    node.value = tree.data();
    if (node.children.size() != tree.size()) {
        return false;
    }
    auto child = node.children.begin();
    for (const auto& [key, subtree] : tree) {
        const bool plain = child->key.find('\\') == std::string::npos;
        if ((plain && child->key != key) || !match_tree(*child, subtree)) {
            return false;
        }
        child->key = key;
        ++child;
    }
    return true;
}

inline Diagnostic mismatch(const std::string& file) {
    return {
        {file, 0, {}},
        "internal: position map and parser read this file differently; please report it",
        {}};
}

}  // namespace galley::core::config
