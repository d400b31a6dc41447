# SPDX-License-Identifier: Apache-2.0
"""95 bad inputs - texts, names, archives, markup, configs, plugin files - each with what galley must make of it.

Numbers are fixed, so that a case can be talked about. 48 to 69 wait for readers of archives, HTML and XML. All text is invented.
"""
import collections
import os
import random
import socket

import house

# number, file name (bytes), what is in it (bytes, or a function that makes it at a path), verdict, detail
Case = collections.namedtuple("Case", "number name data verdict detail")

EXPORTED = "exported"    # detail: (what the clean text must hold, what it must not hold)
EMPTY = "filtered"       # no text in it
DEAD = "dead letter"     # detail: the reason, word for word
DUPLICATE = "duplicate"  # of the case before
UNSURE = "exported or dead letter"  # either will do; detail: what a text must hold, or a reason begin with
SIZE_LIMIT = 8 << 20


def art(number):
    """A short article, another one for each case, that ends with the same words."""
    return house.STORY.replace("柳塘县", f"柳塘县第{number}村")


END = "留了一盏灯。"


def exported(has=END, lacks="\0"):
    return EXPORTED, (has, lacks)


def texts():
    """(name, bytes, verdict) from number 1 on."""
    utf8 = [art(n).encode() for n in range(35)]
    no_control = exported(lacks="\x1b")
    return [
        ("empty.txt", b"", (EMPTY, None)),
        ("only-newlines.txt", b"\n" * 5000, (EMPTY, None)),
        ("only-bom.txt", b"\xef\xbb\xbf", (EMPTY, None)),
        ("bom-utf8.txt", b"\xef\xbb\xbf" + utf8[4], exported(lacks="\ufeff")),
        ("utf16le-bom.txt", b"\xff\xfe" + art(5).encode("utf-16-le"), exported()),
        ("utf16be-no-bom.txt", art(6).encode("utf-16-be"), (UNSURE, END)),
        ("gbk.txt", art(7).encode("gbk"), exported()),
        ("gb18030-4byte.txt", art(8).replace("阮师傅", "阮㐀𠀀师傅").encode("gb18030"), exported("阮㐀𠀀师傅")),
        ("big5.txt", "圖書館的燈亮了".encode("big5"), (UNSURE, "圖書館")),
        ("utf8-cut-in-char.txt", utf8[10].rstrip()[:-2], exported("留了一盏灯\ufffd")),
        ("overlong.txt", b"abc \xc0\xaf \xe0\x80\xaf \xf0\x80\x80\xaf\n" + utf8[11], exported(lacks="abc /")),
        ("surrogates-cesu8.txt", utf8[12] + b"\xed\xa0\x80\xed\xb0\x80" + utf8[12], exported("\ufffd")),
        ("above-10ffff.txt", utf8[13] + b"\xf4\x90\x80\x80" + utf8[13], exported("\ufffd")),
        ("mixed-gbk-in-utf8.txt", utf8[14] + house.story(14).encode("gbk") + utf8[14], exported("新鲜的莲藕", "\ufffd")),
        ("nul-bytes.txt", art(15).replace("的图书角", "\0的图书角"), exported("村的图书角")),
        ("c0-ansi-escapes.txt", art(16) + "\x1b[2J\x1b]0;owned\x07\x08\x7f\n", no_control),
        ("bidi-overrides.txt", art(17) + "\u202eexe.gpj\u202c \u2066x\u2069\n", exported(lacks="\u202e")),
        ("zero-width.txt", art(18).replace("图书角每", "图\u200b书\ufeff角每"), exported("图书角每天", "\u200b")),
        ("tag-chars.txt", art(19) + "".join(chr(0xE0000 + ord(c)) for c in "ignore rules"), exported(lacks="\U000e0069")),
        ("combining-10k.txt", "e" + "\u0301" * 10000 + art(20), exported()),
        ("noncharacters.txt", art(21) + "\ufffe\uffff\U0001fffe", exported()),
        ("one-long-line-1MiB.txt", "图书" * 180000, exported("图书图书")),
        ("million-short-lines.txt", b"a\n" * 200000, exported("a\na")),
        ("cr-only.txt", art(24).replace("\n", "\r"), exported(lacks="\r")),
        ("mixed-eol-nel-ls.txt", art(25).replace("\n", "\r\n") + "x\u0085y\u2028z\u2029", exported(lacks="\u2028")),
        ("redos-aaaa.txt", "a" * 50000 + "!\n" + art(26), (UNSURE, END)),
        ("two-articles.txt", art(27) * 2, exported()),
        ("line-looks-like-json-close.txt", art(28) + '"}\n{"id":"x","crc":"0"}\n', exported('"}\n{"id":"x","crc":"0"}')),
        ("csv-formula.txt", "=cmd|'/c calc'!A1\n+1+1\n@SUM(1)\n" + art(29), exported("@SUM(1)")),
        ("html-script-in-txt.txt", "<script>alert(1)</script>\n" + art(30), exported()),
        ("random-64k.bin", random.Random(20).randbytes(65536), (DEAD, "not text: no reader of this chain knows it")),
        ("elf.txt", b"\x7fELF\x02\x01\x01" + bytes(4000), (DEAD, "not text: an ELF program")),
        ("same-content-other-name.txt", art(33), exported()),
        ("exact-duplicate.txt", art(33), (DUPLICATE, None)),
    ]


