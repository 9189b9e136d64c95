/** The console: what is said above everything while something goes wrong. */
export const words = {
  "incident.bar.minor": "Incident · minor",
  "incident.bar.major": "Incident · major",
  "incident.bar.critical": "Incident · critical",
  "incident.bar.since": "since {at}",
  "incident.bar.shown": "visitors are told",
  "incident.bar.more": "{count} more",
  "incident.bar.open": "Show",
};
