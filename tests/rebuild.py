#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Rebuilds every source from OUT's ledger and exports, from docs/ledger.md alone: rebuild.py OUT. Exit 0: all there; 1: not."""
import hashlib, json, pathlib, sys

def lines(path):
    with open(path, encoding="utf-8", newline="\n") as f:
        return [row for row in map(json.loads, f) if row.get("status") not in ("purged", "canceled")]

def earlier_texts(out):
    """Of a version of a run: the texts by uri in the versions before it; None: purged. The newest counts."""
    number = out.name.removeprefix("version-")
    before = [p for p in out.parent.glob("version-*") if int(p.name[8:]) < int(number)] if number.isdigit() else []
    texts = {}
    for version in [out.parent] * number.isdigit() + sorted(before, key=lambda p: int(p.name[8:])):
        for path in (version / "articles.jsonl", version / "notices.jsonl"):
            for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else []:
                item = json.loads(line)
                if item.get("status") != "canceled":
                    texts[item["uri"]] = None if item.get("status") == "purged" else item["text"]
    return texts

class Law(Exception):
    pass

class NotWritten(Exception):
    """Text stands in a document that no export was to write: notices, where there is no notices.jsonl; or it was purged from an earlier version."""

def need(holds, what):
    if not holds:
        raise Law(what)

def split_at(pieces, at):
    """Cuts the source piece (begin, end, None) that holds `at`; a replacement (begin, end, text) is never cut."""
    for i, (b, e, text) in enumerate(pieces):
        if b < at < e:
            need(text is None, f"byte {at} is inside a replacement")
            pieces[i:i + 1] = [(b, at, None), (at, e, None)]
            return

def take(pieces, b, e):
    split_at(pieces, b), split_at(pieces, e)
    taken = [p for p in pieces if b <= p[0] and p[1] <= e]
    need(taken, f"nothing stands at {b}-{e}")
    first, gone = pieces.index(taken[0]), set(taken)
    pieces[:] = [p for p in pieces if p not in gone]
    return taken, first

def stands(pieces):
    return any(text is None or text for _, _, text in pieces)

def rebuild(sha, size, rows, texts, has_notices, earlier):
    source, filled = bytearray(size), bytearray(size)
    documents, moved = {(0, size): [(0, size, None)] if size else []}, []

    def fill(pieces, text):
        at = 0
        for b, e, replacement in pieces:
            part = text[at:at + (e - b if replacement is None else len(replacement))]
            at += len(part)
            if replacement is not None:
                need(part == replacement, f"{b}-{e}: not the replacement")
            else:
                need(len(part) == e - b and not any(filled[b:e]), f"{b}-{e}: too short, or filled twice")
                source[b:e], filled[b:e] = part, b"\1" * (e - b)
        need(at == len(text), "text is too long")

    need(len({r["seq"] for r in rows}) == len(rows), "a seq stands twice")
    last = {}
    for r in rows:
        need(last.get(r["uri"], -1) < r["seq"], f"seq {r['seq']} is out of order")
        last[r["uri"]] = r["seq"]
        need(r["uri"].startswith(f"galley:{sha}#") and r["source_bytes"] == size, f"seq {r['seq']} is of another source")
    for r in sorted(rows, key=lambda r: r["seq"]):
        name = tuple(map(int, r["uri"].partition("#")[2].split("-")))
        need(name in documents, f"seq {r['seq']}: no such document yet")
        pieces, b, e, op = documents[name], r["begin"], r["end"], r["op"]
        if r["status"] != "applied" or op == "keep":
            continue
        if op == "collapse":
            for gb, ge in r["gaps"]:
                fill(take(pieces, gb, ge)[0], b"\n" * (ge - gb))
            continue
        taken, first = take(pieces, b, e)
        if op in ("strip", "replace"):
            fill(taken, r["text"].encode())
        if op == "replace":
            pieces.insert(first, (b, e, r["replacement"].encode()))
        elif op == "split":
            need(not stands(documents.setdefault((b, e), [])), f"{b}-{e} stands already")
            documents[b, e] += taken
        elif op == "move":
            moved.append((taken, r["text"].encode()))
            split_at(pieces, r["destination"])
            to = [i for i, p in enumerate(pieces) if p[0] == r["destination"]] or [len(pieces)]
            need(to[0] < len(pieces) or r["destination"] == name[1], "no such destination")
            pieces[to[0]:to[0]] = taken
    for uri, text in sorted(texts, key=lambda t: not t[1]):
        name = tuple(map(int, uri.partition("#")[2].split("-")))
        need(name in documents, f"{uri} was cut out by no row")
        pieces = documents[name]
        if text or not stands(pieces):
            fill(pieces, text.encode())
            documents[name] = []
    for name in [name for name, pieces in documents.items() if stands(pieces)]:
        uri = f"galley:{sha}#{name[0]}-{name[1]}"
        if earlier.get(uri) is not None:
            fill(documents[name], earlier[uri].encode())
            documents[name] = []
        elif uri in earlier:
            raise NotWritten
    left = {name for name, pieces in documents.items() if stands(pieces)}
    articles = {r["uri"] for r in rows if r["article"]} | {uri for uri, _ in texts}
    written = {uri for uri in articles if tuple(map(int, uri.partition("#")[2].split("-"))) in left}
    need(not left or not (has_notices or written), "a document was not exported")
    if left:
        raise NotWritten
    for taken, text in moved:
        need(b"".join(bytes(source[b:e]) if t is None else t for b, e, t in taken) == text, "a moved text differs")
    need(all(filled), "bytes are missing")
    need(hashlib.sha256(source).hexdigest() == sha, "the SHA-256 differs")

def main(out):
    families, earlier = {}, earlier_texts(out)
    for row in lines(out / "ledger.jsonl"):
        families.setdefault(row["source_sha256"], ([], []))[0].append(row)
    for name in ("articles.jsonl", "notices.jsonl"):
        for item in lines(out / name) if (out / name).exists() else []:
            families.setdefault(item["uri"][7:71], ([], []))[1].append((item["uri"], item["text"]))
    bad = unwritten = 0
    has_notices = (out / "notices.jsonl").exists()
    for sha, (rows, texts) in families.items():
        size = rows[0]["source_bytes"] if rows else int(texts[0][0].rpartition("-")[2])
        try:
            rebuild(sha, size, rows, texts, has_notices, earlier)
        except NotWritten:
            unwritten += 1
        except (Law, ValueError, KeyError) as problem:
            bad += 1
            print(f"{(rows or [{'path': texts[0][0]}])[0]['path']}: {problem}")
    print(f"{len(families)} sources, {bad} broken" + (f", {unwritten} with texts that were not written" if unwritten else ""))
    return 1 if bad else 0

if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
