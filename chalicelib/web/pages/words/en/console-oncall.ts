/** What the console says of one's calls. */
export const words = {
  "oncall.bar.called": "You are called",
  "oncall.bar.mine": "You have accepted",
  "oncall.bar.visitor": "A visitor has waited since {at}",
  "oncall.bar.message": "A message was left at {at}",
  "oncall.bar.ticket": "An urgent ticket came at {at}",
  "oncall.bar.more": "{count} more",
  "oncall.bar.accept": "Accept",
  "oncall.bar.accepted": "Accepted; nobody else is called",
  "oncall.bar.failed.call_taken": "{name} was first",
  "oncall.bar.failed.call_over": "Nobody is needed any more",
  "oncall.bar.failed.other": "That did not work; please try again ({code})",
};
