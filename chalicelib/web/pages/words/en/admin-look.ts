/** What the administration says about how a plan looks that cannot be, in English. */
export const en = {
  "prechat.editions": "See all editions",
  "prechat.consent_optional": "Serve visitors who do not agree as well",
  "prechat.consent_optional.hint": "Off: whoever does not agree can neither write nor leave a message here.",
  "prechat.refusal": "What those are told who do not agree",
  "prechat.refusal.hint": "Such as another way to reach you. Empty: our own words.",
  "wrong.look": "{message}",
  "wrong.look.shape": "Please choose one",
  "wrong.look.window": "Please choose one",
  "wrong.look.corners": "Please choose one",
  "wrong.look.color": "A colour such as #1f6feb",
  "wrong.look.text_color": "A colour such as #ffffff",
  "wrong.look.picture": "Empty, or an address that begins with https://",
  "wrong.look.offset": "The distances are 0 to 500 pixels",
  "wrong.look.offset_x": "A whole number from 0 to 500",
  "wrong.look.offset_y": "A whole number from 0 to 500",
  "plan.suggests.while_waiting": "Suggest articles in the queue",
  "plan.suggests.while_waiting.hint": "Visitors who wait see articles in the conversation that may answer them.",
  "plan.suggests.while_away": "Suggest articles while nobody is there",
  "plan.suggests.while_away.hint":
    "Visitors who write a message see articles that may answer it; what they write is searched for.",
};
