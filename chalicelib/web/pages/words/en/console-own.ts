/** One's own profile and password. */
import { words as password } from "./password.ts";

export const words = {
  ...password,
  "notify.granted": "Notifications of this browser are on.",
  "notify.denied":
    "Notifications are blocked for this page. Allow them in the settings of your browser, by the sign beside the address.",
  "notify.phone":
    "This browser shows no notifications of pages, as most phones do not. The sound and the number in the title remain.",
  "notify.unsupported": "This browser shows no notifications here (they need https).",
  "profile.picture": "Choose a picture of me",
  "profile.picture.done": "Your visitors and colleagues see it now",
  "profile.picture.drop": "Remove my picture",
  "profile.picture.gone": "Your initials are shown again",
  "profile.language": "Language",
  "profile.theme": "Appearance",
  "profile.attention": "When something new comes",
  "profile.sound": "Play a sound",
  "profile.keys": "Keyboard shortcuts",
  "profile.signature": "Signature of my letters",
  "profile.signature.label": "Signature",
  "profile.signature.hint": "It stands below your answers to messages left that go out by e-mail. At most six lines.",
  "profile.signature.save": "Save the signature",
  "profile.signature.done": "Saved",
  "profile.signature.failed.changed_meanwhile": "It was changed elsewhere meanwhile. Open the profile again.",
  "profile.signature.failed.invalid_body": "At most 300 characters in six lines.",
  "profile.signature.failed.no_answer": "The desk cannot be reached. Please try again.",
  "profile.signature.failed.other": "That did not work. Please try again. ({code})",
  "profile.password": "Change my password",
  "profile.password.changed": "Your password is changed",
  "profile.elsewhere": "Sign out everywhere else",
  "profile.elsewhere.done": "You are signed in on this machine only.",
  "profile.elsewhere.failed.no_answer": "The desk cannot be reached. Please try again.",
  "profile.elsewhere.failed.other": "That did not work. Please try again. ({code})",
  "theme.system": "As the system is",
  "theme.light": "Light",
  "theme.dark": "Dark",
};
