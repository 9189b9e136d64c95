/** Sound and notifications for visitors, in English. */

export const words = {
  title: "Sound and notifications",
  sound: "Sound",
  notify: "Browser notifications",
  denied: "Your browser does not allow notifications of this site. You can change that in its settings.",
  answer: "New message",
};

export type AlertsWords = typeof words;
