/** The sign-in screen, a password of one's own, or the administration. */
import { Dialogs } from "../kit/dialogs.tsx";
import { Toasts } from "../kit/toasts.tsx";
import { PasswordChange } from "../desk/password.tsx";
import { session } from "../desk/session.ts";
import { SignIn } from "../desk/sign-in.tsx";
import { farewell } from "./farewell.ts";
import { Frame } from "./frame.tsx";

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
  if (!session.signedIn) return <SignIn because={farewell.reason} />;
  return session.agent.must_change_password ? <PasswordChange /> : <Frame />;
}
