// SPDX-License-Identifier: Apache-2.0
// NFC of one letter with its marks.
#include "composing.hpp"

#include <algorithm>
#include <iterator>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/utf16.h>

namespace galley::normalize_text {
namespace {

UChar32 icu(char32_t c) {
    return static_cast<UChar32>(c);
}

int quick_check(char32_t c) {
    return u_getIntPropertyValue(icu(c), UCHAR_NFC_QUICK_CHECK);
}

}  // namespace

bool is_mark(char32_t c) {
    // the class its decomposition begins with: U+0F73 is of class 0, but made of marks
    return u_getCombiningClass(icu(c)) != 0 ||
           u_getIntPropertyValue(icu(c), UCHAR_LEAD_CANONICAL_COMBINING_CLASS) != 0;
}

bool may_compose_back(char32_t c) {
    return !is_mark(c) && quick_check(c) == UNORM_MAYBE;
}

bool is_changed_alone(char32_t c) {
    return quick_check(c) == UNORM_NO;
}

void append_utf8(std::string& out, char32_t c) {
    const auto tail = [&](unsigned shift) {
        out.push_back(static_cast<char>(0x80U | ((c >> shift) & 0x3FU)));
    };
    if (c < 0x80) {
        out.push_back(static_cast<char>(c));
    } else if (c < 0x800) {
        out.push_back(static_cast<char>(0xC0U | (c >> 6U)));
        tail(0);
    } else if (c < 0x10000) {
        out.push_back(static_cast<char>(0xE0U | (c >> 12U)));
        tail(6);
        tail(0);
    } else {
        out.push_back(static_cast<char>(0xF0U | (c >> 18U)));
        tail(12);
        tail(6);
        tail(0);
    }
}

std::string composed(const std::vector<char32_t>& letter) {
    std::u16string in;
    std::size_t marks = 0;
    for (const auto c : letter) {
        marks += is_mark(c);
        if (marks > kMaxMarks) {
            break;
        }
        UChar unit[2];
        std::size_t length = 0;
        U16_APPEND_UNSAFE(unit, length, icu(c));
        in.append(unit, length);
    }
    UErrorCode error = U_ZERO_ERROR;
    UChar out[256];
    const auto length = unorm2_normalize(
        unorm2_getNFCInstance(&error),
        in.data(),
        static_cast<int32_t>(in.size()),
        out,
        static_cast<int32_t>(std::size(out)),
        &error);
    std::string utf8;
    marks = 0;
    for (int32_t i = 0; U_SUCCESS(error) && i < length;) {
        UChar32 c = 0;
        U16_NEXT(out, i, length, c);
        marks += is_mark(static_cast<char32_t>(c));
        if (marks <= kMaxMarks) {
            append_utf8(utf8, static_cast<char32_t>(c));
        }
    }
    return utf8;
}

}  // namespace galley::normalize_text