def bind_socket(path):
    # Paths of sockets are short: bind by a relative name.
    before = os.getcwd()
    os.chdir(os.path.dirname(path))
    with socket.socket(socket.AF_UNIX) as s:
        s.bind(os.path.basename(path))
    os.chdir(before)


def sparse(path):
    with open(path, "wb") as file:
        file.truncate(1 << 30)


def unreadable(path):
    with open(path, "wb") as file:
        file.write(art(46).encode())
    os.chmod(path, 0)


def link_to(target):
    return lambda path: os.symlink(target, path)


def names():
    """(name, what, verdict) from number 35 on."""
    link = (DEAD, "symbolic link (follow_links is false)")
    return [
        ("新闻 空格'\"$(id);&.txt", art(35), exported()),
        (b"\xff\xfe-not-utf8.txt", art(36), exported()),
        ("newline\nin-name.txt", art(37), exported()),
        ("n" * 240 + ".txt", art(38), exported()),
        ("fifo.txt", os.mkfifo, (DEAD, "not a regular file (FIFO)")),
        ("symlink-to-etc-passwd.txt", link_to("/etc/passwd"), link),
        ("symlink-loop", lambda path: os.symlink(os.path.basename(path), path), (DEAD, "symbolic link loop")),
        ("dangling.txt", link_to("nowhere"), (DEAD, "dangling symbolic link")),
        ("symlink-dev-zero.txt", link_to("/dev/zero"), link),
        ("dir-loop", link_to("."), link),
        ("socket.txt", bind_socket, (DEAD, "not a regular file (socket)")),
        ("unreadable.txt", unreadable, (DEAD, "permission denied")),
        ("sparse-1GiB.txt", sparse, (DEAD, f"limits.document_size: expected at most {SIZE_LIMIT} bytes, got {1 << 30}")),
    ]


def markup():
    """What today's readers know of the markup cases: 70 and 71."""
    good = ['{"text": "%s"}' % art(n).replace("\n", "\\n") for n in (700, 701)]
    return [
        Case(70, "70-jsonl-one-bad-line.jsonl", f'{good[0]}\n{{"text": \n{good[1]}\n'.encode(), None, None),
        Case(71, "71-pdf-header-only.pdf", b"%PDF-1.7\n" + bytes(200), DEAD, "not text: no reader of this chain knows it"),
    ]


def documents():
    """Cases 1 to 47."""
    out = []
    for number, (name, data, (verdict, detail)) in enumerate(texts() + names(), 1):
        raw = name if isinstance(name, bytes) else name.encode()
        data = data.encode() if isinstance(data, str) else data
        out.append(Case(number, b"%02d-" % number + raw, data, verdict, detail))
    return out


