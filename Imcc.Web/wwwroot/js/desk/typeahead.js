// Whoever knows the keys types faster than a panel opens. What is typed between the key that asks for a panel and the panel's own field belongs
// to that field: never to the reply that is being written, and never to the customer.

// A panel that has not come by then does not come; what was typed goes back where it was typed.
const PATIENCE_MS = 1500;
const SETTLE_MS = 1000;

export function attachTypeAhead(on) {
  let caught = null;

  on(document, 'keydown', e => {
    // What is replayed is not caught once more.
    if (!caught || !e.isTrusted || e.altKey || e.ctrlKey || e.metaKey) return;
    if (e.key === 'Escape') { release(); return; }
    if (e.key.length > 1 && !['Enter', 'Backspace', 'ArrowUp', 'ArrowDown'].includes(e.key)) return;
    e.preventDefault();
    e.stopImmediatePropagation();
    caught.keys.push(e.key);
  }, { capture: true });
  on(document, 'pointerdown', () => release(), { capture: true });

  // Keys that were never told to anything are written where the focus was; Enter is not among them: it could send.
  function release() {
    if (!caught) return;
    const { from, keys, timer } = caught;
    caught = null;
    clearTimeout(timer);
    if (!from?.isConnected) return;
    from.focus({ preventScroll: true });
    if (from.matches('input, textarea')) keys.forEach(key => write(from, key));
  }

  function write(field, key) {
    if (key === 'Backspace') {
      if (field.selectionStart === field.selectionEnd && field.selectionStart > 0) field.setSelectionRange(field.selectionStart - 1, field.selectionEnd);
      field.setRangeText('', field.selectionStart, field.selectionEnd, 'end');
    } else if (key.length === 1) {
      field.setRangeText(key, field.selectionStart, field.selectionEnd, 'end');
    } else {
      return;
    }
    field.dispatchEvent(new InputEvent('input', { bubbles: true, data: key.length === 1 ? key : null }));
  }

  async function press(target, key) {
    if (!target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })) || key !== 'Enter') return;
    if (target.matches('button')) { target.click(); return; }
    // As the browser does it, but what was typed before may still be on its way to the server.
    const submit = target.form?.querySelector('[type=submit]');
    for (const end = performance.now() + SETTLE_MS; submit?.isConnected && submit.disabled && performance.now() < end;) await new Promise(done => setTimeout(done, 20));
    if (submit?.isConnected && !submit.disabled) submit.click();
  }

  return {
    // A key has asked for a panel.
    expect() {
      release();
      const from = document.activeElement;
      caught = { from, keys: [], timer: setTimeout(release, PATIENCE_MS) };
      // An input method composes where the focus is.
      if (from?.matches('input, textarea')) from.blur();
    },
    // The panel's field has the focus.
    async arrived(target) {
      if (!caught) return;
      const mine = caught;
      clearTimeout(mine.timer);
      while (mine === caught && mine.keys.length) {
        const key = mine.keys.shift();
        if (!target.isConnected) continue;
        if (target.matches('input, textarea') && (key.length === 1 || key === 'Backspace')) write(target, key);
        else await press(target, key);
      }
      if (mine === caught) caught = null;
    },
  };
}
