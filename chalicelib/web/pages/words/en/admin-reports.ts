/** What the administration says of the targets of figures, in English. */
export const en = {
  "figures.save": "Save figures",
  "figures.targets": "Targets of figures",
  "figures.targets.hint":
    "Within how many seconds each should be done; empty: no target. Reports show the target and the share that kept it.",
  "figures.seconds": "seconds",
  "field.contact_days": "Days until a return is another matter",
  "figures.contact_days.hint":
    "Who comes back about the same category within so many days was not helped at once. 1 to 90.",
  "field.kept_days": "Days for which facts are kept",
  "figures.kept_days.hint": "What is behind older figures is removed; the figures stay. 35 to 3,660.",
};
