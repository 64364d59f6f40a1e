// Where the agent was reading, kept for a desk that comes back: after a reload or a restart of the server, not when they switch by themselves.

const KEPT_MS = 10 * 60 * 1000;
const MOST_PAGES = 5;

export function makePlace(agent) {
  const key = `imcc.place.${agent}`;
  let wanted = read(), pages = 0;

  function read() {
    try {
      const kept = JSON.parse(sessionStorage.getItem(key));
      return kept && Date.now() - kept.at < KEPT_MS ? kept : null;
    } catch { return null; }
  }

  return {
    // Whether this thread is to open where it was left; anything else opened first ends the waiting.
    isWanted(thread) {
      if (wanted && wanted.thread !== thread) wanted = null;
      return wanted !== null;
    },
    // Puts the message back under the eye. 'there', 'later' (an earlier page is to be read first) or 'gone'.
    restore(scroll) {
      if (!wanted || !scroll.querySelector('[data-message]')) return 'later';
      const message = scroll.querySelector(`[data-message="${wanted.message}"]`);
      if (!message) {
        if (!scroll.querySelector('[data-earlier]') || ++pages > MOST_PAGES) { wanted = null; return 'gone'; }
        return 'earlier';
      }
      scroll.scrollTop += message.getBoundingClientRect().top - scroll.getBoundingClientRect().top - wanted.offset;
      wanted = null;
      return 'there';
    },
    keep(scroll, thread, isAtEnd) {
      if (wanted) return;
      const top = scroll.getBoundingClientRect().top;
      const message = isAtEnd ? null : Array.from(scroll.querySelectorAll('[data-message]')).find(m => m.getBoundingClientRect().bottom > top);
      try {
        if (message) sessionStorage.setItem(key, JSON.stringify({ thread, message: message.dataset.message, offset: message.getBoundingClientRect().top - top, at: Date.now() }));
        else sessionStorage.removeItem(key);
      } catch { /* A browser that keeps nothing opens at the end. */ }
    },
  };
}
