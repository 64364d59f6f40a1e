// Scoring by keys, and jumping to what shows it: everything here happens in the browser; what is chosen is told by the inputs themselves.
export function start(root) {
  const cards = () => [...root.querySelectorAll('[data-question]')];
  const onClick = e => {
    const jump = e.target.closest('[data-jump]');
    if (!jump || !jump.dataset.jump) return;
    const target = root.querySelector(`[data-seq="${CSS.escape(jump.dataset.jump)}"]`);
    if (!target) return;
    target.scrollIntoView({ block: 'center', behavior: 'smooth' });
    target.classList.remove('flash');
    void target.offsetWidth;
    target.classList.add('flash');
  };
  const onKey = e => {
    if (e.ctrlKey || e.metaKey) {
      const wanted = e.key === 'Enter' ? '[data-submit]' : e.key.toLowerCase() === 's' ? '[data-save]' : null;
      const button = wanted && root.querySelector(wanted);
      if (button) { e.preventDefault(); document.activeElement?.blur?.(); button.click(); }
      return;
    }
    if (e.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(e.target.tagName) && e.target.type !== 'radio' && e.target.type !== 'checkbox') return;
    const all = cards();
    const card = e.target.closest('[data-question]');
    const at = all.indexOf(card);
    const move = to => { if (all[to]) { e.preventDefault(); all[to].focus(); all[to].scrollIntoView({ block: 'nearest' }); } };
    if (e.key === 'ArrowDown' || e.key === 'j') return move(at + 1);
    if (e.key === 'ArrowUp' || e.key === 'k') return move(Math.max(0, at - 1));
    if (!card) return;
    const input = e.key === '0' ? card.querySelector('[data-na]') : /^[1-9]$/.test(e.key) ? card.querySelector(`[data-option="${e.key - 1}"]`) : null;
    if (input && !input.disabled) { e.preventDefault(); input.click(); card.focus(); }
  };
  root.addEventListener('click', onClick);
  root.addEventListener('keydown', onKey);
  return { stop() { root.removeEventListener('click', onClick); root.removeEventListener('keydown', onKey); } };
}
