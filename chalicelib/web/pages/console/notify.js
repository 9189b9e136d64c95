/** Getting the agent's attention: a short sound, a browser notification, a count in the title. */
import { browser } from '../desk/storage.ts';
import { t } from '../desk/i18n.ts';

const TONES = [
  { hertz: 660, at: 0, seconds: 0.16 },
  { hertz: 880, at: 0.13, seconds: 0.28 },
];
const LOUDNESS = 0.12;

export class Notifier extends EventTarget {
  #audio = null;
  #leaving = new AbortController();

  muted = browser.read('muted', false);

  start() {
    // Browsers let a page make sound only after the person has touched it.
    const unlock = () => {
      this.#audio ??= window.AudioContext ? new AudioContext() : null;
      if (this.#audio?.state === 'suspended') this.#audio.resume();
    };
    const { signal } = this.#leaving;
    window.addEventListener('pointerdown', unlock, { signal });
    window.addEventListener('keydown', unlock, { signal });
  }

  stop() {
    this.#leaving.abort();
    this.#audio?.close();
    this.#audio = null;
    this.showCount(0);
  }

  mute(muted) {
    this.muted = muted;
    browser.write('muted', muted);
    if (!muted) this.ring();
    this.dispatchEvent(new Event('changed'));
  }

  ring() {
    if (this.muted || this.#audio?.state !== 'running') return;
    const start = this.#audio.currentTime;
    for (const { hertz, at, seconds } of TONES) {
      const tone = this.#audio.createOscillator();
      const volume = this.#audio.createGain();
      tone.frequency.value = hertz;
      volume.gain.setValueAtTime(0, start + at);
      volume.gain.linearRampToValueAtTime(LOUDNESS, start + at + 0.015);
      volume.gain.exponentialRampToValueAtTime(0.0001, start + at + seconds);
      tone.connect(volume).connect(this.#audio.destination);
      tone.start(start + at);
      tone.stop(start + at + seconds);
    }
  }

  /** granted, denied, default, or unsupported (as on plain http addresses). */
  get permission() {
    return 'Notification' in window && window.isSecureContext ? Notification.permission : 'unsupported';
  }

  async askPermission() {
    await Notification.requestPermission();
    this.dispatchEvent(new Event('changed'));
  }

  /** One for each conversation: a newer one takes the older one's place. */
  announce({ title, body, conversationId, open }) {
    if (this.permission !== 'granted') return;
    try {
      const shown = new Notification(title, { body, tag: conversationId, lang: document.documentElement.lang });
      shown.addEventListener('click', () => {
        window.focus();
        shown.close();
        open();
      });
    } catch {
      // Some phones allow notifications only from a service worker; the sound and the title remain.
    }
  }

  showCount(count) {
    document.title = count > 0 ? `(${count}) ${t('product')}` : `${t('product')} · ${t('console')}`;
  }
}
