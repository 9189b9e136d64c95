/** What the section of playing days once more says, in English. */
export const en = {
  "section.replay": "What if",
  "section.replay.hint":
    "Plays the visitors of some days once more, against another allocation, capacity or staff; nothing is changed.",
  "replay.as_it_was": "As it was",
  "replay.capacity": "Capacity of everybody",
  "replay.staff": "Agents more or fewer",
  "replay.start": "Play",
  "replay.busy": "Playing…",
  "replay.not_yet": "Nothing has been played yet.",
  "replay.figure": "Figure",
  "replay.was": "As it was",
  "replay.would_be": "As it would be",
  "replay.served": "Served",
  "replay.waited": "Had to wait",
  "replay.given_up": "Given up",
  "replay.median_seconds": "Half served within",
  "replay.ninety_percent_seconds": "Nine of ten served within",
  "replay.longest_seconds": "Longest wait",
  "replay.seconds": "{seconds} s",
  "replay.agents": "Conversations of each agent",
  "replay.supposed":
    "{count} conversations were read. Each lasts as long as it did; who was there when is inferred from who was looked at when conversations were given.",
};
