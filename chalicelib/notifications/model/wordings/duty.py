"""The duty log (B8): what those who lead must see to, what was asked and answered."""

from __future__ import annotations

from chalicelib.notifications.model.wordings.form import EN, ZH, Wording

_ASKED_ZH = (("请示人", "name"), ("班组", "group"), ("答复期限", "due"))
_ASKED_EN = (("Asked by", "name"), ("Group", "group"), ("Answer by", "due"))
_WORDS_ZH = (("请示内容", "text"), ("本人意见", "proposal"))
_WORDS_EN = (("What is asked", "text"), ("Their own proposal", "proposal"))
_SEE_ZH = "请在客服台的“班务”中查看并处理。"
_SEE_EN = 'See to it in the console under "Duty".'

DUTY: dict[str, dict[str, Wording]] = {
    "check_missed": {
        ZH: Wording(
            subject="检查未完成：{name}（{due}）",
            heading="值班检查逾期未填",
            lead="{group} {due} 应做的“{name}”到 {at} 仍无人填写。",
            closing="仍可在客服台的“班务”中补填，补填会注明逾期。",
            sms="{group}“{name}”（{due}）逾期未检查。",
        ),
        EN: Wording(
            subject="Check missed: {name} ({due})",
            heading="A check was missed",
            lead="Nobody of {group} filled in {name}, due {due}, by {at}.",
            closing='It can still be filled in in the console under "Duty", and is then marked late.',
            sms="{group}: {name}, due {due}, was missed.",
        ),
    },
    "instruction_waiting": {
        ZH: Wording(
            subject="{urgent}请示：{title}",
            heading="有一项请示待您答复",
            lead="{owner} 提交了一项请示，请在期限前答复，或附上意见上报。",
            rows=_ASKED_ZH,
            quotes=_WORDS_ZH,
            closing=_SEE_ZH,
            sms="{urgent}{name}请示：{title}，请于{due}前答复。",
        ),
        EN: Wording(
            subject="Instruction asked for: {title}",
            heading="A request for instruction waits for you",
            lead="{owner} put it to you: answer it in time, or pass it up with your opinion.",
            rows=_ASKED_EN,
            quotes=_WORDS_EN,
            closing=_SEE_EN,
            sms="{name} asks for instruction: {title}. Answer by {due}.",
        ),
    },
    "instruction_late": {
        ZH: Wording(
            subject="{urgent}请示逾期未答复：{title}",
            heading="请示逾期未答复",
            lead="这项请示到期仍未答复，上一级现在也可以答复。",
            rows=_ASKED_ZH,
            quotes=_WORDS_ZH,
            closing=_SEE_ZH,
            sms="{name}的请示逾期未答复：{title}。",
        ),
        EN: Wording(
            subject="Not answered in time: {title}",
            heading="A request for instruction was not answered in time",
            lead="Its time is over. The level above may answer it now as well.",
            rows=_ASKED_EN,
            quotes=_WORDS_EN,
            closing=_SEE_EN,
            sms="Not answered in time: {title} ({name}).",
        ),
    },
    "instruction_skipped": {
        ZH: Wording(
            subject="越级请示告知：{title}",
            heading="有一项紧急请示越过了您这一级",
            lead="{owner} 因情况紧急越级请示，现告知您。",
            rows=_ASKED_ZH,
            quotes=(("越级原因", "reasons"), *_WORDS_ZH),
            sms="{owner}越级请示：{title}。原因：{reasons}",
        ),
        EN: Wording(
            subject="Put past you in urgency: {title}",
            heading="A request went past your level",
            lead="{owner} put it to a level above you, because it was urgent.",
            rows=_ASKED_EN,
            quotes=(("Why", "reasons"), *_WORDS_EN),
            sms="{owner} asked past your level: {title}. Why: {reasons}",
        ),
    },
    "instruction_answered": {
        ZH: Wording(
            subject="请示已答复：{title}",
            heading="您的请示有了答复",
            lead="{owner} 答复了您的请示，请执行，并在完成后登记。如有不同意见，可在登记时写明。",
            quotes=(("答复", "answer"), ("请示内容", "text")),
            closing=_SEE_ZH,
            sms="您的请示“{title}”已由{owner}答复。",
        ),
        EN: Wording(
            subject="Answered: {title}",
            heading="Your request was answered",
            lead="{owner} answered. Carry it out, and note it once it is done; say there if you see it otherwise.",
            quotes=(("Answer", "answer"), ("What you asked", "text")),
            closing=_SEE_EN,
            sms="{owner} answered: {title}.",
        ),
    },
    "shift_not_accepted": {
        ZH: Wording(
            subject="交接班：{name} 还有 {count} 项未被接收",
            heading="交接班逾期未接收",
            lead="{name}（{group}）{at} 交班，到期仍有 {count} 项无人接收。",
            quotes=(("未接收事项", "things"),),
            closing="请在客服台的“班务”中接收，或安排人员接收。",
            sms="{group}{name}交班后有{count}项逾期无人接收。",
        ),
        EN: Wording(
            subject="Hand-over: {count} of {name} not accepted",
            heading="Nobody accepted what was handed over",
            lead="{name} ({group}) handed over at {at}; {count} of it {have} not been accepted in time.",
            quotes=(("Not accepted", "things"),),
            closing='Accept it in the console under "Duty", or have somebody accept it.',
            sms="{group}: {count} that {name} handed over {have} not been accepted.",
        ),
    },
}
