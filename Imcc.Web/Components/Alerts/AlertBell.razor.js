// The bell in the browser: heard once for each alert, in one tab; closed by a click elsewhere.
const KEY = 'imcc.bell.muted';

export function attach(root) {
  const abort = new AbortController();
  let isSpeaker = !navigator.locks, release = () => {}, sound = null;
  navigator.locks?.request('imcc.bell', { signal: abort.signal }, () => {
    isSpeaker = true;
    return new Promise(resolve => { release = resolve; });
  }).catch(() => { /* Taken down before it was this tab's turn. */ });

  document.addEventListener('pointerdown', e => {
    if (root.querySelector('.bell-panel') && !root.contains(e.target)) root.querySelector('.bell-btn')?.click();
  }, { signal: abort.signal });

  const isMuted = () => localStorage.getItem(KEY) === '1';

  function tone() {
    // Before the first click or key a browser lets no page sound, and says so in its console.
    if (navigator.userActivation?.hasBeenActive === false) return;
    try {
      sound ??= new AudioContext();
      if (sound.state === 'suspended') sound.resume();
      for (const [frequency, at, length] of [[988, 0, 0.14], [740, 0.18, 0.14], [988, 0.36, 0.2]]) {
        const oscillator = sound.createOscillator(), volume = sound.createGain(), start = sound.currentTime + at;
        oscillator.frequency.value = frequency;
        oscillator.type = 'triangle';
        volume.gain.setValueAtTime(0.0001, start);
        volume.gain.exponentialRampToValueAtTime(0.14, start + 0.015);
        volume.gain.exponentialRampToValueAtTime(0.0001, start + length);
        oscillator.connect(volume).connect(sound.destination);
        oscillator.start(start);
        oscillator.stop(start + length + 0.02);
      }
    } catch { /* A browser without sound still shows it. */ }
  }

  return {
    isMuted,
    mute(on) { localStorage.setItem(KEY, on ? '1' : '0'); },
    ring(head, body, url) {
      root.dataset.rung = String(1 + Number(root.dataset.rung ?? 0));
      if (!isSpeaker || isMuted()) return;
      tone();
      if (!document.hidden || !('Notification' in window) || Notification.permission !== 'granted') return;
      const notification = new Notification(head, { body, tag: url, icon: '/favicon.svg' });
      notification.onclick = () => { window.focus(); notification.close(); };
    },
    detach() {
      abort.abort();
      release();
      sound?.close();
    },
  };
}
