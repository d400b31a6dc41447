// SPDX-License-Identifier: Apache-2.0
// The encodings that can be decoded, by name and by byte order mark.
#include <algorithm>

#include "guess.hpp"

namespace galley::text {
namespace {

using namespace std::string_view_literals;

struct Name {
    std::string_view name;
    Encoding encoding;
};

constexpr Encoding kUtf8{"UTF-8", nullptr};
constexpr Encoding kGb18030{"GB18030", "GB18030"};  // a superset of GBK, and that of GB2312
constexpr Encoding kBig5{"Big5", "BIG5-HKSCS"};
constexpr Encoding kLatin1{"windows-1252", "WINDOWS-1252"};  // as the web reads ISO 8859-1

constexpr Name kNames[] = {
    {"utf-8", kUtf8},
    {"ascii", kUtf8},
    {"gb18030", kGb18030},
    {"gbk", kGb18030},
    {"gb2312", kGb18030},
    {"big5", kBig5},
    {"utf-16", {"UTF-16", "UTF-16", 2}},
    {"utf-16le", {"UTF-16LE", "UTF-16LE", 2}},
    {"utf-16be", {"UTF-16BE", "UTF-16BE", 2}},
    {"utf-32le", {"UTF-32LE", "UTF-32LE", 4}},
    {"utf-32be", {"UTF-32BE", "UTF-32BE", 4}},
    {"latin1", kLatin1},
    {"iso-8859-1", kLatin1},
    {"windows-1252", kLatin1},
    {"iso-8859-15", {"ISO-8859-15", "ISO-8859-15"}},
    {"windows-1250", {"windows-1250", "WINDOWS-1250"}},
    {"windows-1251", {"windows-1251", "WINDOWS-1251"}},
    {"koi8-r", {"KOI8-R", "KOI8-R"}},
    {"shift_jis", {"Shift_JIS", "CP932"}},
    {"euc-jp", {"EUC-JP", "EUC-JP"}},
    {"euc-kr", {"EUC-KR", "CP949"}},
    {"uhc", {"EUC-KR", "CP949"}},
};

struct Mark {
    std::string_view bytes, name;
};

/// Longest first: UTF-32LE begins like UTF-16LE.
constexpr Mark kMarks[] = {
    {"\xFF\xFE\0\0"sv, "utf-32le"},
    {"\0\0\xFE\xFF"sv, "utf-32be"},
    {"\x84\x31\x95\x33"sv, "gb18030"},
    {"\xEF\xBB\xBF"sv, "utf-8"},
    {"\xFF\xFE"sv, "utf-16le"},
    {"\xFE\xFF"sv, "utf-16be"},
};

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

bool is_same_name(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) {
        return lower(x) == lower(y);
    });
}

}  // namespace

std::optional<Encoding> encoding_named(std::string_view name) {
    for (const auto& known : kNames) {
        if (is_same_name(known.name, name)) {
            return known.encoding;
        }
    }
    return std::nullopt;
}

std::optional<ByteOrderMark> byte_order_mark(std::string_view bytes) {
    for (const auto& mark : kMarks) {
        if (bytes.starts_with(mark.bytes)) {
            return ByteOrderMark{*encoding_named(mark.name), mark.bytes.size()};
        }
    }
    return std::nullopt;
}

}  // namespace galley::text
