// SPDX-License-Identifier: Apache-2.0
// Checksums of outputs are the same on every machine: they are kept from session to session.
#include "core/state/kept.hpp"

#include <algorithm>
#include <string>

#include <gtest/gtest.h>

namespace galley::core::state {
namespace {

TEST(PassingHash, IsThatOfAllProcessorsInPartsOfAnySize) {
    struct Row {
        std::size_t bytes;
        std::uint64_t hash;
    };

    std::string text;
    for (unsigned i = 0; i < 100000; ++i) {
        text += static_cast<char>(i * i % 251);
    }
    PassingHash passing;
    for (const auto& row :
         {Row{0, 0x2d06800538d394c2},
          Row{16, 0xf36d1380fc3d25fd},
          Row{240, 0x2599f7836101b7c7},
          Row{241, 0xfa3e3f950b821a67},
          Row{1024, 0xa3115476086f73f1},
          Row{1025, 0x66b070bd27327c00},
          Row{100000, 0x42de13c1cbf8e039}}) {
        for (const std::size_t part : {100000U, 4096U, 999U, 64U}) {
            for (std::size_t at = 0; at < row.bytes; at += part) {
                passing.add(std::string_view(text).substr(at, std::min(part, row.bytes - at)));
            }
            EXPECT_EQ(passing.size_bytes(), row.bytes);
            EXPECT_EQ(passing.take(), row.hash) << row.bytes << " in parts of " << part;
        }
    }
}

}  // namespace
}  // namespace galley::core::state
