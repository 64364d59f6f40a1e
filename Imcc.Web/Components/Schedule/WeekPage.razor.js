// Painting over the week: from the cell where the button goes down to where it comes up, one call. A single click is the server's own.
export function start(root, page) {
  const abort = new AbortController();
  const on = (target, type, handler, options) => target.addEventListener(type, handler, { signal: abort.signal, ...options });
  let painted = null;
  let hasPainted = false;
  const cellOf = e => e.target instanceof Element ? e.target.closest('[data-cell]') : null;
  const take = cell => {
    if (cell && painted && !painted.has(cell.dataset.cell)) {
      painted.set(cell.dataset.cell, cell);
      if (painted.size > 1)
        for (const one of painted.values()) one.classList.add('painted');
    }
  };
  on(root, 'pointerdown', e => {
    const cell = cellOf(e);
    if (!cell || e.button !== 0 || e.pointerType === 'touch') return;
    painted = new Map();
    take(cell);
  });
  on(root, 'pointerover', e => take(cellOf(e)));
  on(document, 'pointerup', () => {
    if (!painted) return;
    const cells = painted;
    painted = null;
    for (const cell of cells.values()) cell.classList.remove('painted');
    hasPainted = cells.size > 1;
    if (hasPainted) {
      page.invokeMethodAsync('PaintAsync', [...cells.keys()]);
      // The click that may follow is of the same deed.
      setTimeout(() => { hasPainted = false; }, 0);
    }
  });
  on(document, 'pointercancel', () => {
    if (painted) for (const cell of painted.values()) cell.classList.remove('painted');
    painted = null;
  });
  on(root, 'click', e => {
    if (hasPainted) e.stopPropagation();
    hasPainted = false;
  }, { capture: true });
  on(root, 'dragstart', e => e.preventDefault());
  // Arrows go from cell to cell.
  on(root, 'keydown', e => {
    const cell = cellOf(e);
    const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[e.key];
    if (!cell || !step) return;
    const row = cell.closest('tr');
    const place = [...row.querySelectorAll('[data-cell]')].indexOf(cell);
    const next = step[0] < 0 ? row.previousElementSibling : step[0] > 0 ? row.nextElementSibling : row;
    const found = next?.querySelectorAll('[data-cell]')[place + step[1]];
    if (found) { e.preventDefault(); found.focus(); }
  });
  return { stop() { abort.abort(); } };
}
