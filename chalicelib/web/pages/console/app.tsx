/** The console: the sign-in screen, what must be done first, or the desk. */
import { useSignalEffect } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { AgreementDialog } from "../desk/agreement-late.tsx";
import { session } from "../desk/session.ts";
import { SignIn } from "../desk/sign-in.tsx";
import { Dialogs } from "../kit/dialogs.tsx";
import { Toasts } from "../kit/toasts.tsx";
import { Desk, DeskProvider } from "./desk.ts";
import { Elsewhere } from "./frame/elsewhere.tsx";
import { Frame } from "./frame/frame.tsx";
import { own } from "./frame/late.ts";
import { mayLook } from "./quality/place.ts";

/** What there is to do at the desk besides conversations. */
const WORK = [
  "offline.answer",
  "followups.work",
  "callbacks.work",
  "tickets.work",
  "duty.work",
  "duty.lead",
  "incidents.see",
  "incidents.lead",
  "reports.see",
  "wall.see",
  "staff.see",
  "staff.enter",
  "staff.approve",
];

export function App() {
  const begun = useRef<string | null>(null);
  useSignalEffect(() => {
    // After an ended session the same agent comes back to the same conversation; after signing out anybody may come.
    if (session.ending === "signed_out") history.replaceState(null, "", location.pathname);
  });
  if (!session.signedIn) {
    begun.current = null;
    return <SignIn because={session.ending} />;
  }
  if (session.agent.must_change_password) return <PasswordChange />;
  const answers = session.can("conversations.answer");
  const works = answers || mayLook(session) || WORK.some((permission) => session.can(permission));
  // Whoever comes accepts the agreement first. A new one stands before a desk that goes on behind it, with all that is open.
  const { agent_id: id } = session.agent;
  if (session.asksForAgreement && begun.current !== id) return <AgreementDialog />;
  begun.current = id;
  // Another agent, or one who may do more or less, has another desk.
  return (
    <>
      {works ? <DeskPage key={`${id} ${answers}`} /> : <Elsewhere />}
      {session.asksForAgreement && <AgreementDialog />}
    </>
  );
}

function PasswordChange() {
  const late = own.use();
  return late ? <late.PasswordChange /> : null;
}

function DeskPage() {
  const desk = useMemo(() => new Desk(session), []);
  useEffect(() => {
    desk.start();
    return () => desk.stop();
  }, []);
  return (
    <DeskProvider value={desk}>
      <Frame />
      <Dialogs />
      <Toasts />
    </DeskProvider>
  );
}
