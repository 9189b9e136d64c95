/** The console's beginning: the sign-in screen or the desk, in the chosen language. */
import { showDesk } from './console-desk.js';
import { language } from './console-i18n.js';
import { session } from './console-session.js';
import { showSignIn } from './console-sign-in.js';

const page = document.getElementById('app');
let leave = () => {};
let lastWord = null;

function show() {
  leave();
  page.replaceChildren();
  leave = session.agent
    ? showDesk(page, session)
    : showSignIn(page, session, { because: lastWord, signedIn: show });
}

session.addEventListener('ended', ({ detail }) => {
  lastWord = detail.reason;
  // After an ended session the same agent comes back to the same conversation; after signing out anybody may come.
  if (lastWord === 'signed_out') window.history.replaceState(null, '', window.location.pathname);
  show();
});
language.addEventListener('changed', () => {
  if (!session.agent) show();
});
show();
