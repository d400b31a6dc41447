// SPDX-License-Identifier: Apache-2.0
// Reads English notices of lost papers that are no plain "I, Jane Roe, have lost …".
#include <algorithm>
#include <array>
#include <string_view>

#include "clauses.hpp"
#include "english.hpp"

namespace galley::strip_notices {

namespace {

// Who tells the loss: "I, Jane Roe, hereby …", "that Jane Roe has executed …".
span teller(std::string_view text) {
    const auto executed = find(text, " has executed ");
    const auto that = find(text.substr(0, executed), " that ");
    if (found(executed) && found(that)) {
        return person_alone(text, {that + 6, executed});
    }
    const ByteOffset person = text.starts_with("I, ") ? 3 : text.starts_with("We, ") ? 4 : 0;
    return person == 0 ? span{} : person_alone(text, {person, stop(text, person, ",(")});
}

// "This is to inform the public of the loss of deed No. 12, belonging to Jane Roe".
bool read_loss_of(std::string_view text, Notice& notice) {
    constexpr std::string_view kLoss = " loss of ";
    const auto loss = find(text, kLoss);
    const bool told = found(find(text.substr(0, loss), " public ")) ||
                      found(find(text.substr(0, loss), " affidavit "));
    if (!found(loss) || !told || loss < 8) {
        return false;
    }
    notice.kind = "lost";
    notice.holder = teller(text);
    notice.holder = notice.holder.empty() ? holder_of(text) : notice.holder;
    notice.items.push_back(read_item(text, loss + kLoss.size()));
    return !notice.holder.empty() && !notice.items[0].numbers.empty();
}

// Behind the sentence that ends at or after `from`: "… has been lost. Jane Roe, 0900".
span signed_behind(std::string_view text, ByteOffset from) {
    const auto end = stop(text, from, ".");
    const auto begin = std::min(text.size(), end + 1);
    return tidy(text, {begin, stop(text, begin, ",;(.")});
}

// "of Jane Roe is lost": the name in front of the verb.
span holder_before(std::string_view text, ByteOffset lost) {
    const auto of = text.substr(0, lost).rfind(" of ");
    const auto name = found(of) ? tidy(text, {of + 4, lost}) : span{};
    const auto value = slice(text, name);
    return has_digit(value) || value.find(',') != value.npos ? span{} : name;
}

// "Original certificate No. 12 of Jane Roe is lost", "NOTICE OF LOSS: Certificate No. 12 …".
bool read_paper_lost(std::string_view text, Notice& notice) {
    const auto lost = lost_at(text, 0);
    const auto colon = text.find(": ");
    const auto that = find(text.substr(0, lost), " that ");
    const bool headed = found(colon) && colon < 40 && found(find(text.substr(0, colon), "loss"));
    const auto begin = headed ? colon + 2 : found(that) ? that + 6 : 0;
    const bool framed = headed || found(that) || text.starts_with("Original ") ||
                        text.starts_with("My ") || text.starts_with("Our ");
    if (lost == text.size() || !framed) {
        return false;
    }
    const auto front = text.substr(0, lost);
    notice.kind = "lost";
    notice.items.push_back(read_item(front, begin));
    for (const auto name :
         {holder_of(front), holder_before(front, lost), signed_behind(text, lost)}) {
        notice.holder = notice.holder.empty() ? name : notice.holder;
    }
    return !notice.holder.empty() && !notice.items[0].numbers.empty();
}

// "I have lost my licence No. 12. Jane Roe, Some Street."
bool read_signed(std::string_view text, Notice& notice) {
    constexpr std::array<std::string_view, 3> kLost = {
        "I have lost my ", "I have misplaced my ", "I have mislaid my "};
    const auto* verb =
        std::ranges::find_if(kLost, [&](std::string_view said) { return text.starts_with(said); });
    if (verb == kLost.end()) {
        return false;
    }
    const auto item = read_item(text, verb->size());
    const auto from = item.numbers.empty() ? verb->size() : item.numbers[0].end;
    notice.kind = "lost";
    notice.holder = person_alone(text, signed_behind(text, from));
    notice.items.push_back(item);
    return !notice.holder.empty() && !item.numbers.empty();
}

// "Lost passport No. 12 issued at …, in the name of Jane Roe".
bool read_lost_paper(std::string_view text, Notice& notice) {
    constexpr std::array<std::string_view, 3> kLost = {"Lost: ", "Lost ", "Missing "};
    const auto* front =
        std::ranges::find_if(kLost, [&](std::string_view said) { return text.starts_with(said); });
    if (front == kLost.end() || holder_of(text).empty()) {
        return false;
    }
    notice.kind = "lost";
    notice.holder = holder_of(text);
    notice.items.push_back(read_item(text, front->size()));
    return !notice.items[0].numbers.empty();
}

}  // namespace

bool read_paper(std::string_view text, Notice& notice) {
    for (auto* const read : {read_signed, read_loss_of, read_paper_lost, read_lost_paper}) {
        notice = {};
        if (read(text, notice)) {
            return true;
        }
    }
    return false;
}

}  // namespace galley::strip_notices
