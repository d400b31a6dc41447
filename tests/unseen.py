#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measures cleanup on web pages with reference texts that nobody writes rules for: unseen.py GALLEY CONFIG CORPUS [look|measure]

CORPUS holds ground-truth.jsonl.gz (id, html, text, url, page_type) and the pages it names. English articles are taken as naive
text, every visible line, and parted by the site's name into two halves: rules may be written while looking at `look`, `measure`
is for figures only. A line is the reference's when 7 in 10 of its 12-grams stand there, a short one when it is a line of it;
3 in 10 or fewer make it furniture; what lies between, and short lines that a page repeats, count for neither.
"""
import collections, gzip, hashlib, json, pathlib, re, sys, tempfile, unicodedata, urllib.parse
from html import unescape

from brake_shares import CATEGORIES, NaiveText, run

GRAM, SHORT = 12, 40
TAKEN_OUT = {"byline", "source_line", "editor_line", "headline", "duplicate", "caption"}  # into fields, or said twice
UNSEEN = {"whitespace", "normalization", "wrap"}


def squash(text):
    return re.sub(r"\W+", "", unicodedata.normalize("NFKC", text)).lower()


def half_of(page, html):
    link = re.search(r'<link[^>]+canonical[^>]+href=["\']?(https?://[^"\' >]+)', html)
    url = page.get("url") or (link.group(1) if link else "http://" + page["id"])
    site = ".".join((urllib.parse.urlparse(url).hostname or url).split(".")[-2:])
    return "measure" if int(hashlib.md5(site.encode()).hexdigest(), 16) % 2 else "look"


def is_english(text):
    words = re.findall(r"[a-z']+", text.lower())
    return sum(w in ("the", "of", "and", "to", "in", "is", "that", "for") for w in words) > 0.12 * max(1, len(words))


def label(lines, reference):
    """1: of the reference, 0: furniture, None: neither."""
    whole = squash(reference)
    grams = {whole[i:i + GRAM] for i in range(len(whole) - GRAM + 1)}
    own = collections.Counter(squash(line) for line in reference.split("\n"))
    times = collections.Counter(squash(line) for line in lines)
    labels = []
    for line in lines:
        key = squash(line)
        known = [key[i:i + GRAM] in grams for i in range(len(key) - GRAM + 1)]
        share = sum(known) / len(known) if known else 0
        if not key:
            labels.append(None)
        elif len(key) < SHORT and key in own:
            labels.append(1 if times[key] <= own[key] else None)
        elif share <= 0.3:
            labels.append(0)
        else:
            labels.append(1 if share >= 0.7 and len(key) >= SHORT else None)
    return labels


def read_pages(corpus, half, folder):
    """{document: (lines, labels)}; writes the texts into the folder."""
    pages = {}
    for row in gzip.open(corpus / "ground-truth.jsonl.gz", "rt", encoding="utf-8"):
        page = json.loads(row)
        if page["page_type"] != "article" or len(page["text"]) < 400 or not is_english(page["text"]):
            continue
        html = gzip.open(corpus / page["html"], "rt", encoding="utf-8", errors="replace").read()
        if half_of(page, html) != half:
            continue
        parser = NaiveText()
        parser.feed(html)
        titles = {" ".join(unescape(t).split()) for t in re.findall(r"<title[^>]*>(.*?)</title>", html, re.S | re.I)}
        lines = [line for line in parser.text().rstrip("\n").split("\n") if line not in titles]  # no part of the page itself
        labels = label(lines, page["text"])
        if sum(len(l) for l, one in zip(lines, labels) if one == 1) < 0.7 * len(page["text"]):
            continue  # the reference stands elsewhere: in a script, or behind a wall
        (folder / (page["id"] + ".txt")).write_text("\n".join(lines) + "\n", encoding="utf-8")
        pages[page["id"]] = lines, labels
    return pages


def stripped_by(ledger):
    found = collections.defaultdict(list)
    for row in open(ledger, encoding="utf-8"):
        row = json.loads(row)
        if row["status"] == "applied" and row["op"] == "strip" and row["category"] not in UNSEEN:
            found[pathlib.Path(row["path"]).stem].append((row["begin"], row["end"], row["category"], row["rule"]))
    return found


def judge(lines, labels, strips):
    """(kept of the reference, kept of the furniture, lost, {rule: lost}, furniture in all) in characters"""
    kept, leaked, lost, furniture, at, rules = 0, 0, 0, 0, 0, collections.Counter()
    for line, one in zip(lines, labels):
        begin, end = at, at + len(line.encode())
        at = end + 1
        over = [(min(end, e) - max(begin, b), c, r) for b, e, c, r in strips if b < end and e > begin]
        gone = sum(o for o, _, _ in over) > (end - begin) / 2
        furniture += len(line) if one == 0 else 0
        leaked += len(line) if one == 0 and not gone else 0
        kept += len(line) if one == 1 and not gone else 0
        if one == 1 and gone and over[-1][1] not in TAKEN_OUT:
            lost += len(line)
            rules[over[-1][2]] += len(line)
    return kept, leaked, lost, rules, furniture


def main(galley, config, corpus, half="measure"):
    with tempfile.TemporaryDirectory() as temporary:
        texts, out = pathlib.Path(temporary) / "texts", pathlib.Path(temporary) / "out"
        texts.mkdir()
        pages = read_pages(pathlib.Path(corpus), half, texts)
        opened = ["--set", "brake.share=1"] + [a for c in CATEGORIES for a in ("--set", f"brake.share.{c}=1")]
        run(galley, config, out, *opened, str(texts))
        strips = stripped_by(out / "ledger.jsonl")
    each = [judge(lines, labels, strips[page]) for page, (lines, labels) in pages.items()]
    kept, leaked, lost, furniture = (sum(one[i] for one in each) for i in (0, 1, 2, 4))
    by_page = [one[0] / max(1, one[0] + one[1]) for one in each]
    print(f"{half}: {len(pages)} pages; precision {kept / (kept + leaked):.3f} of characters, {sum(by_page) / len(each):.3f} a page; "
          f"furniture removed {1 - leaked / furniture:.3f}; text lost {100 * lost / (kept + lost):.2f} %, "
          f"pages losing more than 100 characters {sum(one[2] > 100 for one in each)}")
    rules = sum((one[3] for one in each), collections.Counter())
    print("lost by rule: " + ", ".join(f"{rule} {n}" for rule, n in rules.most_common(12)))


if __name__ == "__main__":
    if len(sys.argv) not in (4, 5) or (len(sys.argv) == 5 and sys.argv[4] not in ("look", "measure")):
        sys.exit(__doc__)
    main(*sys.argv[1:])
