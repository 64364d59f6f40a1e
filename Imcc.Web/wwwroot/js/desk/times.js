// Times that tick: data-since counts up (in whole minutes with data-brief), data-due down, data-limit until it is too late. A page calls tick once a second and after each change.

const LAST_SECONDS = 20000;

export function makeTimes(root, t, now) {
  function span(ms, inHours = false) {
    const s = Math.max(0, Math.floor(ms / 1000));
    if (s < 60) return t.second.replace('{0}', s);
    if (s < 3600) return t.minute.replace('{0}', Math.floor(s / 60)).replace('{1}', String(s % 60).padStart(2, '0'));
    if (s < 86400 || inHours) return t.hour.replace('{0}', Math.floor(s / 3600)).replace('{1}', String(Math.floor(s % 3600 / 60)).padStart(2, '0'));
    return t.day.replace('{0}', Math.floor(s / 86400));
  }

  // Where there is room for one word only: 12分, or 12 of /15分.
  function brief(ms, hasLimit) {
    const minutes = Math.max(0, Math.floor(ms / 60000));
    if (minutes < 1 || minutes >= 1440) return span(ms);
    if (minutes < 60 && hasLimit) return String(minutes);
    if (minutes < 60) return t.briefMinute.replace('{0}', minutes);
    return t.briefHour.replace('{0}', Math.floor(minutes / 60)).replace('{1}', String(minutes % 60).padStart(2, '0'));
  }

  const against = left => (left > 0 ? t.left : t.over).replace('{0}', span(Math.abs(left)));

  function tick() {
    const at = now();
    for (const el of root.querySelectorAll('[data-since]')) {
      const ms = at - Number(el.dataset.since);
      const text = el.dataset.limit ? against(Number(el.dataset.limit) - at) : el.dataset.brief !== undefined ? brief(ms, el.dataset.brief === 'of') : span(ms);
      if (el.textContent !== text) el.textContent = text;
      if (el.dataset.limit) {
        const left = Number(el.dataset.limit) - at;
        // The server knows when the group wants a warning; the last seconds are one in any case.
        const level = left <= 0 ? 'red' : el.dataset.warned !== undefined || left < LAST_SECONDS ? 'amber' : 'green';
        if (el.dataset.level !== level) el.dataset.level = level;
      } else if (el.dataset.red) {
        const level = ms >= el.dataset.red * 1000 ? 'red' : ms >= el.dataset.amber * 1000 ? 'amber' : 'green';
        if (el.dataset.level !== level) el.dataset.level = level;
      }
    }
    for (const el of root.querySelectorAll('[data-due]')) {
      const left = Math.max(0, Number(el.dataset.due) - at);
      const text = el.dataset.ring === undefined ? span(left, el.dataset.hours !== undefined) : String(Math.ceil(left / 1000));
      if (el.textContent !== text) el.textContent = text;
      if (el.dataset.ring !== undefined) {
        // The first sight of it is the whole of it.
        el.whole ??= Math.max(left, 1000);
        el.style.setProperty('--left', (left / el.whole).toFixed(3));
        el.dataset.level = left < 10000 ? 'red' : 'green';
      }
    }
  }

  return tick;
}
