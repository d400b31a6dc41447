// SPDX-License-Identifier: Apache-2.0
// Most versions are verified without them: the indexes are made when the first is asked for.
#include "core/ledger/earlier_texts.hpp"

#include <algorithm>
#include <system_error>

namespace galley::core::ledger {
namespace fs = std::filesystem;

EarlierTexts::EarlierTexts(std::vector<fs::path> versions) : versions_(std::move(versions)) {
    std::ranges::reverse(versions_);
}

Result<void> EarlierTexts::open() {
    while (texts_.size() < versions_.size()) {
        const auto& version = versions_[texts_.size()];
        const auto notices = version / "notices.jsonl";
        std::error_code ignored;
        auto built = texts_.emplace_back().build(
            (version / "articles.jsonl").string(),
            fs::exists(notices, ignored) ? notices.string() : std::string());
        if (!built) {
            return built;
        }
    }
    return {};
}

Result<bool> EarlierTexts::read(const TextIndex& texts, const TextPlace& place) {
    const auto line = texts.read(place, buffer_);
    if (!line) {
        return unexpected(line.error());
    }
    const auto text = parser_.text_line(*line);
    if (text) {
        text_ = *text;
    }
    return text.has_value();
}

Result<FoundText> EarlierTexts::find(std::string_view sha256, galley::span document) {
    if (auto opened = open(); !opened) {
        return unexpected(opened.error());
    }
    FoundText found;
    for (const auto& texts : texts_) {
        for (const auto& place : texts.of(sha256)) {
            const auto is_text = read(texts, place);
            if (!is_text) {
                return unexpected(is_text.error());
            }
            const auto name = *is_text ? parse_uri(text_.uri) : std::nullopt;
            if (name && name->sha256 == sha256 && name->range == document) {
                return FoundText{&texts, place};
            }
        }
        found.is_purged = found.is_purged || texts.purged().contains(std::string(sha256));
    }
    return found;
}

}  // namespace galley::core::ledger
