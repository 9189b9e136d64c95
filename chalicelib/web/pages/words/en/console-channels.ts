/** The channel of a conversation, in English; fetched with it. */
export const words = {
  "channel.by": "Goes out by {kind} ({name}).",
  "channel.characters": "{characters} characters at most.",
  "channel.no_files": "No files.",
  "channel.until": "The customer can be written to until {time}.",
  "channel.closed":
    "The time to answer here was over at {time}. Ask the customer to write again, or use their phone or e-mail.",
  "channel.off": "This channel is switched off: nothing can be sent. An administrator can switch it on.",
  "channel.failed": "Message {seq} was not sent: {why}.",
  "channel.retrying": "Message {seq} is tried again at {time}: {why}.",
  "channel.again": "Send again",
  "channel.why.unreachable": "the channel could not be reached",
  "channel.why.too_slow": "the channel answered too slowly",
  "channel.why.refused": "the channel refused it",
  "channel.why.unreadable": "the channel's answer could not be read",
  "channel.why.window_closed": "the time to answer was over",
  "channel.why.off": "the channel was switched off",
  "channel.why.no_address": "the channel has no address",
  "channel.why.unsure": "it may have arrived; nobody knows",
  "channel.why.too_long": "it is beyond the channel's limits",
  "channel.why.bad_account": "the channel's account is not set up well",
  "channel.why.letter": "the letter did not arrive",
};
