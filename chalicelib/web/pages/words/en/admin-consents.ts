/** The administration: editions of what visitors agree to, in English. */
export const words = {
  "consents.title": "What visitors agree to",
  "consents.intro":
    "Each time the text is saved otherwise it becomes a new edition; those before never change. Visitors are asked again once.",
  "consents.none": "Nothing was asked so far.",
  "consents.edition": "Edition {number}",
  "consents.now": "now",
  "consents.before": "From before editions were kept",
  "consents.desk": "The desk",
  "consents.agreed": "{count} agreed",
  "consents.refused": "{count} did not",
  "consents.lost": "Its words were not kept here; they stand in the conversations that began with it.",
  "consents.nothing": "From here on nothing was asked.",
  "consents.compare": "Compare with edition {number}",
};
