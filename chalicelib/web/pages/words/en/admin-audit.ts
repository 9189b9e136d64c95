/** The administration: words of the audit log. */
import { en as acts } from "./admin-acts.ts";

export const words = {
  ...acts,
  "audit.tab.acts": "Acts",
  "audit.tab.seals": "Seals",
  "seals.day": "Day (UTC)",
  "seals.goes_on": "{day} (goes on)",
  "seals.acts": "Acts",
  "seals.seal": "Seal",
  "seals.state": "Check",
  "seals.none": "Nothing is sealed yet. The audit log is sealed every hour.",
  "seals.letter": "Seal from a letter",
  "seals.letter.hint": "Paste the seal that was sent about a day, to see whether it is the one that is kept.",
  "seals.letter.not_one": "A seal has 64 characters, 0–9 and a–f.",
  "seals.letter.same": "It is the seal of {day}; check that day to know whether its acts are unchanged.",
  "seals.letter.none": "None of the days in the list has this seal.",
  "seals.as_in_letter": "as in the letter",
  "seals.look": "Check",
  "seals.looking": "Checking…",
  "seals.holds": "As it was sealed",
  "seals.fault.altered": "Entry {id} of {when} was changed",
  "seals.fault.missing": "An entry before {when} was taken out",
  "seals.fault.added": "Entry {id} of {when} was added afterwards",
  "seals.fault.chain": "Seal {number} was changed",
  "seals.fault.gap": "There is no seal before number {number}",
  "seals.fault.unlike_letter": "The seal is not that of the letter",
};
