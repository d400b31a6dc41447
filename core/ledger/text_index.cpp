// SPDX-License-Identifier: Apache-2.0
// Sorted by source, so that a source's lines are found whatever the order of the files is.
#include "core/ledger/text_index.hpp"

#include <algorithm>
#include <charconv>

namespace galley::core::ledger {

std::uint64_t TextIndex::key_of(std::string_view sha256) {
    constexpr std::size_t kKeyDigits = 16;
    std::uint64_t key = 0;
    const auto digits = sha256.substr(0, kKeyDigits);
    std::from_chars(digits.data(), digits.data() + digits.size(), key, 16);
    return key;
}

Result<void> TextIndex::build(const std::string& articles, const std::string& notices) {
    paths_ = {articles, notices};
    has_notices_ = !notices.empty();
    for (const bool of_notices : {false, true}) {
        if (of_notices && !has_notices_) {
            continue;
        }
        if (auto done = add(of_notices); !done) {
            return done;
        }
    }
    std::ranges::stable_sort(places_, {}, &TextPlace::source);
    return {};
}

Result<void> TextIndex::add(bool notices) {
    auto& file = files_[notices ? 1 : 0];
    if (auto done = file.open(paths_[notices ? 1 : 0]); !done) {
        return done;
    }
    LineParser parser;
    for (;;) {
        const auto more = file.next();
        if (!more) {
            return unexpected(more.error());
        }
        if (!*more) {
            return {};
        }
        TextPlace place;
        place.offset = file.offset();
        place.size_bytes = static_cast<std::uint32_t>(file.line().size());
        place.line = static_cast<std::uint32_t>(file.line_number()) & 0x7FFFFFFFU;
        place.notice = notices ? 1 : 0;
        const auto text = parser.text_line(file.line());
        const auto name = text ? parse_uri(text->uri) : std::nullopt;
        if (!text || !name) {
            problems_.push_back(
                where(place) +
                (text ? "uri: expected galley:<sha256>#<begin>-<end>" : text.error().message));
            continue;
        }
        if (text->purged) {
            purged_.emplace(name->sha256);
            continue;
        }
        if (text->canceled) {
            continue;
        }
        place.source = key_of(name->sha256);
        places_.push_back(place);
    }
}

std::span<const TextPlace> TextIndex::of(std::string_view sha256) const {
    const auto found = std::ranges::equal_range(places_, key_of(sha256), {}, &TextPlace::source);
    return {found.begin(), found.end()};
}

Result<std::string_view> TextIndex::read(const TextPlace& place, std::string& to) const {
    return files_[place.notice].read_at(place.offset, place.size_bytes, to);
}

std::string TextIndex::where(const TextPlace& place) const {
    return paths_[place.notice] + ":" + std::to_string(place.line) + ": ";
}

std::uint64_t TextIndex::count(bool notices) const {
    return static_cast<std::uint64_t>(std::ranges::count(
        places_, notices ? 1U : 0U, [](const TextPlace& place) { return place.notice; }));
}

}  // namespace galley::core::ledger
