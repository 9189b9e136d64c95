/** What was said before, in English. */
import type { Named } from "../../widget/panel/talk.ts";

export const words = {
  locale: "en",
  title: "Conversations and requests",
  talks: "Conversations",
  requests: "Requests",
  data: "My data",
  notices: "Notices",
  back: "Back to the chat",
  toList: "All conversations",
  loading: "Loading…",
  notLoaded: "This cannot be shown right now.",
  tryAgain: "Retry",
  none: "There is no earlier conversation.",
  more: "Show more",
  goingOn: "Going on",
  me: "You",
  withdrawn: "This message was withdrawn",
  who: (agent: Named | null | undefined): string =>
    [agent?.name || "Customer service", agent?.number && `No. ${agent.number}`].filter(Boolean).join(" · "),
};

export type HistoryWords = typeof words;
