// Being heard: sounds, the title badge and desktop notifications. One tab of a browser speaks for all.

// What waits for a look, not for an answer.
const SHORT = ['message', 'late', 'reminder', 'help', 'whisper'];

export function attachSounds({ root, agent, signal }) {
  let isSpeaker = !navigator.locks, sound = null;
  let release = () => {};
  navigator.locks?.request(`imcc.speaker.${agent}`, { signal }, () => {
    isSpeaker = true;
    return new Promise(resolve => { release = resolve; });
  }).catch(() => {});

  function play(kind) {
    // Two falling tones for a call, one short for a word: told apart without looking.
    const tones = SHORT.includes(kind) ? [[880, 0, 0.09]] : [[784, 0, 0.16], [1047, 0.18, 0.16], [784, 0.5, 0.16], [1047, 0.68, 0.2]];
    // Before the first click or key a browser lets no page sound, and says so in its console.
    if (navigator.userActivation?.hasBeenActive === false) return;
    try {
      sound ??= new AudioContext();
      if (sound.state === 'suspended') sound.resume();
      // The agent's choice: 70 is as loud as it was made.
      const loud = (root.preferences?.volume ?? 0.7) / 0.7;
      if (loud === 0) return;
      for (const [frequency, at, length] of tones) {
        const oscillator = sound.createOscillator(), volume = sound.createGain(), start = sound.currentTime + at;
        oscillator.frequency.value = frequency;
        oscillator.type = 'sine';
        volume.gain.setValueAtTime(0.0001, start);
        volume.gain.exponentialRampToValueAtTime((SHORT.includes(kind) ? 0.08 : 0.16) * loud, start + 0.015);
        volume.gain.exponentialRampToValueAtTime(0.0001, start + length);
        oscillator.connect(volume).connect(sound.destination);
        oscillator.start(start);
        oscillator.stop(start + length + 0.02);
      }
    } catch { /* A browser without sound is still a desk. */ }
  }

  let badge = 0;
  const showBadge = () => {
    const plain = document.title.replace(/^\(\d+\+?\) /, '');
    const next = badge > 0 && root.preferences?.badge !== false ? `(${badge > 99 ? '99+' : badge}) ${plain}` : plain;
    if (document.title !== next) document.title = next;
  };
  const titles = new MutationObserver(showBadge);
  if (document.head) titles.observe(document.head, { childList: true, subtree: true, characterData: true });

  function syncNotifyButton() {
    const button = root.querySelector('[data-notify]');
    if (button) button.hidden = !('Notification' in window) || Notification.permission !== 'default';
  }

  // Do not disturb: it still rings to the eye, on the page.
  const isQuiet = () => (root.preferences?.quietUntil ?? 0) > Date.now();
  root.addEventListener('imcc:play', e => play(e.detail), { signal });
  root.addEventListener('imcc:preferences', showBadge, { signal });

  const bell = new MutationObserver(syncNotifyButton);
  bell.observe(root, { childList: true, subtree: true });
  syncNotifyButton();

  return {
    alert(count, kind, head, body, url) {
      badge = count;
      showBadge();
      if (!kind || !isSpeaker || isQuiet()) return;
      if (!root.preferences?.muted.includes(kind)) { play(kind); root.dataset.heard = kind; }
      if (root.preferences?.notices === false || !document.hidden || !('Notification' in window) || Notification.permission !== 'granted') return;
      const notification = new Notification(head, { body, tag: url, icon: '/favicon.svg' });
      notification.onclick = () => { window.focus(); notification.close(); Blazor.navigateTo(url); };
    },
    async askForNotifications() {
      if ('Notification' in window) await Notification.requestPermission();
      syncNotifyButton();
    },
    detach() {
      bell.disconnect();
      titles.disconnect();
      release();
      sound?.close();
      badge = 0;
      showBadge();
    },
  };
}
