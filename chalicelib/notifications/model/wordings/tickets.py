"""Tickets (D4, D5): what customers hear of theirs, and colleagues of those that are given to them or are urgent."""

from __future__ import annotations

from functools import partial

from chalicelib.notifications.model.wordings.form import EN, ZH, Wording, labelled

_OF_TICKET = "number kind customer mobile email owner"
_WHERE_ZH = "请在客服台的“工单”中处理。"
_WHERE_EN = 'See to it in the console under "Tickets".'
_STAFF_ZH = partial(Wording, rows=labelled(ZH, _OF_TICKET), closing=_WHERE_ZH)
_STAFF_EN = partial(Wording, rows=labelled(EN, _OF_TICKET), closing=_WHERE_EN)
_KEEP_ZH = "查询进度时请提供编号 {number} 和您的联系方式。"
_KEEP_EN = "To ask about it, have the number {number} and your e-mail address or mobile number ready."

TICKETS: dict[str, dict[str, Wording]] = {
    "ticket_opened": {
        ZH: Wording(
            subject="我们已受理您的问题，编号 {number}",
            heading="您的问题已受理",
            lead="“{subject}”已登记，编号 {number}，由 {owner} 全程负责。进度和结果会及时告诉您。",
            button=("查看进度", "url"),
            closing=_KEEP_ZH,
            sms="您的问题已受理，编号{number}。查看进度：{url}",
        ),
        EN: Wording(
            subject="We are looking into it: {number}",
            heading="We are looking into it",
            lead='"{subject}" is written down as {number}. {owner} is responsible for it until it is done; '
            "you will hear how it goes on.",
            button=("See how it stands", "url"),
            closing=_KEEP_EN,
            sms="We are looking into it, number {number}. How it stands: {url}",
        ),
    },
    "ticket_news": {
        ZH: Wording(
            subject="您的问题 {number} 有新进展：{state}",
            heading="有新进展",
            lead="“{subject}”（{number}）现在的状态：{state}。",
            quotes=(("处理说明", "text"), ("需要您", "awaited")),
            rows=(("请在此之前", "until"),),
            button=("查看或回复", "url"),
            closing=_KEEP_ZH,
            sms="您的问题{number}：{state}。查看或回复：{url}",
        ),
        EN: Wording(
            subject="News of {number}: {state}",
            heading="There is news",
            lead='"{subject}" ({number}): {state}.',
            quotes=(("What was done", "text"), ("We need from you", "awaited")),
            rows=(("Please by", "until"),),
            button=("See it or answer", "url"),
            closing=_KEEP_EN,
            sms="{number}: {state}. See it or answer: {url}",
        ),
    },
    "ticket_given": {
        ZH: _STAFF_ZH(
            subject="工单 {number} 由您处理：{subject}",
            heading="有工单交给您处理",
            lead="“{subject}”现在由您处理，首问责任人 {owner}。",
            quotes=(("说明", "text"),),
            sms="工单{number}由您处理：{subject}。",
        ),
        EN: _STAFF_EN(
            subject="Ticket {number} is yours: {subject}",
            heading="A ticket was given to you",
            lead='You work on "{subject}" from now on; {owner} stays responsible for it.',
            quotes=(("Note", "text"),),
            sms="Ticket {number} is yours: {subject}.",
        ),
    },
    "ticket_escalated": {
        ZH: _STAFF_ZH(
            subject="工单 {number} 升级：{subject}",
            heading="有工单升级到您",
            lead="{by} 将“{subject}”升级。",
            quotes=(("原因", "text"),),
            sms="工单{number}升级：{subject}。原因：{text}",
        ),
        EN: _STAFF_EN(
            subject="Ticket {number} was escalated: {subject}",
            heading="A ticket was escalated to you",
            lead='{by} escalated "{subject}".',
            quotes=(("Reason", "text"),),
            sms="Ticket {number} was escalated: {subject}. {text}",
        ),
    },
    "ticket_urgent": {
        ZH: _STAFF_ZH(
            subject="{priority}工单 {number}：{summary}",
            heading="有{priority}工单",
            lead="{by} 将“{subject}”标为{priority}：{summary}",
            quotes=(("原因", "text"),),
            sms="{priority}工单{number}：{summary}。原因：{text}",
        ),
        EN: _STAFF_EN(
            subject="Ticket {number} is {priority}: {summary}",
            heading="A ticket is {priority}",
            lead='{by} marked "{subject}" as {priority}: {summary}',
            quotes=(("Reason", "text"),),
            sms="Ticket {number} is {priority}: {summary}. {text}",
        ),
    },
    "ticket_customer_wrote": {
        ZH: _STAFF_ZH(
            subject="客户回复了工单 {number}：{subject}",
            heading="客户回复了",
            lead="“{subject}”的客户有新的话。",
            quotes=(("客户的话", "text"),),
            sms="工单{number}的客户有回复：{subject}。",
        ),
        EN: _STAFF_EN(
            subject="The customer of ticket {number} wrote: {subject}",
            heading="The customer wrote",
            lead='There are new words of the customer of "{subject}".',
            quotes=(("What they said", "text"),),
            sms="The customer of ticket {number} wrote: {subject}.",
        ),
    },
}
