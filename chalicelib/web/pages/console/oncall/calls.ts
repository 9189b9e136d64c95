/** One's own calls: read as often as the desk says, while somebody looks at the page; and accepting one. */
import { signal } from "@preact/signals";
import { ask } from "../../desk/asking.ts";
import type { Problem } from "../../desk/client.ts";
import { t, tOf } from "../../desk/i18n.ts";
import { acceptCall, type CallView, readOwnCalls } from "../../desk/operations.ts";
import { Poller } from "../../desk/poller.ts";
import { say } from "../../kit/toasts.tsx";

const HIDDEN_MS = 30_000;

const known = signal<readonly CallView[]>([]);
const busy = signal(false);

const poller = new Poller(async () => {
  if (document.hidden) return HIDDEN_MS;
  const { calls, poll_after_ms: pace } = await ask(readOwnCalls, {});
  known.value = calls;
  return pace;
});

/** Those that nobody has accepted first. */
export const ownCalls = (): readonly CallView[] =>
  [...known.value].sort((one, two) => Number(one.state !== "calling") - Number(two.state !== "calling"));

export const isBusy = (): boolean => busy.value;

/** Reads them from now on; gives what ends that. */
export function follow(): () => void {
  poller.start();
  return () => poller.stop();
}

export async function accept({ call_id: id }: CallView): Promise<void> {
  if (busy.peek()) return;
  busy.value = true;
  try {
    await ask(acceptCall, { path: { call_id: id }, body: {} });
    say(t("oncall.bar.accepted"));
  } catch (problem) {
    const { code, said } = problem as Problem;
    const name = (said as { agent?: { name?: string } } | undefined)?.agent?.name ?? "";
    say(tOf("oncall.bar.failed", code, { code, name }), { kind: "warning" });
  } finally {
    busy.value = false;
    poller.wake();
  }
}
