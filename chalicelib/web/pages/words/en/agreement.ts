/** The confidentiality agreement. */

export const words = {
  "agreement.dialog": "Please read and accept the confidentiality agreement",
  "agreement.why":
    "Customers’ data opens once you have accepted it. Your conversations and what you have typed are kept.",
  "agreement.reading": "Loading …",
  "agreement.version": "Version {version}, in force since {since}",
  "agreement.yes": "I have read this agreement and will keep to it",
  "agreement.accept": "Accept and go on",
  "agreement.again": "Try again",
  "agreement.failed.agreement_not_asked": "The agreement has just changed. Please read the new one.",
  "agreement.failed.no_answer": "The desk cannot be reached. Please try again.",
  "agreement.failed.other": "That did not work. Please try again. ({code})",
};
