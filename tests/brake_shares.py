#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Prints which share of its text each document loses to cleanup, by category: brake_shares.py [--sources] GALLEY CONFIG INPUT...

The defaults of `brake { share.CATEGORY }` stand on these figures (docs/architecture.md, "The safety brake"). CONFIG runs with
its brake open. Folders of *.html.gz are taken as naive text: every visible line, menus and all. --sources: by source too.
"""
import collections, gzip, html.parser, json, math, pathlib, subprocess, sys, tempfile

CATEGORIES = ("breadcrumb navigation share_widget comment_widget disclaimer related promotion advertisement subscription notice "
              "byline source_line editor_line headline caption pagination duplicate whitespace wrap normalization redaction "
              "other").split()
BLOCKS = set("p div li ul ol h1 h2 h3 h4 h5 h6 br tr td th table section article header footer nav aside main form option "
             "figure figcaption blockquote pre title dt dd".split())


class NaiveText(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.parts, self.hidden = [], 0

    def handle_starttag(self, tag, attrs):
        self.hidden += tag in ("script", "style", "noscript", "template")
        self.parts.append("\n" if tag in BLOCKS else "")

    def handle_endtag(self, tag):
        self.hidden -= self.hidden > 0 and tag in ("script", "style", "noscript", "template")
        self.parts.append("\n" if tag in BLOCKS else "")

    def handle_data(self, data):
        self.parts.append("" if self.hidden else " ".join(data.split("\n")))

    def text(self):
        lines = (" ".join(line.split()) for line in "".join(self.parts).split("\n"))
        return "\n".join(line for line in lines if line) + "\n"


def naive_texts(folder, into):
    for page in sorted(folder.rglob("*.html.gz")):
        parser = NaiveText()
        parser.feed(gzip.open(page, "rt", encoding="utf-8", errors="replace").read())
        (into / (page.name[:-len(".html.gz")] + ".txt")).write_text(parser.text(), encoding="utf-8")


def shares_of(out):
    """{document: {category: share of its source stripped}}, {document: source}"""
    stripped, size, source = collections.defaultdict(collections.Counter), {}, {}
    for line in open(out / "articles.jsonl", encoding="utf-8"):
        article = json.loads(line)
        document = article["path"]
        source.setdefault(document, article["source"] or "(none)")
        stripped[document]  # one that loses nothing counts too
    for line in open(out / "ledger.jsonl", encoding="utf-8"):
        row = json.loads(line)
        if row["op"] == "strip" and row["status"] == "applied":
            stripped[row["path"]][row["category"]] += len(row["text"].encode())
            size[row["path"]] = row["source_bytes"]
    return {d: {c: n / size[d] for c, n in of.items()} for d, of in stripped.items()}, source


def run(galley, config, out, *arguments):
    done = subprocess.run([galley, "run", config, "--out", out, *arguments], check=False, capture_output=True, text=True)
    if done.returncode not in (0, 65):
        sys.exit(done.stderr)


def quantile(ordered, q):
    return ordered[max(0, math.ceil(q * len(ordered)) - 1)]


def print_table(title, rows):
    print(f"{title:28}{'documents':>10}{'p50':>7}{'p90':>7}{'p99':>7}{'max':>7}")
    for name, shares in rows:
        shares = sorted(shares)
        cells = "".join(f"{quantile(shares, q):7.2f}" for q in (.5, .9, .99, 1))
        print(f"{name:28}{len(shares):>10}{cells}")


def main(arguments):
    by_source = "--sources" in arguments
    galley, config, *inputs = [a for a in arguments if a != "--sources"]
    with tempfile.TemporaryDirectory() as temporary:
        temporary = pathlib.Path(temporary)
        for number, name in enumerate(inputs):
            if any(pathlib.Path(name).rglob("*.html.gz")):
                (temporary / str(number)).mkdir()
                naive_texts(pathlib.Path(name), temporary / str(number))
                inputs[number] = str(temporary / str(number))
        opened = ["--set", "brake.share=1"] + [a for c in CATEGORIES for a in ("--set", f"brake.share.{c}=1")]
        run(galley, config, temporary / "out", *opened, *inputs)
        shares, source = shares_of(temporary / "out")
        run(galley, config, temporary / "braked", *inputs)
        letters = (temporary / "braked" / "dead-letter").rglob("reason.json")
        held = [json.loads(letter.read_text())["reason"].split(": ")[0] for letter in letters]
    print(f"{len(shares)} documents; CONFIG's own brake holds {len(held)}: " +
          (", ".join(f"{n} {why}" for why, n in collections.Counter(held).most_common()) or "none"))
    print_table("category", [(c, [of[c] for of in shares.values() if c in of]) for c in CATEGORIES
                             if any(c in of for of in shares.values())])
    print_table("all categories", [("sum", [sum(of.values()) for of in shares.values()])] if shares else [])
    if by_source:
        groups = collections.defaultdict(list)
        for document, of in shares.items():
            groups[source[document]].append(sum(of.values()))
        print_table("source", sorted(groups.items(), key=lambda g: (-len(g[1]), g[0])))


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    main(sys.argv[1:])
