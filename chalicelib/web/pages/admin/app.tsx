/** The sign-in screen, a password of one's own, or the administration. */
import { useSignalEffect } from "@preact/signals";
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
  useSignalEffect(() => {
    // After an ended session the same person comes back to the same section; after signing out anybody may come.
    if (session.ending === "signed_out") route.forget();
  });
  if (!session.signedIn) return <SignIn because={session.ending} />;
  return session.agent.must_change_password ? <PasswordChange /> : <Frame />;
}
