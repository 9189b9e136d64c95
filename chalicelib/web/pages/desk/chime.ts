/** The sound of something new, for whoever works here and for visitors: two tones, made in place. */

const TONES = [
  { hertz: 660, at: 0, seconds: 0.16 },
  { hertz: 880, at: 0.13, seconds: 0.28 },
];
const LOUDNESS = 0.12;

export function ring(audio: AudioContext): void {
  const start = audio.currentTime;
  for (const { hertz, at, seconds } of TONES) {
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.frequency.value = hertz;
    volume.gain.setValueAtTime(0, start + at);
    volume.gain.linearRampToValueAtTime(LOUDNESS, start + at + 0.015);
    volume.gain.exponentialRampToValueAtTime(0.0001, start + at + seconds);
    tone.connect(volume).connect(audio.destination);
    tone.start(start + at);
    tone.stop(start + at + seconds);
  }
}
