/** What can be done with a message, in English. */

export const words = {
  locale: "en",
  actions: "Actions for this message",
  quote: "Quote",
  edit: "Edit",
  withdraw: "Withdraw",
  quoting: "You answer",
  dropQuote: "Do not quote",
  editing: "Edit your message",
  save: "Save",
  cancel: "Cancel",
  withdrawing: "Withdraw this message?",
  aboutWithdrawing: "It will say that it was withdrawn, and no longer what you wrote.",
  keep: "Keep it",
  close: "Close",
  sendAsNew: "Send as a new message",
  asking: "One moment…",
  lost: "No connection. Trying again…",
  slow: "Too fast. Trying again in a moment…",
  tooLong: (count: number): string => `${count} character${count === 1 ? "" : "s"} too long`,
  reasons: {
    too_late_to_change: "More than two minutes have passed, so your message stays as it is.",
    conversation_closed: "The conversation has ended, so your message stays as it is.",
    not_found: "The conversation has ended, so your message stays as it is.",
    was_withdrawn: "It was withdrawn already.",
  } as Record<string, string>,
  failed: (reason: string): string => (reason ? `That did not work: ${reason}` : "That did not work."),
};

export type MessageWords = typeof words;
