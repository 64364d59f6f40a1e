// A drawer is worked by keys: its first field has the focus, and when it closes the focus goes back to the row or button it came from.

const FIELDS = ['input', 'select', 'textarea'].map(f => `.content ${f}:not(:disabled, [type=hidden])`).join(', ');

export function open(drawer) {
  const body = drawer.parentElement;
  const opener = body.querySelector('tr.on a') ?? (drawer.contains(document.activeElement) ? null : document.activeElement);
  // Whoever is quicker than this script is writing in it already.
  if (!drawer.contains(document.activeElement)) (drawer.querySelector(FIELDS) ?? drawer).focus();
  const gone = new MutationObserver(() => {
    if (drawer.isConnected) return;
    gone.disconnect();
    // Another drawer or the agent has it already.
    if (document.activeElement === document.body && opener?.isConnected) opener.focus();
  });
  gone.observe(body, { childList: true });
}
