#!/usr/bin/env bash
# check_libraries.sh PROGRAM...: galley itself parses no foreign format, so it loads no library that does. Most holes of the
# last years were in these; they belong into readers that run in a worker.
set -euo pipefail
foreign='poppler|mupdf|qpdf|podofo|expat|xml2|xslt|xerces|pugixml|archive|libzip|minizip|libz\.|bz2|lzma|zstd|unrar|png|jpeg|tiff|webp|gif|openjp2|freetype|Magick'
found=0
for program in "$@"; do
  libraries=$(ldd "$program")
  [ -n "$libraries" ] || exit 2
  if bad=$(grep -E "$foreign" <<<"$libraries"); then
    echo "$program loads libraries for foreign formats:"
    awk '{ print "  " $1 }' <<<"$bad"
    found=1
  fi
done
exit $found
