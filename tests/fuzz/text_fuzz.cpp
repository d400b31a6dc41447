// SPDX-License-Identifier: Apache-2.0
// ingest.text: bytes in any encoding become UTF-8 with LF, or are refused. The first byte says
// which encoding a config wants.
#include <array>
#include <optional>

#include "plugins/ingest/text/decoding.hpp"
#include "tests/fuzz/fuzzing.hpp"

namespace galley::text {
namespace {

constexpr std::array<std::string_view, 9> kWanted = {
    "auto", "utf-8", "gb18030", "big5", "utf-16", "utf-16be", "utf-32le", "windows-1252", "euc-kr"};

std::string outcome(std::string_view bytes, const std::optional<Encoding>& wanted) {
    const auto got = decode(std::string(bytes), wanted);
    if (!got.not_text.empty()) {
        return "not text: " + got.not_text;
    }
    fuzz::require(got.text.find('\r') == std::string::npos, "line ends are LF", got.text);
    fuzz::require(got.confidence >= 0 && got.confidence <= 1, "confidence is a share");
    const auto again = decode(got.text, encoding_named("utf-8"));
    fuzz::require(
        again.not_text.empty() ? again.text == got.text || got.text.starts_with("\xEF\xBB\xBF")
                               : true,
        "a decoded text stays as it is",
        got.text);
    return std::string(got.encoding) + " " + std::to_string(got.errors) + "\n" + got.text;
}

}  // namespace
}  // namespace galley::text

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace galley;
    if (size == 0) {
        return 0;
    }
    const auto bytes = fuzz::view(data + 1, size - 1);
    const auto wanted = text::encoding_named(text::kWanted.at(data[0] % text::kWanted.size()));
    fuzz::check(
        bytes, 4 * size + 200, [&](std::string_view in) { return text::outcome(in, wanted); });
    const auto sure = text::likeness(bytes);
    fuzz::require(sure >= 0 && sure <= 100, "likeness is 0 to 100");
    return 0;
}
