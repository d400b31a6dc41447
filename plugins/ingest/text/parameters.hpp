// SPDX-License-Identifier: Apache-2.0
// What a config may say to ingest.text.
#pragma once
#include <galley/plugin.hpp>

namespace galley::text {

inline constexpr galley_param kParameters[] = {
    galley::choice(
        "encoding",
        "auto|utf-8|gb18030|gbk|gb2312|big5|utf-16|utf-16le|utf-16be|utf-32le|utf-32be|latin1|"
        "windows-1252|windows-1250|windows-1251|iso-8859-15|koi8-r|shift_jis|euc-jp|euc-kr",
        "auto",
        "how the bytes are encoded; auto: mark, UTF-8 check, guess"),
    galley::param("max_size", GALLEY_PARAM_SIZE, "256MiB", "larger files are refused unread", "1")};

}  // namespace galley::text
