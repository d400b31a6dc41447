#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""gen_corpus.py SAMPLES OUT.jsonl [-n DOCUMENTS]: writes a large, repeatable news corpus for the benchmarks.

SAMPLES is a folder of *.txt news pages (those in UTF-8 are read, in name order). Their sentences are recombined into
paragraphs with other numbers and speakers; headlines, page furniture and notices are made up from the templates below.
80 % of the documents are Chinese, 20 % English, half of the lines are empty, sizes are log-normal, 10 KB on average.
The same samples, count and Python give the same bytes; the last line printed is their SHA-256.
"""
import argparse
import hashlib
import json
import pathlib
import random
import re
import sys

R = random.Random(20260101)
DIGITS = re.compile(r'\d+')
NOT_STORY = re.compile('遗失|作废|公告|债权|编号|二维码|本报讯|courier office|lost ', re.I)   # sentences of notices and furniture in the samples

SURNAMES = '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢'
GIVEN = '伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华建国志文斌玉兰红梅春晓东海波鹏飞宇浩然子涵欣怡梓晨'
PLACES = '河湾 青禾 云上 渡口 白鹭 石桥 南浦 东陵 柳溪 望江 梅园 长桥 双塔 平湖 月牙 沙洲 松岭 蓝田'.split()
SITES = '河湾晚报 青禾日报 渡口在线 白鹭广播电视台 南浦新闻网 望江时报 松岭都市报 双塔周刊'.split()
PAPERS = '《就业登记证》 《学生证》 驾驶证 《残疾证》 军官证 从业资格证 收据一份 公章一枚'.split()
FIRST = 'James Mary Wei Li Ana Peter Susan Ming Olga David'.split()
LAST = 'Tarrant Solheim Reyes Vance Okafor Lindqvist Marsh Petrov Quill Jones'.split()
CITIES = 'Wexmoor Calder Tarn Bellhaven Osterley Minster Quayside Fenwick'.split()
DAYS = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split()

# <field> or <field a b> is filled from left to right.
ZH_HEADLINES = '''<place>新桥通车 首日过车<digits 4>辆
<place>老街修了<int 2 9>年 街坊搬回<int 20 90>户
今年<place>菜价跌<int 2 30>%
<place>夜市改到<int 6 9>点开门
<name>和他的<int 20 90>只蜂箱'''.split('\n')
ZH_HEADERS = '''您所在的位置: 首页 <place>频道 社会 正文
当前位置：首页 > 新闻 > <place>新闻 > 正文
来源:<site>  时间:<date> <time>
<date> <time> 来源：<site> 作者：<name> 编辑：<name>
发布时间：<date> <time> 浏览次数：<int 1 99999>次 字号：[大 中 小]
□<site>记者 <name>
扫一扫 手机阅读 分享到：微信 微博 QQ空间'''.split('\n')
ZH_FOOTERS = '''责任编辑:<name>
[责任编辑：<name>]
打印本页 关闭窗口
免责声明:本文仅代表作者个人观点,与<site>无关。
① 凡本站注明“来源:<site>”的稿件,转载时须保留出处。
② 本站转自别处的文字并不代表本站立场,内容如有侵权,请来信告知以便删除。
相关推荐
相关新闻
评论一下
评论 <int 0 99>人参与,<int 0 50>条评论
还没有评论,快来抢沙发吧!
最新评论
上一篇：<headline>
下一篇：<headline>
新闻热线：0<digits 3>-<digits 7> 投稿邮箱：news<digits 3>@example.cn
欢迎关注“<site>”微信公众号
版权所有 © <int 2008 2030> <site> 鲁ICP备<digits 8>号
(图/<name>)
<name> 摄
通讯员 <name> <name>
本报<int 1 12>月<int 1 28>日讯(通讯员<name><name>)'''.split('\n')
ZH_NOTICES = '''遗失<name>的<paper>,编号:<digits 16>,声明作废。
<name>身份证遗失，证号<digits 17>X，特此声明。
<place><name>商贸行公章丢失,声明作废。
遗失<int 2010 2030>年<int 1 12>月开给<name>(<int 1 20>幢<digits 3>室)的收据,收据号:<digits 7>,金额<digits 4>元,声明作废。'''.split('\n')
EN_HEADERS = '''Home > News > <city> > Story
By <person>
Published <day>, March <int 1 28>, 2031 <time> GMT
Share on Facebook Share on Twitter Email Print
<int 1 9> min read'''.split('\n')
EN_FOOTERS = '''Read more: ferry from <city> will run until <int 7 11> p.m.
Related Stories
Photo: <person>
Subscribe to our free briefing
Follow us on Twitter and Facebook
Comments (<int 0 300>)
Be the first to comment
Advertisement
© <int 2008 2031> <city> Courier
Reporting by <person>; Editing by <person>
Click here to read it all
Terms of Use | Privacy Policy | Contact Us'''.split('\n')
EN_HEADLINES = ['<city> opens its night ferry', '<int 20 90> lamps for the lane in <city>', 'A warm winter for <city>']


def digits(count):
    return ''.join(R.choice('0123456789') for _ in range(int(count)))


def name():
    return R.choice(SURNAMES) + ''.join(R.choice(GIVEN) for _ in range(R.choice((1, 2, 2))))


def person():
    return R.choice(FIRST) + ' ' + R.choice(LAST)


FIELDS = {
    'name': name, 'person': person, 'digits': digits, 'place': lambda: R.choice(PLACES), 'site': lambda: R.choice(SITES),
    'paper': lambda: R.choice(PAPERS), 'city': lambda: R.choice(CITIES), 'day': lambda: R.choice(DAYS),
    'int': lambda a, b: str(R.randint(int(a), int(b))),
    'date': lambda: f'2031-{R.randint(1, 12):02d}-{R.randint(1, 28):02d}',
    'time': lambda: f'{R.randint(0, 23):02d}:{R.randint(0, 59):02d}', 'headline': lambda: fill(R.choice(ZH_HEADLINES)),
}


def fill(template):
    def field(match):
        key, *args = match.group(1).split()
        return FIELDS[key](*args)
    return re.sub(r'<([a-z][a-z 0-9]*)>', field, template)


def other_number(match):
    """As many digits, and no 0 in front."""
    length = len(match.group())
    return str(R.randrange(10 ** (length - 1), 10 ** length))


def paragraph(sentences, speaker, between):
    """Two to six sentences, one in four said by somebody."""
    out = []
    for _ in range(R.randint(2, 6)):
        out.append((speaker() if R.random() < .25 else '') + R.choice(sentences))
    return DIGITS.sub(other_number, between.join(out))


def zh_paragraph(sentences):
    return paragraph(sentences, lambda: R.choice(PLACES) + '的' + name() + '说，', '')


def en_paragraph(sentences):
    return paragraph(sentences, lambda: f'On {R.choice(DAYS)} {person()} of {R.choice(CITIES)} said this. ', ' ')


def chinese(zh, en, target):
    out = [fill(R.choice(ZH_HEADERS)) for _ in range(R.randint(1, 3))] + ['    ' + fill(R.choice(ZH_HEADLINES)), '']
    size = 200
    while size < target:
        text = en_paragraph(en) if R.random() < .03 else zh_paragraph(zh)
        size += len(text.encode()) + 2
        if R.random() < .15:                              # torn in two by a blank line, as text out of PDF is
            at = R.randint(len(text) // 3, 2 * len(text) // 3)
            out += [text[:at], '']
            text = text[at:]
        out += [text, '']
    out += [fill(R.choice(ZH_FOOTERS)) for _ in range(R.randint(2, 9))]
    if R.random() < .15:
        for _ in range(R.randint(2, 15)):
            out += [fill(R.choice(ZH_NOTICES)), '']
    return out


def english(en, target):
    out = [fill(R.choice(EN_HEADERS)) for _ in range(R.randint(1, 3))] + [fill(R.choice(EN_HEADLINES)), '']
    size = 200
    while size < target:
        text = en_paragraph(en)
        size += len(text) + 2
        out += [text, '']
    return out + [fill(R.choice(EN_FOOTERS)) for _ in range(R.randint(2, 7))]


def read_sentences(folder):
    """Sentences of story paragraphs: lines of 40 characters or more that end like one."""
    zh, en = [], []
    for file in sorted(folder.glob('*.txt')):
        try:
            lines = file.read_bytes().decode().split('\n')
        except UnicodeDecodeError:
            continue                                      # a sample of another encoding
        for line in map(str.strip, lines):
            if len(line) >= 40 and line[-1] in '。”':
                zh += [s for s in re.findall(r'[^。]+。', line) if len(s) >= 8 and not NOT_STORY.search(s)
                       and s.count('“') == s.count('”')]
            elif len(line) >= 40 and line[-1] == '.' and line.isascii():
                en += [s for s in re.findall(r'[A-Z"][^.]{20,}\.', line) if not NOT_STORY.search(s)]
    if not zh or not en:
        sys.exit(f'gen_corpus.py: {folder}: expected *.txt news pages, Chinese and English, got {len(zh)} and {len(en)} sentences')
    return zh, en


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('samples', type=pathlib.Path)
    ap.add_argument('out', type=pathlib.Path)
    ap.add_argument('-n', '--documents', type=int, default=20000, help='default 20000, about 200 MB')
    a = ap.parse_args()
    zh, en = read_sentences(a.samples)
    digest, size, lines, empty = hashlib.sha256(), 0, 0, 0
    with open(a.out, 'wb') as out:
        for i in range(a.documents):
            target = max(1200, int(R.lognormvariate(9.05, 0.55)))
            document = english(en, target) if R.random() < .2 else chinese(zh, en, target)
            row = json.dumps({'id': f'doc-{i:06d}', 'text': '\n'.join(document) + '\n'}, ensure_ascii=False).encode() + b'\n'
            out.write(row)
            digest.update(row)
            size += len(row)
            lines += len(document)
            empty += document.count('')
    print(f'{a.documents} documents, {size} bytes, {lines} lines, {empty} of them empty')
    print('sha256', digest.hexdigest())


if __name__ == '__main__':
    main()
