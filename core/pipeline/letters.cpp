// SPDX-License-Identifier: Apache-2.0
// What reason.json says of input.bin decides how it is read again.
#include "core/pipeline/letters.hpp"

#include <fstream>
#include <nlohmann/json.hpp>
#include <system_error>

#include <fmt/format.h>

namespace galley::core::pipeline {
namespace fs = std::filesystem;

namespace {

constexpr std::string_view kRunTheInput = "; run its input into another --out";

unexpected<Error> unusable(std::string why) {
    return unexpected(Error{std::move(why), ErrorKind::kInvalidInput});
}

void take_fields(const nlohmann::json& reason, Letter& letter) {
    const auto fields = reason.value("fields", nlohmann::json::array());
    for (const auto& field : fields) {
        if (field.is_object()) {
            letter.fields.emplace_back(
                field.value("key", std::string()), field.value("value", std::string()));
        }
    }
    for (const auto& refused : reason.value("refused", nlohmann::json::array())) {
        if (refused.is_string()) {
            letter.refused.push_back(refused.get<std::string>());
        }
    }
}

/// @returns  why input.bin does not hold the document; empty: it does.
std::string missing_input(const Letter& letter, const nlohmann::json& reason) {
    std::error_code code;
    const auto size = fs::file_size(letter.folder / "input.bin", code);
    if (code) {
        return "its input.bin is not there";
    }
    if (size != reason.value("input_bytes", std::uint64_t{0})) {
        return "its input.bin is not as it was written";
    }
    if (size == 0) {
        return "nothing of it could be kept" + std::string(kRunTheInput);
    }
    return reason.value("input_cut", false)
               ? "its input.bin is cut at limits.document_size" + std::string(kRunTheInput)
               : std::string();
}

}  // namespace

fs::path letter_folder(const fs::path& out, const std::string& run, std::uint64_t number) {
    return out / "dead-letter" / run / fmt::format("{:08}", number);
}

fs::path replayed_folder(const fs::path& out, const std::string& run, std::uint64_t number) {
    return out / "dead-letter" / run / "replayed" / fmt::format("{:08}", number);
}

Result<Letter> read_letter(fs::path folder, const state::Unexported& document) {
    std::ifstream in(folder / "reason.json", std::ios::binary);
    const auto reason = nlohmann::json::parse(in, nullptr, false);
    if (!reason.is_object() || reason.value("number", std::uint64_t{0}) != document.number) {
        return unusable("its dead letter is not there, or its reason.json cannot be read");
    }
    const auto input = reason.value("input", std::string());
    if (input != "bytes" && input != "text") {
        return unusable(
            "its dead letter is of an older galley, which did not note what input.bin holds" +
            std::string(kRunTheInput));
    }
    Letter letter;
    letter.number = document.number;
    letter.path = document.path;
    letter.status = document.status;
    letter.stage = document.stage;
    letter.folder = std::move(folder);
    letter.is_text = input == "text";
    letter.streamed = reason.value("streamed", false);
    letter.media_type = reason.value("media_type", std::string());
    letter.encoding = reason.value("encoding", std::string());
    take_fields(reason, letter);
    if (auto missing = missing_input(letter, reason); !missing.empty()) {
        return unusable(std::move(missing));
    }
    return letter;
}

}  // namespace galley::core::pipeline
