# SPDX-License-Identifier: Apache-2.0
"""The proof sheet of hostile documents in a real browser: no script of a document runs, and the sheet's own keys and filters do."""
import json
import pathlib
import shutil
import tempfile
import unittest

import browser
import house

# Each would set this mark if it ran.
OWNED = "document.documentElement.dataset.owned=1"
MARKUP = [
    f"<script>{OWNED}</script>",
    f"<img src=x onerror={OWNED}>",
    f"<svg onload={OWNED}><script>{OWNED}</script></svg>",
    f'"><script>{OWNED}</script><a title="',
    f"' onmouseover='{OWNED}' x='",
    f'" onfocus="{OWNED}" autofocus tabindex=1 x="',
    f"</p></div></section></article></main><script>{OWNED}</script>",
    f"</style><script>{OWNED}</script>",
    f"</script><script>{OWNED}</script>",
    f"<!--><script>{OWNED}</script>",
    f"<iframe srcdoc='<script>parent.{OWNED}</script>'></iframe>",
    f'<a href="javascript:{OWNED}">x</a>',
    '<meta http-equiv="refresh" content="0;url=http://127.0.0.1:1/">',
    '<link rel=stylesheet href="http://127.0.0.1:1/x.css"><base href="http://127.0.0.1:1/">',
    "<style>body{display:none} @import 'http://127.0.0.1:1/y.css'; p{background:url(http://127.0.0.1:1/z)}</style>",
    '<form action="http://127.0.0.1:1/"><input name=q autofocus></form>',
    "{{body}} {{script}} {{policy}} ${" + OWNED + "} #{1} \\u003cscript\\u003e",
    f"&lt;script&gt;{OWNED}&lt;/script&gt; &#60;script&#62;{OWNED}&#60;/script&#62;",
    f"+ADw-script+AD4-{OWNED}+ADw-/script+AD4-",
    "\x00<\x00script\x00> \u202e<script>\u2028alert(1)\u2029 \x1b[2J",
]
CHECK = {
    "owned": "document.documentElement.dataset.owned ?? null",
    "scripts": "document.querySelectorAll('script').length",
    "styles": "document.querySelectorAll('style, link').length",
    "foreign": "document.querySelectorAll('img, svg, iframe, object, embed, base, form:not([method=dialog]), [onerror], [onload], [onfocus],"
               " [onmouseover], [style]:not(#tip)').length",
    "links": "[...document.querySelectorAll('a')].filter(a => !/^(proof[/.]|#)/.test(a.getAttribute('href'))).length",
}
CLEAN = {"owned": None, "scripts": 1, "styles": 1, "foreign": 0, "links": 0}


def documents():
    """The markup in every place of a document: name, headline, text, furniture, notice, fields."""
    for number, markup in enumerate(MARKUP):
        text = (f"首页 > {markup} > 正文\n{markup}渡口通航\n来源：{markup}　作者：{markup}\n{house.story(number)}{markup}\n"
                f"分享到：{markup}\n责任编辑：{markup}\n遗失声明\n李小舟{markup}遗失驾驶证，证号{number}1010519900101，声明作废。\n")
        yield {"text": text, "id": markup, "title": markup, "source": markup}


