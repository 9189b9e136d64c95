/** What the administration says of the targets of figures, in English. */
export const en = {
  "figures.save": "Save report settings",
  "figures.targets": "Report targets",
  "figures.targets.hint":
    "How many seconds each may take; leave empty for no target. Reports show the target and the share that met it.",
  "figures.seconds": "seconds",
  "field.contact_days": "Days for a repeat contact",
  "figures.contact_days.hint":
    "A customer who comes back about the same category within this many days was not helped the first time. 1 to 90.",
  "field.kept_days": "Days to keep details",
  "figures.kept_days.hint": "Older details are deleted; the figures are kept. 35 to 3,660.",
};
