// The thread on screen: stay at the end unless the agent reads further up.
import { makePlace } from './place.js';

export function attachThread({ root, t, agent, on, call, isOnline }) {
  const place = makePlace(agent);
  let keeping = 0;
  let scroll = null, thread = null, first = null, height = 0, stick = true, fresh = 0, isAsking = false;

  const sizes = new ResizeObserver(() => { if (stick) toEnd(); else height = scroll?.scrollHeight ?? 0; });
  const earlier = new IntersectionObserver(entries => {
    if (isAsking || stick || !entries.some(e => e.isIntersecting) || !isOnline()) return;
    isAsking = true;
    call('EarlierAsync').catch(() => {}).finally(() => { isAsking = false; });
  });
  function toEnd() {
    if (!scroll) return;
    scroll.scrollTop = scroll.scrollHeight;
    height = scroll.scrollHeight;
    fresh = 0;
    showPill();
  }
  function showPill() {
    const pill = root.querySelector('[data-pill]');
    if (!pill) return;
    pill.hidden = fresh === 0;
    // Written only when it differs: each writing is a change of markup that brings us here again.
    const words = t.newMessages.replace('{0}', fresh);
    if (fresh && pill.textContent !== words) pill.textContent = words;
  }
  function syncThread(records) {
    const host = root.querySelector('.thread'), area = host?.querySelector('.thread-scroll') ?? null;
    if (area !== scroll || host?.dataset.thread !== thread) {
      sizes.disconnect();
      earlier.disconnect();
      scroll = area;
      thread = host?.dataset.thread ?? null;
      [first, stick, fresh] = [null, true, 0];
      if (!scroll) return;
      sizes.observe(scroll);
      sizes.observe(scroll.firstElementChild);
      scroll.onscroll = () => {
        stick = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 48;
        if (stick && fresh) { fresh = 0; showPill(); }
        // After the last of a movement: looking for the message at the top is not for each frame.
        clearTimeout(keeping);
        keeping = setTimeout(() => { if (scroll?.isConnected) place.keep(scroll, thread, stick); }, 150);
      };
    }
    if (!scroll) return;
    if (place.isWanted(thread)) {
      const found = place.restore(scroll);
      stick = found === 'gone';
      if (found === 'earlier' && isOnline()) call('EarlierAsync').catch(() => {});
      [first, height] = [host.dataset.first, scroll.scrollHeight];
      if (found !== 'gone') return;
    }
    earlier.disconnect();
    const mark = scroll.querySelector('[data-earlier]');
    if (mark) earlier.observe(mark);
    const anchor = host.dataset.anchor && scroll.querySelector(`[data-seq="${host.dataset.anchor}"]`);
    const jump = thread + '|' + (host.dataset.jump ?? '');
    if (anchor && host.anchored !== jump) {
      // An earlier conversation opens where it began, a found message in the middle.
      host.anchored = jump;
      anchor.scrollIntoView({ block: anchor.matches('.hit-mark') ? 'center' : 'start' });
      stick = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 48;
    } else if (stick) {
      toEnd();
    } else if (first !== null && host.dataset.first !== first) {
      // What came above pushes down what is being read: put it back under the eye.
      scroll.scrollTop += scroll.scrollHeight - height;
    } else {
      fresh += records.flatMap(r => Array.from(r.addedNodes)).filter(n => n.matches?.('.thread-content > .msg.customer, .thread-content > .remark')).length;
      showPill();
    }
    first = host.dataset.first;
    height = scroll.scrollHeight;
  }

  on(root, 'click', e => { if (e.target.closest('[data-pill]')) { stick = true; toEnd(); } });

  return {
    sync: syncThread,
    // What is sent from here is seen.
    stay() { stick = true; },
    // What is read further up is not left for what comes.
    leave() { stick = false; },
    detach() {
      clearTimeout(keeping);
      sizes.disconnect();
      earlier.disconnect();
    },
  };
}
