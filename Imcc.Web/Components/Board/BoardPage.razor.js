// The live board in the browser: times and the clock tick, what has become red is heard, and what is shown says by itself when it has grown old. Everything else is the server's.
import { makeTimes } from '../../js/desk/times.js';
import { attachSounds } from '../../js/desk/sounds.js';

const OLD = 5000;
const MUTED = 'imcc.board.muted';
const KEEP_EVERY = 30 * 60 * 1000;

export function attach(root, options) {
  const skew = options.now - Date.now();
  const now = () => Date.now() + skew;
  const abort = new AbortController();
  const tickTimes = makeTimes(root, options.texts, now);
  // One tab speaks for all: a wall, which says nothing, must not be it.
  const sounds = root.querySelector('[data-mute]') ? attachSounds({ root, agent: 'board-' + options.viewer, signal: abort.signal }) : null;
  const clock = new Intl.DateTimeFormat('zh-CN', { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false, timeZone: options.zone });

  const isMuted = () => localStorage.getItem(MUTED) === '1';
  const showMute = () => root.querySelector('[data-mute]')?.setAttribute('aria-pressed', isMuted());
  root.addEventListener('click', e => {
    if (!e.target.closest('[data-mute]')) return;
    localStorage.setItem(MUTED, isMuted() ? '0' : '1');
    showMute();
  }, { signal: abort.signal });

  function tick() {
    tickTimes();
    const at = root.querySelector('[data-at]');
    root.classList.toggle('stale', !at || now() - Number(at.dataset.at) > OLD);
    const face = root.querySelector('[data-clock]');
    if (face) face.textContent = clock.format(now());
    showMute();
  }

  const ticking = setInterval(tick, 1000);
  // Nobody touches a wall for days: it keeps its own sign-in. What becomes of one request does not matter, the next comes.
  const keeping = root.classList.contains('wall') ? setInterval(() => fetch('/signin/keep', { cache: 'no-store' }).catch(() => {}), KEEP_EVERY) : null;
  const markup = new MutationObserver(tickTimes);
  markup.observe(root, { childList: true, subtree: true, attributes: true, attributeFilter: ['data-since'] });
  tick();
  return {
    alert(red, isHeard, group, words) {
      root.dataset.red = red;
      sounds?.alert(red, isHeard && !isMuted() ? 'late' : null, group, words, '/board');
    },
    detach() {
      clearInterval(ticking);
      clearInterval(keeping);
      markup.disconnect();
      sounds?.detach();
      abort.abort();
    },
  };
}
