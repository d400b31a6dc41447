// SPDX-License-Identifier: Apache-2.0
// One open descriptor keeps a table loaded.
#include "core/isolation/worker/converters.hpp"

#include <iconv.h>
#include <initializer_list>

namespace galley::core::isolation {

void load_converters() {
    for (const char* encoding :
         {"GB18030",
          "BIG5-HKSCS",
          "UTF-16",
          "UTF-32",
          "WINDOWS-1250",
          "WINDOWS-1251",
          "WINDOWS-1252",
          "ISO-8859-15",
          "KOI8-R",
          "CP932",
          "EUC-JP",
          "CP949"}) {
        static_cast<void>(::iconv_open("UTF-8", encoding));  // never closed: see above
    }
}

}  // namespace galley::core::isolation
