/** The sign-in screen, a password of one's own, or the administration. */
import { useSignalEffect } from "@preact/signals";
import { useRef } from "preact/hooks";
import { AgreementDialog } from "../desk/agreement-late.tsx";
import { Dialogs } from "../kit/dialogs.tsx";
import { Toasts } from "../kit/toasts.tsx";
import { PasswordChange } from "../desk/password.tsx";
import { session } from "../desk/session.ts";
import { SignIn } from "../desk/sign-in.tsx";
import { Frame } from "./frame.tsx";
import { route } from "./route.ts";

export function App() {
  return (
    <>
      <Screen />
      <Toasts />
      <Dialogs />
    </>
  );
}

function Screen() {
  const begun = useRef<string | null>(null);
  useSignalEffect(() => {
    // After an ended session the same person comes back to the same section; after signing out anybody may come.
    if (session.ending === "signed_out") route.forget();
  });
  if (!session.signedIn) {
    begun.current = null;
    return <SignIn because={session.ending} />;
  }
  if (session.agent.must_change_password) return <PasswordChange />;
  // What is open behind a new agreement stays; whoever comes accepts it first.
  const { agent_id: id } = session.agent;
  if (session.asksForAgreement && begun.current !== id) return <AgreementDialog />;
  begun.current = id;
  return (
    <>
      <Frame />
      {session.asksForAgreement && <AgreementDialog />}
    </>
  );
}
