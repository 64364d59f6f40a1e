// Dragging nodes, and sending a sheet. What came of it is told through the hidden fields of the page, once.

export function attach(root, failed) {
  const abort = new AbortController();
  const on = (type, handler) => root.addEventListener(type, handler, { signal: abort.signal });
  const tell = (name, value) => {
    const field = root.querySelector(`[data-${name}]`);
    field.value = value;
    field.dispatchEvent(new Event('change', { bubbles: true }));
  };
  let dragged = null, over = null;

  const rowOf = el => el.closest?.('[data-node]');
  const clear = () => { if (over) { over.classList.remove('drop-before', 'drop-after', 'drop-inside'); over = null; } };
  function placeOn(row, y) {
    const box = row.getBoundingClientRect(), part = (y - box.top) / box.height;
    return part < .28 ? 'before' : part > .72 ? 'after' : 'inside';
  }

  on('dragstart', e => {
    dragged = rowOf(e.target);
    if (!dragged) return;
    e.dataTransfer.effectAllowed = 'move';
    e.dataTransfer.setData('text/plain', dragged.dataset.name);
    dragged.classList.add('dragged');
  });
  on('dragover', e => {
    const row = rowOf(e.target);
    if (!dragged || !row || row === dragged) { clear(); return; }
    e.preventDefault();
    e.dataTransfer.dropEffect = 'move';
    const place = placeOn(row, e.clientY);
    if (over !== row || !row.classList.contains('drop-' + place)) {
      clear();
      over = row;
      row.classList.add('drop-' + place);
    }
  });
  on('dragleave', e => { if (!root.contains(e.relatedTarget)) clear(); });
  on('drop', e => {
    const row = rowOf(e.target);
    if (!dragged || !row || row === dragged) return;
    e.preventDefault();
    tell('drop', `${dragged.dataset.node}|${row.dataset.node}|${placeOn(row, e.clientY)}`);
  });
  on('dragend', () => { dragged?.classList.remove('dragged'); dragged = null; clear(); });

  // The tree's own keys do not scroll the page under it.
  on('keydown', e => {
    if (e.target.matches('[data-tree]') && (e.key.startsWith('Arrow') || [' ', 'Enter', 'F2', 'Insert', 'Delete'].includes(e.key) || (e.key === 'z' && (e.ctrlKey || e.metaKey)))) e.preventDefault();
  });
  on('focusout', e => {
    // A name is written: back to the tree, where the keys are.
    if (e.target.matches('[data-rename]') && !e.relatedTarget) root.querySelector('[data-tree]')?.focus();
  });

  on('change', async e => {
    if (!e.target.matches('[data-import]') || !e.target.files.length) return;
    const form = new FormData();
    form.append('file', e.target.files[0]);
    e.target.value = '';
    try {
      const answer = await fetch('/admin/reason-tree/import', {
        method: 'POST',
        body: form,
        headers: { RequestVerificationToken: document.querySelector('meta[name=imcc-antiforgery]').content, 'Accept-Language': document.documentElement.lang },
      });
      const said = await answer.json().catch(() => ({}));
      tell('sent', answer.ok ? 'sent|' + said.id : 'refused|' + (said.detail ?? failed));
    } catch {
      tell('sent', 'refused|' + failed);
    }
  });

  const names = new MutationObserver(() => {
    const field = root.querySelector('[data-rename]');
    if (field && document.activeElement !== field && !field.dataset.seen) { field.dataset.seen = '1'; field.focus(); field.select(); }
    if (!field) root.querySelector('.rtree-row.on')?.scrollIntoView({ block: 'nearest' });
  });
  names.observe(root, { childList: true, subtree: true });

  return {
    detach() {
      names.disconnect();
      abort.abort();
    },
  };
}
