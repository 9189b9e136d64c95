"""Words that must not be said, as they come with the product, in both languages (E5). Pure."""

from __future__ import annotations

from collections.abc import Sequence

from chalicelib.knowledge.model.unsaid import ABUSIVE, NEGATIVE, PROMISING, STOP, WARN, Unsaid, UnsaidWords

_CALM = ("换一种平和的说法，先说明能为对方做什么。", "Say it calmly, and begin with what you can do.")

# (name, kind, effect), the words, the longer ones in which they may stand, the advice in Chinese and in English
_ABUSIVE = (
    ("insults_zh", STOP, "傻逼 傻b 傻x 白痴 蠢货 笨蛋 脑残 神经病 弱智 废物", "神经病学 神经病科 废物利用 废物箱",
     _CALM),
    ("away_zh", STOP, "滚蛋 滚开 滚出去 闭嘴 去死", "过去死机 翻滚开关", _CALM),
    ("own_zh", STOP, "他妈的 妈的 操你 狗屁 放屁", "妈妈的 姑妈的 姨妈的 大妈的 舅妈的", _CALM),
    ("insults_en", STOP, "idiot|idiots|moron|stupid|dumb|retard|loser", "", _CALM),
    ("swearing_en", STOP, "fuck|fucking|shit|bullshit|bitch|asshole|bastard|shut up|go to hell|piss off", "", _CALM),
)  # fmt: skip
_NEGATIVE = (
    ("unknown_zh", WARN, "我不知道 我不清楚 我不了解 不知道 不清楚 不了解",
     "知不知道 不知道您 清不清楚 了不了解 不清楚您",
     ("我为您查询一下相关信息", "")),
    ("unknown_en", WARN, "i don't know|i do not know|no idea|i have no idea", "", ("", "Let me look that up for you")),
    ("not_mine_zh", WARN, "不归我管 不关我的事 不是我负责 这不是我的问题", "",
     ("我请负责的同事来为您处理", "")),
    ("not_mine_en", WARN, "not my job|not my problem|not my department", "",
     ("", "something my colleague in charge can help with")),
    ("cannot_zh", WARN, "没办法 不可能", "有没办法 可不可能 不可能性", ("我看看还有什么办法可以帮您", "")),
    ("cannot_en", WARN, "impossible|there's nothing i can do|there is nothing i can do", "not impossible",
     ("", "let me see what else I can do")),
)  # fmt: skip
_TOLD = ("请按实际能做到的说，给出条件和时间。", "Say what can be kept: name the terms and the time.")
_PROMISING = (
    ("surely_zh", WARN, "绝对 百分之百 万无一失 永久有效", "绝对值 绝对路径 绝对不要", _TOLD),
    ("surely_en", WARN, "100%|guaranteed|absolutely certain|no risk at all|without fail", "not guaranteed", _TOLD),
    ("promise_zh", WARN, "保证退款 保证到货 一定能退 包您满意 随时可退", "", _TOLD),
    ("promise_en", WARN, "i promise|we promise|i guarantee|we guarantee", "", _TOLD),
    ("best_zh", WARN, "全网最低 史上最低 全国第一 最好的", "最好的时间 最好的办法 最好的方式", _TOLD),
    ("best_en", WARN, "lowest price anywhere|best in the world", "", _TOLD),
)  # fmt: skip


def _split(words: str) -> tuple[str, ...]:
    """Chinese words stand between spaces, English ones may have spaces themselves."""
    return tuple(words.split("|" if words.isascii() else " ")) if words else ()


def _all() -> Sequence[Unsaid]:
    made = []
    for kind, entries in ((ABUSIVE, _ABUSIVE), (NEGATIVE, _NEGATIVE), (PROMISING, _PROMISING)):
        for name, effect, words, exceptions, (zh, en) in entries:
            made.append(
                Unsaid(
                    word_id=f"uns_{name}",
                    words=_split(words),
                    kind=kind,
                    effect=effect,
                    advice_zh=zh,
                    advice_en=en,
                    replaces=kind == NEGATIVE,
                    exceptions=_split(exceptions),
                )
            )
    return made


def shipped_unsaid(before: UnsaidWords) -> Sequence[Unsaid]:
    """Those that are not there yet; what was changed stays as it is."""
    return [each for each in _all() if before.find(each.word_id) is None]
