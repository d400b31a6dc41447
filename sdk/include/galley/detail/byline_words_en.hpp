// SPDX-License-Identifier: Apache-2.0
// Words of English credit lines: role openings, agencies, titles, outlets.
#pragma once
#include <string_view>

#include <galley/detail/credits.hpp>

namespace galley GALLEY_SDK_HIDDEN {
namespace detail {

struct en_role {
    std::string_view words;  ///< small letters, with the blank or colon that ends it
    credit_role role;
};

inline constexpr en_role kEnRoles[] = {
    {"by ", credit_role::author},
    {"by: ", credit_role::author},
    {"written by ", credit_role::author},
    {"story by ", credit_role::author},
    {"words by ", credit_role::author},
    {"text by ", credit_role::author},
    {"report by ", credit_role::author},
    {"reporting by ", credit_role::author},
    {"words and pictures by ", credit_role::author},
    {"words and pictures: ", credit_role::author},
    {"words and photos: ", credit_role::author},
    {"story and photos by ", credit_role::author},
    {"words: ", credit_role::author},
    {"text: ", credit_role::author},
    {"author: ", credit_role::author},
    {"reporter: ", credit_role::author},
    {"additional reporting by ", credit_role::contributor},
    {"writing by ", credit_role::author},
    {"editing by ", credit_role::editor},
    {"edited by ", credit_role::editor},
    {"editor: ", credit_role::editor},
    {"photos by ", credit_role::photographer},
    {"photo by ", credit_role::photographer},
    {"photo: ", credit_role::photographer},
    {"photos: ", credit_role::photographer},
    {"photographs by ", credit_role::photographer},
    {"photography by ", credit_role::photographer},
    {"pictures by ", credit_role::photographer},
    {"pictures: ", credit_role::photographer},
    {"picture: ", credit_role::photographer}};

inline constexpr std::string_view kAgencies[] = {
    "Associated Press",
    "The Associated Press",
    "AP",
    "Reuters",
    "Thomson Reuters",
    "AFP",
    "AFP-JIJI",
    "Agence France-Presse",
    "UPI",
    "Bloomberg",
    "Bloomberg News",
    "Xinhua",
    "Kyodo",
    "Kyodo News",
    "dpa",
    "DPA",
    "PTI",
    "ANI",
    "TASS",
    "PA Media",
    "Press Association",
    "AAP",
    "EFE",
    "ANSA",
    "CNA"};
inline constexpr std::string_view kParticles[] = {
    "de",
    "van",
    "von",
    "der",
    "den",
    "al",
    "bin",
    "bint",
    "la",
    "le",
    "del",
    "di",
    "da",
    "dos",
    "el",
    "ibn",
    "ten",
    "ter",
    "du"};
inline constexpr std::string_view kTitleWords[] = {
    "writer",
    "reporter",
    "editor",
    "correspondent",
    "staff",
    "columnist",
    "contributor",
    "desk",
    "bureau",
    "chief",
    "photographer",
    "intern",
    "producer",
    "writers",
    "reporters",
    "editors"};
inline constexpr std::string_view kOutletWords[] = {
    "times",
    "post",
    "news",
    "journal",
    "herald",
    "press",
    "record",
    "gazette",
    "tribune",
    "weekly",
    "daily",
    "chronicle",
    "observer",
    "guardian",
    "mail",
    "telegraph",
    "agency",
    "magazine",
    "radio"};

}  // namespace detail
}  // namespace GALLEY_SDK_HIDDEN
