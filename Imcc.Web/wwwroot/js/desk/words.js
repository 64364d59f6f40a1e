// Sensitive words: marked while one writes. What should not be sent is sent when the agent says so a second time; what must not be sent stays.
// The server has the last word: it is asked again with each message.

const PAUSE = 300;

const BRACED = /\{([^{}\r\n]{1,20})\}/g;

export function attachWords({ root, t, variables, on, call, area }) {
  let timer = 0, asked = '', marks = [], armed = null, held = null;
  const known = new Set((variables ?? []).map(name => name.toLowerCase()));
  // A looked-up answer may hold names that are no variable of ours: remembered by conversation.
  const inserted = new Map();

  const warnOf = form => form?.querySelector('[data-warn]');
  const say = (form, sentence, level) => {
    const warn = warnOf(form);
    if (!warn) return;
    if (warn.textContent !== sentence) warn.textContent = sentence;
    warn.dataset.level = sentence ? level : '';
  };
  const named = list => [...new Set(list)].map(w => `“${w}”`).join(' ');
  // Read off the text itself: it may come from a draft, from another day.
  const holes = ({ value, form }) => form.dataset.mode === 'remark' ? [] : [...new Set([...value.matchAll(BRACED)].map(m => m[1].trim()))]
    .filter(name => known.has(name.toLowerCase()) || inserted.get(form.dataset.conversation)?.has(name));

  function show() {
    const text = area(), form = text?.form;
    if (!text) return;
    const layer = form.querySelector('[data-marks]');
    const current = text.value === asked ? marks : [];
    if (layer) {
      const parts = [];
      let at = 0;
      for (const m of [...current].sort((a, b) => a.start - b.start)) {
        if (m.start < at) continue;
        parts.push(document.createTextNode(asked.slice(at, m.start)));
        const mark = document.createElement('mark');
        mark.textContent = asked.slice(m.start, m.start + m.length);
        mark.className = m.isBlocked ? 'blocked' : 'warned';
        parts.push(mark);
        at = m.start + m.length;
      }
      if (parts.length) parts.push(document.createTextNode(asked.slice(at)));
      layer.replaceChildren(...parts);
      layer.scrollTop = text.scrollTop;
    }
    const blocked = current.filter(m => m.isBlocked).map(m => m.word), empty = holes(text);
    if (blocked.length) say(form, t['Words.Blocked'].replace('{0}', named(blocked)), 'blocked');
    else if (empty.length) say(form, t['Words.Open'].replace('{0}', empty.map(n => `{${n}}`).join(' ')), 'blocked');
    else if (current.length) say(form, t[armed === text.value ? 'Words.Again' : 'Words.Warned'].replace('{0}', named(current.map(m => m.word))), 'warned');
    else say(form, '', '');
  }

  async function check() {
    const text = area();
    if (!text) return;
    const value = text.value, conversation = text.form.dataset.conversation;
    if (text.form.dataset.mode === 'remark' || value.trim().length < 2) { [asked, marks] = [value, []]; return show(); }
    try {
      const found = await call('CheckAsync', conversation, value);
      if (area()?.value !== value) return;
      [asked, marks] = [value, found];
      show();
    } catch { /* Sending asks again. */ }
  }

  on(root, 'input', e => {
    if (e.target !== area()) return;
    armed = null;
    clearTimeout(timer);
    timer = setTimeout(check, PAUSE);
    show();
  });
  on(root, 'scroll', e => { if (e.target === area()) { const layer = e.target.form.querySelector('[data-marks]'); if (layer) layer.scrollTop = e.target.scrollTop; } }, { capture: true });
  on(root, 'focusin', e => { if (e.target === area() && e.target.value !== asked) check(); });
  on(root, 'imcc:sending', e => {
    if (e.detail.isRemark) return;
    const text = area(), current = text.value === asked ? marks : [];
    if (current.some(m => m.isBlocked)) {
      // Once for a text, however often the key is pressed.
      if (held !== text.value) call('HoldBackAsync', text.form.dataset.conversation, held = text.value).catch(() => { held = null; });
      e.preventDefault();
      shake(e.target);
      return show();
    }
    if (holes(text).length) { e.preventDefault(); shake(e.target); return show(); }
    if (!current.length) return;
    if (armed !== text.value) { armed = text.value; e.preventDefault(); return show(); }
    armed = null;
    call('ConfirmAsync', e.detail.id).catch(() => {});
  });
  on(root, 'imcc:sent', e => { inserted.delete(e.target.dataset.conversation); [asked, marks, armed] = ['', [], null]; show(); });
  on(root, 'imcc:opened', () => { armed = null; show(); check(); });
  if (area()) { show(); check(); }

  function shake(form) {
    const warn = warnOf(form);
    warn?.animate([{ transform: 'translateX(0)' }, { transform: 'translateX(4px)' }, { transform: 'translateX(-4px)' }, { transform: 'translateX(0)' }], 180);
  }

  return {
    // Names that have no value: the text does not go out with them.
    watch(names) {
      const of = area()?.form.dataset.conversation;
      if (names.length) inserted.set(of, new Set([...inserted.get(of) ?? [], ...names]));
      show();
    },
    detach() { clearTimeout(timer); },
  };
}
