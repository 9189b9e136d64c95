/** What the console says about people and working together, in English. */

interface Count {
  count: number;
}

export const en = {
  "elsewhere.why": "Your role answers no conversations, so there is no desk for you here.",

  "people.title": "Colleagues",
  "people.failed.agent_away": "{name} is not at the console, so the status cannot be set.",
  "people.failed.forbidden": "{name} is not one of the people you may set.",
  "people.failed.no_answer": "The desk could not be reached. Please try again.",
  "people.failed.other": "The status of {name} was not changed. ({code})",

  "away.add": "Automatic reply",
  "away.change": "Automatic reply is on",
  "away.about":
    "Visitors whom you serve are told this once, automatically, if they write while you are busy or on a break.",
  "entry.away_reply": "{agent}: {text}",

  "level.vip": "VIP",
  "level.gold": "Gold",
  "level.silver": "Silver",
  "level.normal": "Normal",

  "moves.label": "Hand on and hold",
  "moves.transfer": "Transfer",
  "moves.invite": "Invite",
  "moves.hold": "Hold",
  "moves.resume": "Resume",
  "moves.leave": "Leave",
  "moves.reassign": "Reassign",
  "moves.take_over": "Take over",
  "moves.failed": "{what} did not work: {why}",
  "moves.failed.category_needed":
    "Its plan wants to know first what it was about: open it to close it, or choose another way.",
  "moves.failed.nobody_else": "nobody else is in this group. Choose another group or a colleague.",
  "moves.failed.nobody_free": "nobody in this group is there at the moment. Choose somebody else, or let it wait.",
  "moves.failed.agent_full": "this colleague already has as many conversations as they can take.",
  "moves.and": ", ",
  "moves.have_room": "{words} These have room: {names}",
  "moves.failed.agent_away": "this colleague’s status is not “Online”.",
  "moves.failed.already_theirs": "this colleague has the conversation already.",
  "moves.failed.already_there": "this colleague is in the conversation already.",
  "moves.failed.too_many_guests": "there are as many guests as there may be.",
  "moves.failed.conversation_closed": "the conversation is closed.",
  "moves.failed.conversation_taken": "another agent has the conversation now.",
  "moves.failed.not_answered": "answer the visitor first, then put the conversation on hold.",
  "moves.failed.not_taken": "the conversation is back in the line.",
  "moves.failed.not_yours": "the conversation is no longer yours.",
  "moves.failed.not_a_guest": "you are no longer a guest here.",
  "moves.failed.not_found": "this colleague or group is no longer there.",
  "moves.failed.forbidden": "you do not have the permission.",
  "moves.failed.no_answer": "the desk could not be reached. Please try again.",
  "moves.failed.other": "{detail} ({code})",
  "take_over.full.title": "Take over beyond your capacity?",
  "take_over.full.body": "You have {count} of at most {capacity} conversations already.",
  "take_over.full.confirm": "Take over all the same",

  "entry.form": "Filled in before the first message: {what}",
  "entry.form.help": "In the help before: {what}",
  "entry.form.asked": "looked for “{question}”",
  "entry.form.read": "read {titles}",
  "entry.form.consent": "agreed to edition {version} of the text",
  "entry.form.declined": "did not agree to edition {version} of the text",
  "wall.whisper": "Whisper to the agent",
  "wall.whisper.hint": "The visitor never sees it",
  "wall.whisper.send": "Whisper",
};
