// Voices of WeChat (AMR narrow band) are decoded in a worker of our own and played as WAV: no browser knows the format.
const waiting = [];
let worker = null;

function decoder() {
  if (worker) return worker;
  worker = new Worker('/js/desk/amr-worker.js');
  worker.onmessage = e => waiting.shift()?.(e.data?.amr ?? null);
  worker.onerror = () => { for (const done of waiting.splice(0)) done(null); worker = null; };
  return worker;
}

// The decoder answers in the order that it was asked.
const decode = bytes => new Promise(done => {
  waiting.push(done);
  decoder().postMessage({ command: 'decode', buffer: bytes });
});

function wav(samples, rate) {
  const view = new DataView(new ArrayBuffer(44 + samples.length * 2));
  const word = (at, text) => { for (let i = 0; i < text.length; i++) view.setUint8(at + i, text.charCodeAt(i)); };
  word(0, 'RIFF'); view.setUint32(4, 36 + samples.length * 2, true); word(8, 'WAVEfmt ');
  view.setUint32(16, 16, true); view.setUint16(20, 1, true); view.setUint16(22, 1, true);
  view.setUint32(24, rate, true); view.setUint32(28, rate * 2, true); view.setUint16(32, 2, true); view.setUint16(34, 16, true);
  word(36, 'data'); view.setUint32(40, samples.length * 2, true);
  for (let i = 0; i < samples.length; i++) view.setInt16(44 + i * 2, Math.max(-1, Math.min(1, samples[i])) * 32767, true);
  return new Blob([view], { type: 'audio/wav' });
}

export async function play(root, url) {
  const response = await fetch(url, { credentials: 'same-origin' });
  if (!response.ok) return false;
  const samples = await decode(new Uint8Array(await response.arrayBuffer()));
  const audio = root.querySelector('audio');
  if (!samples?.length || !audio) return false;
  audio.src = URL.createObjectURL(wav(samples, 8000));
  audio.hidden = false;
  // A browser may want another click first: the controls are there.
  await audio.play().catch(() => {});
  return true;
}

export function forget(root) {
  const audio = root?.querySelector?.('audio');
  if (audio?.src) URL.revokeObjectURL(audio.src);
}
