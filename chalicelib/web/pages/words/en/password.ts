/** Choosing one's own password. */

export const words = {
  "password.title": "Choose your own password",
  "password.why":
    "Your present password was set by an administrator. Choose one that only you know, then you can start.",
  "password.current": "Present password",
  "password.new": "New password",
  "password.again": "New password, once more",
  "password.submit": "Change and go on",
  "password.differs": "The two new passwords are not the same.",
  "password.refused.current": "This is not your present password.",
  "password.refused.new": "This password cannot be used: {message}",
  "password.refused.other": "{message}",
  "password.weak.too_short": "A password has at least 10 characters.",
  "password.weak.too_long": "A password has at most 128 characters.",
  "password.weak.blank": "A password cannot be made of spaces or invisible characters only.",
  "password.weak.too_simple":
    "This is too simple: please do not repeat a few characters, or use characters that follow each other.",
  "password.weak.too_common":
    "This is one of the first passwords that are tried. Please choose another one, such as some words that have nothing to do with each other.",
  "password.weak.about_you":
    "Please do not use the name, number or e-mail address, or that with a few characters added.",
  "password.weak.same_as_before": "The new password is the same as the present one.",
  "password.failed.no_answer": "The desk cannot be reached. Please check your network and try again.",
  "password.failed.too_many_attempts": "Too many attempts. You can try again in {wait}.",
  "password.failed.other": "The password was not changed. Please try again. ({code})",
};
