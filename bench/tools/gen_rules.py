#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""gen_rules.py OUT: writes the 150 benchmark rules of rule_templates.txt into the folder OUT, in three forms.

rules_150.txt    one regular expression a line, in the subset that RE2, Hyperscan and Python's re read alike: for the peers
rules_150s.txt   their "star form", what the yardstick's prefilter compiles (see widen)
rules_150.rules  the same as a rule pack for cleanup.strip_furniture; a match takes its whole line, as in the peers
"""
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
MACROS = {
    'B': '^(?:[ \\t]|　)*', 'E': '(?:[ \\t]|　)*$', 'S': '(?:[ \\t]|　)*', 'SP': ' ',     # begin, end, blanks
    'C': '(?::|：)', 'CM': '(?:,|，)', 'GT': '(?:>|＞|»|/|→|-)', 'Q': '(?:"|“|”|「|」)',     # colon, comma, arrow, quote
    'LP': '(?:\\(|（)', 'RP': '(?:\\)|）)', 'LB': '(?:\\[|【|〔)', 'RB': '(?:\\]|】|〕)',     # brackets
    'D': '(?:19|20)[0-9][0-9](?:-|/|年|\\.)[0-9][0-9]?(?:-|/|月|\\.)[0-9][0-9]?日?',        # date
    'T': '[0-9][0-9]?(?::|：)[0-9][0-9]', 'TEL': '0[0-9]{2,3}-?[0-9]{7,8}',                 # time, telephone
}


def expand(template):
    return re.sub(r'\{([A-Z]+)\}', lambda m: MACROS[m.group(1)], template)


def widen(rule):
    """A rule for bytes that matches every line which the same rule matches in UTF-8, and a few more.

    In byte mode a quantifier binds only the last byte of a non-ASCII character, so that character is wrapped in (?:), and a
    count of "." counts bytes, so .{a,b} becomes .* . What this cannot widen safely is refused.
    """
    outside = re.sub(r'\\.', '', rule)
    for char_class in re.findall(r'\[[^\]]*\]', outside):
        if not char_class.isascii():
            raise ValueError(f'{rule}: non-ASCII inside [...]; write (?:a|b)')
        if char_class.startswith('[^') and not re.search(re.escape(char_class) + r'[*+]', outside):
            raise ValueError(f'{rule}: [^...] must be followed by * or +')
    if re.search(r'\.(?![*+{])', re.sub(r'\[[^\]]*\]', '', outside)):
        raise ValueError(f'{rule}: "." must be followed by *, + or {{a,b}}')
    if '(?i' in rule and not rule.isascii():
        raise ValueError(f'{rule}: (?i) folds no non-ASCII letter in byte mode')
    if re.search(r'\\[DWSBCpPX]', rule):
        raise ValueError(f'{rule}: \\D \\W \\S \\B \\C \\p \\X have no byte form')
    rule = re.sub(r'([^\x00-\x7f])(?=[?*+{])', r'(?:\1)', rule)
    return re.sub(r'\.\{\d+(?:,\d*)?\}', '.*', rule)


def whole_line(rule):
    """The same rule, with a match that is the line it stands in."""
    return ('' if rule.startswith('^') else '^.*') + f'(?:{rule})' + ('' if rule.endswith('$') else '.*$')


def rule_pack(rules):
    """One category for all: those of a page's foot would let strip_furniture take lines between them too, and the removed
    lines could no longer be compared with the peers'. `final`: the safety brake is on, and holds none of them."""
    blocks = ['# The benchmark rules; made by gen_rules.py.']
    for number, rule in enumerate(rules, 1):
        blocks.append(f'id bench.{number}\ncategory source_line\npattern {whole_line(rule)}\nflags final')
    return '\n\n'.join(blocks) + '\n'


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    out = pathlib.Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    lines = (HERE / 'rule_templates.txt').read_text(encoding='utf-8').split('\n')
    rules = [expand(line) for line in lines if line and not line.startswith('#')]
    assert len(rules) == 150, len(rules)
    (out / 'rules_150.txt').write_text('\n'.join(rules) + '\n', encoding='utf-8')
    (out / 'rules_150s.txt').write_text('\n'.join(map(widen, rules)) + '\n', encoding='utf-8')
    (out / 'rules_150.rules').write_text(rule_pack(rules), encoding='utf-8')
    print(len(rules), 'rules in', out)


if __name__ == '__main__':
    main()