@unittest.skipIf(browser.why_not(), "needs a browser: " + browser.why_not())
class ProofSheetTest(house.HouseTest):
    @classmethod
    def setUpClass(cls):
        cls.browser = browser.Browser()
        cls.addClassCleanup(cls.browser.close)
        cls.shared = pathlib.Path(tempfile.mkdtemp(prefix="galley-browser-"))
        cls.addClassCleanup(shutil.rmtree, cls.shared, ignore_errors=True)

    def setUp(self):
        super().setUp()
        shutil.rmtree(self.folder)
        self.folder = self.shared
        if not (self.folder / "hostile").exists():
            lines = [json.dumps(document, ensure_ascii=False) for document in documents()]
            self.write("inbox/x<img src=x onerror=alert(1)>.jsonl", "\n".join(lines) + "\n")
            fields = "pipeline.ingest_jsonl.fields=headline=title source=source keyword=title"
            outcome = self.run_chain("inbox", "--set", fields, config=house.NEWSROOM, out="hostile")
            self.assertEqual(outcome.code, 0, outcome.err + outcome.out)
            outcome = self.run_chain(house.SAMPLES, config=house.NEWSROOM, out="samples")
            self.assertEqual(outcome.code, 0, outcome.err)

    def state(self):
        return {name: self.browser.run(expression) for name, expression in CHECK.items()}

    def test_no_script_of_a_document_runs(self):
        self.browser.open(self.folder / "hostile" / "proof.html")
        self.assertEqual(self.state(), CLEAN)
        self.assertEqual((self.browser.requests(), self.browser.complaints()), ([], []))
        shown = self.browser.run("document.body.innerText")
        self.assertIn(f"<script>{OWNED}</script>", shown)
        # Every place that says something when it is pointed at, says it.
        self.browser.run("for (const e of document.querySelectorAll('*')) for (const what of ['mouseover', 'mouseenter', 'focus'])"
                         " e.dispatchEvent(new Event(what, {bubbles: true}))")
        self.assertEqual(self.state(), CLEAN)
        self.assertGreater(self.browser.run("document.querySelectorAll('.sheet').length"), len(MARKUP) - 1)

    def planted(self, policy):
        """The sheet with a script in the text that nothing escaped, with or without its policy."""
        html = (self.folder / "hostile" / "proof.html").read_text()
        self.assertEqual(html.count('http-equiv="Content-Security-Policy"'), 1)
        html = html.replace("</main>", f"<script>{OWNED}</script><img src=x onerror={OWNED}></main>", 1)
        return self.write("planted.html", html if policy else html.replace("Content-Security-Policy", "none"))

    def test_the_policy_stops_what_is_not_escaped(self):
        self.browser.open(self.planted(policy=True))
        self.assertIsNone(self.state()["owned"])
        self.assertTrue(any("Content Security Policy" in said for said in self.browser.complaints()))

    def test_without_both_it_would_run(self):
        self.browser.open(self.planted(policy=False))
        self.assertEqual(self.state()["owned"], "1")
        self.assertGreater(self.state()["foreign"], 0)

    def open_samples(self, language="en"):
        self.browser.open(self.folder / "samples" / "proof.html", f"?lang={language}")
        self.assertEqual(self.browser.complaints(), [])

    def shown(self):
        return self.browser.run("[...document.querySelectorAll('.sheet, .card')].filter(a => !a.hidden).length")

    def test_filters(self):
        self.open_samples()
        everything = self.shown()
        self.browser.run("document.querySelector('#filters button[data-c=notice]').click()")
        notices = self.shown()
        self.assertTrue(0 < notices < everything)
        self.assertEqual(self.browser.run("document.querySelector('#filters button[data-c=notice]').getAttribute('aria-pressed')"), "true")
        self.assertIn(f"{notices} / {everything} shown", self.browser.run("document.querySelector('#count').textContent"))
        self.browser.press("Escape")
        self.assertEqual(self.shown(), everything)

    def test_find(self):
        self.open_samples()
        everything = self.shown()
        self.browser.press("/")
        self.assertEqual(self.browser.run("document.activeElement.id"), "find")
        for key in "salt marsh":
            self.browser.press(key)
        self.assertEqual(self.shown(), 1)
        self.browser.press("Escape")
        self.assertEqual(self.shown(), everything)

    def test_keys(self):
        self.open_samples()
        here = "[...document.querySelectorAll('.sheet, .card')].findIndex(a => a.classList.contains('here'))"
        for key, place in (("j", 0), ("j", 1), ("k", 0)):
            self.browser.press(key)
            self.assertEqual(self.browser.run(here), place)
        for _ in range(30):  # far enough for the page to scroll
            self.browser.press("n")
        self.browser.run("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        self.assertTrue(self.browser.run("scrollY > 0 && document.querySelector('.now') !== null && !document.querySelector('#tip').hidden"))
        self.browser.press("?")
        self.assertTrue(self.browser.run("document.querySelector('#help').open"))
        self.browser.press("Escape")
        before = self.browser.run("getComputedStyle(document.body).backgroundColor")
        self.browser.run("document.querySelector('#help').close()")
        self.browser.press("t")
        self.assertNotEqual(self.browser.run("getComputedStyle(document.body).backgroundColor"), before)

    def test_both_languages(self):
        self.open_samples("zh")
        self.assertEqual(self.browser.run("document.documentElement.lang"), "zh-Hans")
        self.assertIn("清样", self.browser.run("document.querySelector('h1').textContent"))
        self.browser.press("l")
        self.assertEqual(self.browser.run("document.querySelector('h1').textContent"), "Proof sheet")

    def test_nothing_is_wider_than_the_window(self):
        for width in (1280, 390):
            for out in ("samples", "hostile"):
                with self.subTest(width=width, out=out):
                    self.browser.size(width)
                    self.browser.open(self.folder / out / "proof.html")
                    self.assertLessEqual(self.browser.run("document.documentElement.scrollWidth"), width)

    def test_prints(self):
        self.open_samples()
        self.assertTrue(self.browser.pdf().startswith(b"%PDF-"))


if __name__ == "__main__":
    house.main()
