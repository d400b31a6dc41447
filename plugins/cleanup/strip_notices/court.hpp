// SPDX-License-Identifier: Apache-2.0
// Notices of courts: service by publication, hearings.
#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "notice.hpp"
#include "words.hpp"

namespace galley::strip_notices {

/// Reads "甲：本院受理…，现依法向你公告送达…", "本院定于…开庭审理…" and kin: whom it is for, what
/// is served, the number of the case, the court.
/// @param text   the lines without their line ends.
/// @param lines  where each line stands in `text`; ascending.
/// @returns      nothing when no court speaks.
std::optional<Notice> read_court(
    std::string_view text, const std::vector<span>& lines, const Words& words);

}  // namespace galley::strip_notices
