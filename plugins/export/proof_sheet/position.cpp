// SPDX-License-Identifier: Apache-2.0
// Positions as JSON.
#include "position.hpp"

#include <nlohmann/json.hpp>

namespace galley::proof_sheet {

using Json = nlohmann::ordered_json;

std::string to_position(const SheetPosition& at) {
    const auto& pages = at.pages;
    const Json json = {
        {"page", pages.number},
        {"page_end", pages.page_end},
        {"index_end", pages.index_end},
        {"first_path", pages.first_path},
        {"last_path", pages.last_path},
        {"articles", pages.on_page.articles},
        {"notices", pages.on_page.notices},
        {"held", pages.on_page.held},
        {"passages", pages.on_page.passages},
        {"source", at.sha256},
        {"cards_open", at.cards_open}};
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

SheetPosition from_position(std::string_view text) {
    SheetPosition at;
    if (text.empty()) {
        return at;
    }
    try {
        const auto json = Json::parse(text);
        auto& pages = at.pages;
        json.at("page").get_to(pages.number);
        json.at("page_end").get_to(pages.page_end);
        json.at("index_end").get_to(pages.index_end);
        json.at("first_path").get_to(pages.first_path);
        json.at("last_path").get_to(pages.last_path);
        json.at("articles").get_to(pages.on_page.articles);
        json.at("notices").get_to(pages.on_page.notices);
        json.at("held").get_to(pages.on_page.held);
        json.at("passages").get_to(pages.on_page.passages);
        json.at("source").get_to(at.sha256);
        json.at("cards_open").get_to(at.cards_open);
    } catch (const Json::exception&) {
        throw failure(GALLEY_E_ARGUMENT, "a position that export.proof_sheet did not make");
    }
    return at;
}

}  // namespace galley::proof_sheet
