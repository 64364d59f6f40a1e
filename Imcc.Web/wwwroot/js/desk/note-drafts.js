// A note on a customer that is begun and not added yet is kept through reloads, as what stands in the composer is.

export function attachNoteDrafts({ root, agent, on }) {
  const keyOf = area => `imcc.draft.${agent}.note.${area.dataset.noteDraft}`;
  let seen = null, person = null;

  function keep(area) {
    try {
      if (area.value) localStorage.setItem(keyOf(area), JSON.stringify({ text: area.value, at: Date.now() }));
      else localStorage.removeItem(keyOf(area));
    } catch { /* A browser that keeps nothing: then the note lives as long as the desk. */ }
  }

  on(root, 'input', e => { if (e.target.matches('[data-note-draft]')) keep(e.target); });

  return {
    sync() {
      const area = root.querySelector('[data-note-draft]');
      if (!area) { seen = null; return; }
      if (area === seen && area.dataset.noteDraft === person) {
        // Added: it is a draft no more.
        if (!area.value) keep(area);
        return;
      }
      [seen, person] = [area, area.dataset.noteDraft];
      let kept = null;
      try { kept = JSON.parse(localStorage.getItem(keyOf(area))); } catch { /* see above */ }
      if (!kept?.text || area.value) return;
      area.value = kept.text;
      area.dispatchEvent(new Event('input', { bubbles: true }));
    },
  };
}
