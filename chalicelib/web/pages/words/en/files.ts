/** Files and pictures, in English; for the widget and the console. */

export const words = {
  locale: "en",
  waits: "Waiting…",
  uploading: (percent: number): string => `Uploading ${percent}%`,
  checking: "Being checked…",
  sent: "Sent",
  cancel: "Cancel",
  retry: "Retry",
  remove: "Discard",
  broken: "It did not get through",
  open: (name: string): string => `Open picture ${name}`,
  download: (name: string): string => `Download ${name}`,
  quarantined: "Being checked for viruses",
  infected: "Did not pass the virus check, removed",
  removed: "Removed",
  gone: "Not there any more",
  busy: "Not reachable right now",
  notSent: (reason: string): string => `Not sent: ${reason}`,
  reasons: {
    empty: "the file is empty",
    unknown: "files of this type cannot be sent",
    markup: "web pages and SVG drawings cannot be sent",
    mismatch: "its content is not what its name says",
    two_in_one: "its content is two things at once",
    macros: "documents with macros cannot be sent",
    pixels: "the picture has too many pixels",
    broken: "the file is damaged",
    too_large: "the file is too large",
    kind: "files of this kind are not allowed here",
    files_off: "files cannot be sent here",
    limit_reached: "that was too many files, please wait a while",
    file_used: "it was sent already",
    unknown_file: "it waited too long, please choose it again",
  } as Record<string, string>,
};

export type FilesWords = typeof words;