def place(case, folder):
    path = os.path.join(os.fsencode(folder), os.fsencode(case.name))
    if callable(case.data):
        case.data(path if isinstance(case.data, type(os.mkfifo)) else os.fsdecode(path))
    else:
        with open(path, "wb") as file:
            file.write(case.data)


GOOD = """galley 1
pipeline main
{
    ingest  files { path in }
    ingest  text
    cleanup normalize_text
    export  proof_sheet { path proof.html }
}
"""


def configs():
    """(name, text, what the message says besides the name) of cases 72 to 92."""
    early_tags = GOOD.replace("    cleanup normalize_text", "    tagging tag_keywords\n    cleanup strip_furniture { rules zh }")
    two = GOOD.replace("{ path proof.html }", "{ id first  path proof.html }\n    export  proof_sheet { id second  path proof.html }")
    rules = GOOD.replace("normalize_text", 'strip_furniture { rule_files "%s" }')
    limits = GOOD + "limits { %s }\n"
    size = 'limits.document_size: expected a size such as 512KiB or 64MiB, 1B..1TiB, got "%s"'
    return [
        ("72-empty.info", "", "pipeline: no pipeline"),
        ("73-unclosed.info", "galley 1\npipeline main {\n", ":2: the { of pipeline is not closed"),
        ("74-unknown-key.info", GOOD + "limts { errors 3/1000 }\n", "limts: unknown key (did you mean limits?)"),
        ("75-number-with-junk.info", limits % "document_size 4x", size % "4x"),
        ("76-negative.info", limits % "document_size -1", size % "-1"),
        ("77-huge-number.info", limits % "document_size 99999999999999999999", size % "99999999999999999999"),
        ("78-duplicate-key.info", limits % "document_time 5s\n document_time 6s", "limits.document_time: given twice"),
        ("79-include-outside.info", 'include "/etc/passwd"\n' + GOOD, "leaves the config's folder"),
        ("80-include-self.info", 'include "80-include-self.info"\n', '"80-include-self.info" includes itself'),
        ("81-json-depth-100k.json", "[" * 100000 + "]" * 100000, "nested deeper than 64"),
        ("82-plugin-path-traversal.info", GOOD.replace("normalize_text", '"../../../outside/evil"'), "never by path"),
        ("83-plugin-missing.info", GOOD.replace("normalize_text", "no_such"), "pipeline.no_such: no plugin cleanup.no_such in /"),
        ("84-impossible-order.info", early_tags, "strip_furniture writes it and must come before it ("),
        ("85-no-export.info", GOOD.replace("    export  proof_sheet { path proof.html }\n", ""), "pipeline main has no export"),
        ("86-nul.info", "pipeline \0a {}\n", ":1: holds a control character (U+0000)"),
        ("87-bad-regex.info", rules % "87-bad-regex.rules", "87-bad-regex.rules:4: rule own.1: "),
        ("88-redos-regex.info", rules % "88-redos-regex.rules", None),  # loads: the engine is linear
        ("89-template-injection.info", GOOD.replace("proof.html", '"../../{title}.html"'), "leaves the output folder"),
        ("90-env-secret.info", GOOD.replace("proof.html", '"${HOME}"'), "the environment is read for secrets only"),
        ("91-bidi-key.info", GOOD + "lim\u202eits { errors 3/1000 }\n", "lim\\u{202E}its: the key has an invisible character"),
        ("92-same-output-twice.info", two, "pipeline.second: writes the same output as first"),
    ]


RULE = "id own.1\ncategory other\nscope line\npattern %s\naction strip\nconfidence 0.9\nexample aaa\ncounter bbb\n"
RULE_FILES = {"87-bad-regex.rules": RULE % "([", "88-redos-regex.rules": RULE % "(a+)+$"}

PLUGIN_FILES = [
    ("93-text-as-so.so", b"hello", "is not an ELF file"),
    ("94-cut.so", b"\x7fELF\x02\x01\x01\0" + bytes(56), "is built for another kind of processor"),
    ("95-empty.so", b"", "is empty"),
]
