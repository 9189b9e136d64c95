/** The admin page's beginning: the sign-in screen, a password of one's own, or the administration. */
import { language, speak } from '../desk/i18n.ts';
import { showPasswordChange } from '../desk/password.js';
import { session } from '../desk/session.ts';
import { showSignIn } from '../desk/sign-in.js';
import { showFrame } from './frame.js';

const WORDS = {
  'zh-CN': () => import('../words/zh/for-admin.js'),
  en: () => import('../words/en/for-admin.js'),
};

const page = document.getElementById('app');
let leave = () => {};
let lastWord = null;
let screen = null;

function wantedScreen() {
  if (!session.agent) return 'sign_in';
  return session.agent.must_change_password ? 'password' : 'administration';
}

function show() {
  leave();
  page.replaceChildren();
  screen = wantedScreen();
  leave = {
    sign_in: () => showSignIn(page, session, { because: lastWord, signedIn: show }),
    password: () => showPasswordChange(page, session),
    administration: () => showFrame(page),
  }[screen]();
}

function listen() {
  session.addEventListener('ended', ({ detail }) => {
    lastWord = detail.reason;
    // After an ended session the same person comes back to the same section; after signing out anybody may come.
    if (lastWord === 'signed_out') window.history.replaceState(null, '', window.location.pathname);
    show();
  });
  // The administration itself follows a change of language or of rights without being left.
  session.addEventListener('changed', () => {
    if (screen !== wantedScreen()) show();
  });
  language.addEventListener('changed', () => {
    if (screen !== 'administration') show();
  });
}

if (await speak(WORDS)) {
  listen();
  show();
}
