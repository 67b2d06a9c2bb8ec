"""Folding: one spelling for what is the same to a reader. For matching only, never for output.

:func:`fold` keeps the length, so an offset in the folded text is the same offset in the raw text and
every span that a pattern finds there is a span of the report. :func:`label_key` goes further (it
drops spaces and punctuation) and is for comparing short labels with each other.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import cache, partial
from types import MappingProxyType

from .remembered import remembered

# Traditional and variant forms of the characters in a form's fixed labels, in headings, in the names of
# statutes and places, and in the words that rules look for. Not a conversion of prose: only pairs are here whose
# first is no simplified character of another meaning (著, 乾).
_VARIANTS = dict(
    zip(
        "増減裏爲條項總開關訴訟復複議結轉續辦據規範處罰強製廢採購對還業務辭當務報計書長門頁車見貝會實現獲費"
        "決無補確認國務機關組織況應縣鄉鎮區廳發佈與機構號風險運執監標準資訊眾佔權責內農業廣東龍設導領黨員幹"
        "數請繼繳納單萬額這屬穩護類過詢沒後訪舉許於"
        "體動問題進華個們來時說間讓產電點為級經濟財預聯絡網統圍圖證識際積極參聽徵聞協調節環優營態職稱簡歷歸檔傳達話郵"
        "係繫閱讀視頻釋義擔難熱戶專欄論寬擴載臺質隊訓練習則適邊遠創樹紀綱憲黃紅綠藍銀錢鐵鋼陽陰陳雙隨雲靈靜順頭顯飛養"
        "館馬驗驅魚鮮鳳麗齊齡劃劑勞勢勵勝匯壓變嚴園圓團壇壞壯聲夢奪奮獎婦學寧審寫尋將屆層嶺島崗師帶幣幫廟廠彈彙從徹恆"
        "悅惡愛慶憑憶懷懇懸戰戲掃掛揚換損搶撥擁擇擊擬攝敗敘敵斷晉暢曆曉樂樓樞樣橋檢櫃歡歲殘殺氣淨淺測渾湊溫滅滯滿漁漢"
        "漲漸潔潤澤濃濕灣災煙爭爾牆牽狀獨獻畝畫異療盜盡盤衆羣矚碼礎礦禮種稅窮競筆築簽籌籤糧糾約純紙紛細終給綜維緊線編"
        "緩縮績羅脈腦興舊艱藝莊葉蘇虛裝覺覽觀觸討訂記評詞試該詳誌語誤誠課誰諮谘諾謀謝譯貢貧貨貫貸貼賬贈贊趕趨跡踐軌軍"
        "軟較輔輕輛輪輯輸轄連違選遺遷鄭鄰醫針鋪錄錯鍵鏈鑒鑑鎖閉陸隱隴雖雜離響頂須頒顧願飯飲飾駐駕騰驟餘幾爺擾獵癥瀏啟"
        "啓祕淸攜賞償債價儲傑傷僅倉億側偵俠劇剛廬撫歐沖滬滙濱瀋灘烏燈爐獅瓊眞穫筍縱繪纖聖腳臨艦蕭薦藥蘭蠶衛衝褲詐詩誘"
        "諧謂講譽貿賓賢賦賽贏軸辯遞郷鄧釐鈞銘銅銷鋒錦鐘閣闊陝隣雛韓頌顏颱飼餅駁騎鬆魯鴻鵬鷹鹽麥龜龐",
        "增减里为条项总开关诉讼复复议结转续办据规范处罚强制废采购对还业务辞当务报计书长门页车见贝会实现获费"
        "决无补确认国务机关组织况应县乡镇区厅发布与机构号风险运执监标准资讯众占权责内农业广东龙设导领党员干"
        "数请继缴纳单万额这属稳护类过询没后访举许于"
        "体动问题进华个们来时说间让产电点为级经济财预联络网统围图证识际积极参听征闻协调节环优营态职称简历归档传达话邮"
        "系系阅读视频释义担难热户专栏论宽扩载台质队训练习则适边远创树纪纲宪黄红绿蓝银钱铁钢阳阴陈双随云灵静顺头显飞养"
        "馆马验驱鱼鲜凤丽齐龄划剂劳势励胜汇压变严园圆团坛坏壮声梦夺奋奖妇学宁审写寻将届层岭岛岗师带币帮庙厂弹汇从彻恒"
        "悦恶爱庆凭忆怀恳悬战戏扫挂扬换损抢拨拥择击拟摄败叙敌断晋畅历晓乐楼枢样桥检柜欢岁残杀气净浅测浑凑温灭滞满渔汉"
        "涨渐洁润泽浓湿湾灾烟争尔墙牵状独献亩画异疗盗尽盘众群瞩码础矿礼种税穷竞笔筑签筹签粮纠约纯纸纷细终给综维紧线编"
        "缓缩绩罗脉脑兴旧艰艺庄叶苏虚装觉览观触讨订记评词试该详志语误诚课谁咨咨诺谋谢译贡贫货贯贷贴账赠赞赶趋迹践轨军"
        "软较辅轻辆轮辑输辖连违选遗迁郑邻医针铺录错键链鉴鉴锁闭陆隐陇虽杂离响顶须颁顾愿饭饮饰驻驾腾骤余几爷扰猎症浏启"
        "启秘清携赏偿债价储杰伤仅仓亿侧侦侠剧刚庐抚欧冲沪汇滨沈滩乌灯炉狮琼真获笋纵绘纤圣脚临舰萧荐药兰蚕卫冲裤诈诗诱"
        "谐谓讲誉贸宾贤赋赛赢轴辩递乡邓厘钧铭铜销锋锦钟阁阔陕邻雏韩颂颜台饲饼驳骑松鲁鸿鹏鹰盐麦龟庞",
        strict=True,
    )
) | dict(zip("⺠⻔⻓⻚⻋⻅⻉⻛⻜⻢⻥⻩", "民门长页车见贝风飞马鱼黄", strict=True))
VARIANTS: Mapping[str, str] = MappingProxyType(_VARIANTS)
"""Traditional and variant characters, and radicals, that :func:`fold` takes for the ones in use."""

_QUOTES = dict.fromkeys("“”„‟〝〞＂", '"') | dict.fromkeys("‘’‚‛＇", "'")
_DASHES = dict.fromkeys("‐‑‒–—―−－﹣", "-")
# Breaks that only some programs take for a line end, and spaces of every width: an editor's lines end
# at \n, \r\n and \r alone, so here the others are spaces.
_SPACES = dict.fromkeys(
    "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b"
    "\u200c\u200d\u202f\u205f\u2060\u3000\ufeff\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029",
    " ",
)
# Blocks whose compatibility form (NFKC) is one character: circled digits, Kangxi and CJK radicals,
# compatibility ideographs, vertical, small and full-width forms.
_COMPATIBILITY = ((0x2460, 0x24FF), (0x2E80, 0x2FDF), (0xF900, 0xFAFF), (0xFE30, 0xFE6F), (0xFF01, 0xFFEE))


@cache
def _table() -> dict[str, str]:
    table: dict[str, str] = {}
    for first, last in _COMPATIBILITY:
        for code in range(first, last + 1):
            folded = unicodedata.normalize("NFKC", chr(code))
            if len(folded) == 1 and folded != chr(code):
                table[chr(code)] = folded
    for pairs in (_VARIANTS, _QUOTES, _DASHES, _SPACES):
        table.update(pairs)
    # A radical's compatibility form may itself be a traditional character, and that of a vertical dash a dash.
    return {char: table.get(folded, folded) for char, folded in table.items()}


@cache
def _folder() -> Callable[[str], str]:
    table = _table()
    # A tenth of the characters of a report change: to look for them takes a third of what translating all of them does.
    return partial(re.compile(f"[{re.escape(''.join(table))}]").sub, lambda found: table[found[0]])


def fold(text: str) -> str:
    r"""The text with widths, brackets, quotes, dashes, spaces, line ends and variants made one.

    The result has the length of ``text``. ``\r\n`` becomes space and newline, a lone ``\r`` a newline.
    """
    if "\r" in text:
        text = text.replace("\r\n", " \n").replace("\r", "\n")
    return _folder()(text)


# Pinyin in brackets behind a character, as converters of traditional text leave it: 鄉(xiāng).
# A converter that ran twice leaves it twice.
_RUBY = re.compile(r"(?<=[\u3400-\u9fff])(?:\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,7}\))+")
_NOT_A_WORD = re.compile(r"[^\w]|_")
_ORDINAL = re.compile(r"^(?:\(?[一二三四五六七八九十]{1,3}[)、.,:]|\(\d{1,2}\)|\d{1,2}(?=[.、,:。)]|\D))")
_ORDINAL_MARK = re.compile(r"^[\s#*>_-]*")


def strip_ruby(folded: str) -> str:
    """Folded text without pinyin in brackets (the length changes)."""
    return _RUBY.sub("", folded)


@remembered
def label_key(label: str) -> str:
    """What two spellings of one label have in common: its words and digits.

    Spaces, punctuation, quotes, brackets, Markdown marks and pinyin are gone; 其它 is 其他. The
    ordinal stays (“1.属于国家秘密” and “1、属于国家秘密” are one, “属于国家秘密” is another).
    """
    folded = strip_ruby(fold(label))
    return _NOT_A_WORD.sub("", folded).replace("其它", "其他")


@remembered
def ordinal_and_key(label: str) -> tuple[str, str]:
    """The ordinal of a label (“一”, “(一)”, “1”; empty if there is none) and the key of the rest."""
    folded = _ORDINAL_MARK.sub("", strip_ruby(fold(label)))
    compact = "".join(folded.split())
    match = _ORDINAL.match(compact)
    if match is None:
        return "", label_key(compact)
    ordinal = match.group().rstrip("、.,:")
    return ordinal, label_key(compact[match.end() :])
