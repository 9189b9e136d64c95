"""Phrases that come with the product: how service begins and ends, and what is said while somebody waits (E1). Pure."""

from __future__ import annotations

from msgspec.structs import replace

from chalicelib.knowledge.model.imports import ADDED, UNCHANGED, Imported, Line
from chalicelib.knowledge.model.phrases import Phrase, Shelf, said_anew

# (occasion, name, shortcut), then title and text in Chinese, then in English
_SETS = (
    ("opening", "greeting", "hi"),
    ("问候", "{greeting}，{name}！我是客服{agent}，工号 {number}，请问有什么可以帮您？"),
    ("Greeting", "{greeting}, {name}! This is {agent}, No. {number}. What can I do for you?"),
    ("opening", "returning", "back"),
    ("老顾客问候", "{name}，欢迎再次光临{plan}！这次想了解什么呢？"),
    ("Welcome back", "Welcome back to {plan}, {name}! What would you like to know this time?"),
    ("opening", "details", "ask"),
    ("了解情况", "好的，为了尽快帮您处理，麻烦把订单号和遇到的情况发给我。"),
    ("Ask for details", "Gladly. Could you send me the order number and tell me what happened?"),
    ("opening", "confirm", "ok"),
    ("确认需求", "我确认一下：您希望我们处理的是上面这个问题，对吗？"),
    ("Confirm the request", "Let me make sure I have it right: this is what you would like us to sort out, correct?"),
    ("holiday", "wishes", "hol"),
    ("节日祝福", "{holiday}好，{name}！今天由{agent}为您值班，请问有什么可以帮您？"),
    ("Holiday greeting", "Happy {holiday}, {name}! {agent} is on duty today. How can I help?"),
    ("holiday", "delivery", "holship"),
    ("节日发货", "节日期间物流会慢一些，您的订单我们会按下单顺序尽早发出。"),
    ("Holiday delivery", "Carriers are slower over the holiday; your order leaves as soon as its turn comes."),
    ("holiday", "farewell", "holbye"),
    ("节日道别", "感谢您的咨询，祝您和家人{holiday}快乐！"),
    ("Holiday farewell", "Thank you for writing. Enjoy {holiday} with your family!"),
    ("apology", "trouble", "sorry"),
    ("致歉", "给您添麻烦了，非常抱歉。我马上为您查明原因，并给您一个答复。"),
    ("Apology", "I am sorry for the trouble. I am looking into the cause right now and will come back with an answer."),
    ("apology", "late", "late"),
    ("回复迟了", "抱歉让您久等了，刚才在核实情况，现在就为您解答。"),
    ("Late reply", "Sorry to keep you waiting; I was checking the facts and can answer you now."),
    ("apology", "cannot", "cannot"),
    ("无法满足", "很抱歉，这一点按目前的规定我们做不到。我可以为您提供另外的办法，您愿意听一下吗？"),
    ("Cannot be done", "I am afraid our terms do not allow that. May I suggest another way?"),
    ("apology", "escalate", "lead"),
    ("转交负责人", "您的意见我已如实记录，并会转给负责的同事，请放心。"),
    ("Passed on", "I have written down what you told me and am passing it to the colleague in charge."),
    ("waiting", "moment", "wait"),
    ("请稍候", "请稍等片刻，我正在为您查询，查到后马上告诉您。"),
    ("One moment", "One moment please, I am looking it up and will tell you as soon as I have it."),
    ("waiting", "longer", "longer"),
    ("需要更久", "查询还需要几分钟。您可以先忙，有结果我会在这里回复您。"),
    ("A little longer", "This takes a few minutes more. Feel free to carry on; I will answer you right here."),
    ("waiting", "there", "there"),
    ("您还在吗", "{name}，您还在吗？如果还有需要，请随时告诉我。"),
    ("Still there?", "{name}, are you still there? Just tell me if there is anything else."),
    ("waiting", "specialist", "expert"),
    ("咨询同事", "这个问题我需要请教一下专门的同事，请给我两三分钟。"),
    ("Ask a colleague", "I need to ask a specialist about this; please give me two or three minutes."),
    ("closing", "else", "else"),
    ("还有其他吗", "请问还有其他可以帮您的吗？"),
    ("Anything else?", "Is there anything else I can do for you?"),
    ("closing", "thanks", "bye"),
    ("道别", "感谢您的咨询，祝您生活愉快，再见！"),
    ("Farewell", "Thank you for getting in touch, and have a pleasant day. Goodbye!"),
    ("closing", "rate", "rate"),
    ("邀请评价", "会话结束后，麻烦您为{agent}（工号 {number}）的服务打个分，谢谢！"),
    ("Ask for a rating", "After this conversation you can rate {agent} (No. {number}); it helps us. Thank you!"),
    ("closing", "result", "next"),
    ("后续安排", "您的问题已经登记，处理有进展我们会第一时间联系您。"),
    ("What happens next", "Your request is on record, and we will be in touch as soon as there is news."),
)  # fmt: skip


def _all() -> list[Phrase]:
    made = []
    for (occasion, name, shortcut), zh, en in zip(_SETS[::3], _SETS[1::3], _SETS[2::3], strict=True):
        for language, (title, text), suffix in (("zh-CN", zh, ""), ("en", en, "-en")):
            fields = {"title": title, "text": text, "shortcut": shortcut + suffix, "language": language}
            made.append(said_anew(Phrase(f"phr_{name}{suffix}", "", "", occasion=occasion), fields))
    return made


def shipped_phrases(shelf: Shelf, language: str | None = None) -> Imported:
    """Those (of this language, or all) that are not on the shelf yet; one whose shortcut another phrase has comes
    without."""
    there = {each.phrase_id for each in shelf.phrases}
    taken = {each.shortcut for each in shelf.phrases}
    lines, new = [], []
    shipped = [each for each in _all() if language in (None, each.language)]
    for number, each in enumerate(shipped, 1):
        is_new = each.phrase_id not in there
        lines.append(Line(number, each.title, ADDED if is_new else UNCHANGED))
        if is_new:
            new.append(replace(each, shortcut="") if each.shortcut in taken else each)
    return Imported(tuple(lines), tuple(new))
