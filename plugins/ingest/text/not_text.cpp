// SPDX-License-Identifier: Apache-2.0
// Tells what is not text.
#include "not_text.hpp"

namespace galley::text {
namespace {

using namespace std::string_view_literals;

struct Format {
    std::string_view magic, name;
};

constexpr Format kFormats[] = {
    {"\x7F"
     "ELF"sv,
     "an ELF program"},
    {"%PDF-"sv, "a PDF document"},
    {"PK\x03\x04"sv, "a ZIP archive (or docx, odt, epub)"},
    {"PK\x05\x06"sv, "an empty ZIP archive"},
    {"\x1F\x8B\x08"sv, "gzip data"},
    {"BZh9"sv, "bzip2 data"},
    {"\xFD"
     "7zXZ\0"sv,
     "xz data"},
    {"\x28\xB5\x2F\xFD"sv, "zstd data"},
    {"7z\xBC\xAF\x27\x1C"sv, "a 7z archive"},
    {"Rar!\x1A\x07"sv, "a RAR archive"},
    {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv, "an old Office document"},
    {"\x89PNG\r\n\x1A\n"sv, "a PNG image"},
    {"\xFF\xD8\xFF"sv, "a JPEG image"},
    {"GIF87a"sv, "a GIF image"},
    {"GIF89a"sv, "a GIF image"},
    {"II*\0"sv, "a TIFF image"},
    {"MM\0*"sv, "a TIFF image"},
    {"SQLite format 3\0"sv, "an SQLite database"},
    {"{\\rtf"sv, "an RTF document"},
    {"\0asm"sv, "a WebAssembly program"},
    {"OggS\0"sv, "Ogg sound"},
    {"ID3\x03"sv, "MP3 sound"},
    {"ID3\x04"sv, "MP3 sound"},
};

constexpr bool is_text_control(unsigned char c) {
    return c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\x1B';
}

}  // namespace

std::string_view known_format(std::string_view head) {
    for (const auto& format : kFormats) {
        if (head.starts_with(format.magic)) {
            return format.name;
        }
    }
    return {};
}

std::size_t count_controls(std::string_view utf8) {
    std::size_t count = 0;
    unsigned char before = 0;
    for (const char byte : utf8) {
        const auto c = static_cast<unsigned char>(byte);
        count += (c < 0x20 && !is_text_control(c)) || c == 0x7F ||
                 (before == 0xC2 && c >= 0x80 && c < 0xA0 && c != 0x85);
        before = c;
    }
    return count;
}

bool is_too_bad(std::size_t bad, std::size_t chars, std::size_t max_percent) {
    return bad * 2 > chars || (bad > 4 && bad * 100 > chars * max_percent);
}

}  // namespace galley::text
