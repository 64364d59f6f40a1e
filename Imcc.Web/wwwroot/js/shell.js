// The frame: theme, connection banner, planned pauses, and forgetting drafts on sign-out.
(() => {
  const root = document.documentElement;
  const banner = document.getElementById('components-reconnect-modal');

  const lost = isLost => {
    const was = root.dataset.connection === 'lost';
    root.dataset.connection = isLost ? 'lost' : 'ok';
    if (was && !isLost) document.dispatchEvent(new Event('imcc:connected'));
  };

  // The circuit is gone for good: resume from what the server kept, else start afresh. Drafts are in this browser's store.
  const startAgain = async () => {
    imcc.generation++;
    try {
      if (await Blazor.resumeCircuit()) { lost(false); return; }
    } catch { /* Resuming is not possible: the reload below is the way back. */ }
    location.reload();
  };
  const tryAgain = async () => {
    try {
      if (await Blazor.reconnect()) lost(false); else await startAgain();
    } catch {
      setTimeout(tryAgain, 2000);
    }
  };

  banner?.addEventListener('components-reconnect-state-changed', e => {
    const state = e.detail.state;
    if (state === 'show' || state === 'retrying') lost(true);
    else if (state === 'hide') lost(false);
    else if (state === 'failed') tryAgain();
    else if (state === 'rejected' || state === 'resume-failed') { if (!pausing) startAgain(); }
  });

  let pausing = false;
  const isReady = async () => {
    try { return (await fetch('/health/ready', { cache: 'no-store' })).ok; } catch { return false; }
  };

  window.imcc = {
    // Counts the circuits of this document: a script that was attached by an earlier one has nobody to call.
    generation: 0,
    theme(name) {
      root.dataset.theme = name;
      document.cookie = `imcc.theme=${name};path=/;max-age=31536000;samesite=lax`;
    },
    // Before a planned stop: state is handed to this browser, which comes back as soon as a server is ready.
    pause() {
      if (pausing) return;
      pausing = true;
      imcc.generation++;
      lost(true);
      banner?.classList.add('planned');
      setTimeout(async () => {
        try { await Blazor.pauseCircuit(); } catch { /* Already cut off: coming back is the same. */ }
        const back = async () => {
          if (!await isReady()) { setTimeout(back, 200); return; }
          pausing = false;
          banner?.classList.remove('planned');
          await startAgain();
        };
        setTimeout(back, 200);
      });
    },
  };

  document.addEventListener('submit', e => {
    if (!e.target.matches('[data-signout]')) return;
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith('imcc.draft.') || key.startsWith('imcc.outbox.')) localStorage.removeItem(key);
    }
  });
  // The user menu opens under its button.
  document.addEventListener('beforetoggle', e => {
    if (e.target.id !== 'user-menu' || e.newState !== 'open') return;
    const button = document.querySelector('[popovertarget=user-menu]').getBoundingClientRect();
    e.target.style.top = button.bottom + 6 + 'px';
    e.target.style.right = innerWidth - button.right + 'px';
  }, true);

  Blazor.start({
    circuit: {
      reconnectionOptions: {
        maxRetries: 1000,
        // Never long, or a desk would stay dark after the network is back; never together, or a thousand desks would knock at once.
        retryIntervalMilliseconds: n => n < 1 ? 0 : Math.min(300 * 2 ** Math.min(n, 4), 800) + Math.random() * 400,
      },
    },
  });
})();
