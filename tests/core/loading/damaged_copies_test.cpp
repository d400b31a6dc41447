// SPDX-License-Identifier: Apache-2.0
// 2000 damaged copies of a plugin file: each is read or refused, none does harm.
#include <cstdio>
#include <fstream>
#include <iterator>
#include <random>

#include <gtest/gtest.h>

#include "core/loading/elf_section.hpp"
#include "core/loading/manifest.hpp"
#include "temporary_folder.hpp"

namespace galley::core::loading {
namespace {

constexpr int kCopies = 2000;
constexpr std::size_t kHeaderBytes = 64;
constexpr std::size_t kTableBytes = 2500;  // the section table stands at the end of the file

using Random = std::mt19937_64;

std::size_t below(Random& random, std::size_t limit) {
    return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random);
}

/// Cuts the file, or overwrites bytes in its header, its section table or anywhere.
std::string damage(std::string bytes, Random& random) {
    const auto way = below(random, 4);
    if (way == 0) {
        bytes.resize(below(random, bytes.size()));
        return bytes;
    }
    const auto from = way == 2 ? bytes.size() - kTableBytes : 0;
    const auto room = way == 1 ? kHeaderBytes : bytes.size() - from;
    for (auto count = 1 + below(random, 16); count > 0; --count) {
        bytes[from + below(random, room)] = static_cast<char>(below(random, 256));
    }
    return bytes;
}

TEST(DamagedCopies, AreReadOrRefused) {
    const auto seed = std::random_device{}();
    std::printf("seed %u\n", seed);
    Random random(seed);
    std::ifstream in(SAMPLES "/good.so", std::ios::binary);
    const std::string sound(std::istreambuf_iterator<char>(in), {});
    ASSERT_GT(sound.size(), kHeaderBytes + kTableBytes);
    TemporaryFolder folder;
    int read = 0;
    int refused = 0;
    for (int i = 0; i < kCopies; ++i) {
        // A new file each time: overwriting one in place waits for the disk.
        const auto file = folder.add(std::to_string(i) + ".so", damage(sound, random));
        const auto text = read_section(file, kManifestSection);
        const bool good = text && parse_manifest(*text);
        if (!text) {
            EXPECT_FALSE(text.error().message.empty());
        }
        (good ? read : refused) += 1;
    }
    EXPECT_GT(read, kCopies / 10);
    EXPECT_GT(refused, kCopies / 10);
}

TEST(DamagedCopies, OfTheManifestAreReadOrRefusedWithALine) {
    const auto sound = read_section(SAMPLES "/good.so", kManifestSection);
    ASSERT_TRUE(sound) << sound.error().message;
    const auto seed = std::random_device{}();
    std::printf("seed %u\n", seed);
    Random random(seed);
    int refused = 0;
    for (int i = 0; i < kCopies; ++i) {
        const auto manifest =
            parse_manifest(damage(*sound + std::string(kTableBytes, '\n'), random));
        if (!manifest) {
            ++refused;
            EXPECT_NE(manifest.error().message.find("manifest"), std::string::npos)
                << manifest.error().message;
        }
    }
    EXPECT_GT(refused, 100);
}

}  // namespace
}  // namespace galley::core::loading
