/** The console's beginning: the sign-in screen, what must be done first, or the desk, in the chosen language. */
import { showDesk } from './desk.js';
import { showElsewhere } from './elsewhere.js';
import { language, speak } from '../desk/i18n.ts';
import { showPasswordChange } from '../desk/password.js';
import { session } from '../desk/session.ts';
import { showSignIn } from '../desk/sign-in.js';

/** What there is to do at the desk besides conversations. */
const WORK = ['offline.answer', 'followups.work', 'callbacks.work'];

const WORDS = {
  'zh-CN': () => import('../words/zh/for-console.js'),
  en: () => import('../words/en/for-console.js'),
};

const page = document.getElementById('app');
let leave = () => {};
let lastWord = null;
let screen = null;

function wantedScreen() {
  if (!session.agent) return 'sign_in';
  if (session.agent.must_change_password) return 'password';
  if (session.can('conversations.answer')) return 'desk';
  return WORK.some((permission) => session.can(permission)) ? 'lists' : 'elsewhere';
}

const isDesk = () => screen === 'desk' || screen === 'lists';

function show() {
  leave();
  page.replaceChildren();
  screen = wantedScreen();
  leave = {
    sign_in: () => showSignIn(page, session, { because: lastWord, signedIn: show }),
    password: () => showPasswordChange(page, session),
    desk: () => showDesk(page, session),
    lists: () => showDesk(page, session),
    elsewhere: () => showElsewhere(page, session),
  }[screen]();
}

function listen() {
  session.addEventListener('ended', ({ detail }) => {
    lastWord = detail.reason;
    // After an ended session the same agent comes back to the same conversation; after signing out anybody may come.
    if (lastWord === 'signed_out') window.history.replaceState(null, '', window.location.pathname);
    show();
  });
  // The desk itself follows a change of language or of rights without being left.
  session.addEventListener('changed', () => {
    if (screen !== wantedScreen() || screen === 'elsewhere') show();
  });
  language.addEventListener('changed', () => {
    if (!isDesk()) show();
  });
}

if (await speak(WORDS)) {
  listen();
  show();
}
