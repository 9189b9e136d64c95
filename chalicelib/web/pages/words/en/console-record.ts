/** How a conversation is filed and what is written down of it when it is closed. */

interface Count {
  count: number;
}

export const words = {
  "close.title": "Close this conversation?",
  "close.body": "Neither side can write in it any more. If the visitor writes again, a new conversation starts.",
  "close.unsent": ({ count }: Count) =>
    count === 1
      ? "One reply has not been delivered yet, and will not be."
      : `${count} replies have not been delivered yet, and will not be.`,
  "close.confirm": "Close conversation",
  "close.category": "Category (optional)",
  "close.category.needed": "Category",
  "close.category.unknown": "Choose one from the list, or leave it empty.",
  "close.category.missing": "Say first what it was about.",
  "close.category.hint": "Type, or choose with ↑ ↓ and Enter. Spam and incidents are not rated.",
  "record.title": "Record",
  "record.propose": "Then propose the question as an article",
  "record.problem": "Problem",
  "record.steps": "What was done",
  "record.result": "Result",
  "record.next": "What follows",
  "record.none": "Nothing was written down.",
  "record.edit": "Category and record",
  "record.save": "Save",
  "record.refused.changed_meanwhile": "Somebody else changed it meanwhile. Open it again.",
  "record.refused.other": "This did not work: {message}",
};
