// What is done with a single message: one toolbar for all of them, keys on the one that is chosen, jumps to where something was said.

const FLASH = 1800;

export function attachMessages({ root, t, now, on, call, tell, isOnline, leaveEnd }) {
  let shown = null, hiding = 0;

  const bar = () => root.querySelector('.message-tools');
  const all = () => Array.from(root.querySelectorAll('.thread-content [data-message]'));
  const find = id => root.querySelector(`.thread-content [data-message="${id}"]`);
  const can = (message, tool) => (message.dataset.tools ?? '').split(' ').includes(tool)
    && (tool !== 'recall' || now() < Number(message.dataset.recall));

  // --- the toolbar -----------------------------------------------------------------------------------------------------
  function show(message) {
    const tools = bar();
    clearTimeout(hiding);
    if (!tools || !message.dataset.tools) { hide(); return; }
    let any = false;
    for (const button of tools.querySelectorAll('[data-tool]')) {
      button.hidden = !can(message, button.dataset.tool);
      any ||= !button.hidden;
    }
    if (!any) { hide(); return; }
    const pin = tools.querySelector('[data-tool=pin]'), isPinned = message.dataset.pinned !== undefined;
    pin.setAttribute('aria-pressed', String(isPinned));
    pin.title = isPinned ? pin.dataset.on : pin.dataset.off;
    pin.setAttribute('aria-label', pin.title);
    shown = message;
    tools.hidden = false;
    const frame = tools.parentElement.getBoundingClientRect(), body = (message.querySelector('.bubble') ?? message).getBoundingClientRect();
    const area = message.closest('.thread-scroll').getBoundingClientRect();
    const top = Math.max(body.top - 16, area.top + 2) - frame.top;
    const isOwn = message.classList.contains('own');
    const left = isOwn ? body.left - tools.offsetWidth + 20 : body.right - 20;
    tools.style.top = `${top}px`;
    tools.style.left = `${Math.max(4, Math.min(left - frame.left, frame.width - tools.offsetWidth - 12))}px`;
  }
  function hide() {
    clearTimeout(hiding);
    const tools = bar();
    if (tools) tools.hidden = true;
    shown = null;
  }
  on(root, 'pointerover', e => {
    if (e.target.closest('.message-tools')) { clearTimeout(hiding); return; }
    const message = e.target.closest('.thread-content [data-message]');
    if (message) { if (message !== shown) show(message); else clearTimeout(hiding); return; }
    clearTimeout(hiding);
    if (shown && document.activeElement !== shown && !bar()?.contains(document.activeElement)) hiding = setTimeout(hide, 250);
  });
  on(root, 'scroll', e => { if (shown && e.target.matches?.('.thread-scroll')) { if (document.activeElement === shown) show(shown); else hide(); } }, { capture: true });

  // --- what it does ----------------------------------------------------------------------------------------------------
  function act(tool, message) {
    if (!can(message, tool)) return;
    if (tool === 'copy') {
      const text = message.querySelector('.bubble > .text, .remark-text > .text')?.innerText ?? '';
      const button = bar()?.querySelector('[data-tool=copy]');
      navigator.clipboard?.writeText(text).then(() => {
        if (!button) return;
        button.dataset.done = t.copied;
        setTimeout(() => delete button.dataset.done, 1500);
      }, () => {});
      return;
    }
    tell('MessageAsync', tool, message.dataset.message);
    if (tool === 'quote') { hide(); root.querySelector('.composer-text')?.focus(); }
    if (tool === 'recall') hide();
  }
  on(root, 'click', e => {
    const button = e.target.closest('.message-tools [data-tool]');
    if (button && shown) { act(button.dataset.tool, shown); return; }
    const jump = e.target.closest('[data-jump]');
    // A click of the Enter key has no place: whoever works by keys goes on from there.
    if (jump) jumpTo(jump.dataset.jump, e.detail === 0);
  });
  // The composer keeps the focus when something is done to a message by hand.
  on(root, 'mousedown', e => {
    if (e.target.closest('.message-tools, .pin-bar button, .number-chip, .quote, .quote-draft')) e.preventDefault();
  });

  // --- jumps -----------------------------------------------------------------------------------------------------------
  async function jumpTo(id, byKey) {
    leaveEnd();
    let message = find(id);
    if (!message) {
      if (!isOnline()) return;
      await call('MessageAsync', 'find', id).catch(() => {});
      for (let i = 0; i < 20 && !(message = find(id)); i++) await new Promise(done => requestAnimationFrame(done));
      if (!message) return;
    }
    leaveEnd();
    message.scrollIntoView({ block: 'center' });
    message.classList.remove('found');
    void message.offsetWidth;
    message.classList.add('found');
    setTimeout(() => message.classList.remove('found'), FLASH);
    if (byKey) choose(message);
  }

  // --- keys: from message to message -----------------------------------------------------------------------------------
  function choose(message) {
    // Only what is chosen by keys can have the focus: a click into a text is a click into a text.
    message.tabIndex = -1;
    message.focus({ preventScroll: true });
    message.scrollIntoView({ block: 'nearest' });
    show(message);
  }
  function step(from, by) {
    const messages = all();
    if (!messages.length) return;
    const at = from ? messages.indexOf(from) : messages.length;
    const next = messages[Math.max(0, Math.min(messages.length - 1, at + by))];
    leaveEnd();
    choose(next);
  }
  const keys = { p: 'pin', q: 'quote', c: 'copy', delete: 'recall' };
  on(root, 'keydown', e => {
    if (e.defaultPrevented || e.isComposing || e.keyCode === 229 || e.ctrlKey || e.metaKey || e.altKey) return;
    const composer = e.target.closest('.composer-text');
    if (composer) {
      if (e.key === 'ArrowUp' && !e.shiftKey && !composer.value) { e.preventDefault(); step(null, -1); }
      return;
    }
    const tools = e.target.closest('.message-tools');
    if (tools) {
      if (e.key !== 'ArrowLeft' && e.key !== 'ArrowRight') return;
      const buttons = Array.from(tools.querySelectorAll('[data-tool]:not([hidden])'));
      buttons[(buttons.indexOf(document.activeElement) + (e.key === 'ArrowRight' ? 1 : buttons.length - 1)) % buttons.length].focus();
      e.preventDefault();
      return;
    }
    const isArea = e.target.matches('.thread-scroll');
    const message = e.target.matches('[data-message]') ? e.target : null;
    if (!isArea && !message) return;
    const tool = message && keys[e.key.toLowerCase()];
    if (e.key === 'ArrowUp') step(message, -1);
    else if (e.key === 'ArrowDown') step(message, 1);
    else if (e.key === 'Home') step(all()[0], 0);
    else if (e.key === 'End') step(null, -1);
    else if (message && e.key === 'Enter') bar()?.querySelector('[data-tool]:not([hidden])')?.focus();
    else if (tool && can(message, tool)) act(tool, message);
    else return;
    e.preventDefault();
  });

  return {
    sync() {
      if (!shown) return;
      if (!shown.isConnected) hide(); else if (!bar()?.hidden) show(shown);
    },
  };
}
