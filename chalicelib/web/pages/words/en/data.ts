/** One's own data, in English. */
export const words = {
  locale: "en",
  title: "My data",
  intro: "You can have what we keep of you, or have it erased. We see to it within thirty days.",
  loading: "Loading…",
  notLoaded: "This cannot be shown right now.",
  tryAgain: "Retry",
  export: "Get my data",
  erase: "Have my data erased",
  about: {
    export: "You get everything that we keep of you: what was said, files, contact details. First we ask who you are.",
    erase:
      "What you wrote, your files and contact details go, and cannot be brought back. First we ask who you are; until we begin you can still call it off by writing to us.",
  },
  go: "Continue",
  cancel: "Cancel",
  sent: (to: string) => `We sent a code to ${to}. Please type it here.`,
  code: "Code",
  confirm: "Confirm",
  again: "Send another code",
  sending: "One moment…",
  open: "Open my data",
  file: (number: number, count: number) => (count > 1 ? `Download part ${number} of ${count}` : "Download"),
  minutes: "The link opens for ten minutes.",
  kinds: { export: "Your data", erase: "Erasing your data" },
  states: {
    asked: (due: string) => `Received; you hear from us by ${due}`,
    under_way: "Being prepared",
    ready: (until: string) => `Ready until ${until}`,
    done: "Done",
    refused: "Not carried out. Please write to us if you want to know why.",
    over: "No longer there",
  },
  refused: {
    lost: "The connection was lost. Please try again.",
    wrong_code: "This code is not right, or too old.",
    no_address: "We know no e-mail address or number of yours to send a code to. Please tell us one in the chat first.",
    not_found: "We keep nothing of you.",
    request_in_the_way: "You have asked for this already.",
    limit_reached: "That was too often. Please try again in an hour.",
    rate_limited: "That was too often. Please try again in an hour.",
    other: "This cannot be done now. Please write to us in the chat.",
  } as Record<string, string>,
};

export type DataWords = typeof words;
