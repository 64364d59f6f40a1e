// Connects any system to IMCC by the open channel. Node 20, no packages.
//   IMCC_URL=https://im.example.com IMCC_ACCOUNT=my-app IMCC_ACCESS_KEY=och_… IMCC_SIGNING_KEY=whsec_… PORT=8080 node open-channel.mjs
// IMCC posts to http://<here>:8080/webhook. Here a line typed as "<customer> <text>" is a customer's message.
import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';

const { IMCC_URL, IMCC_ACCOUNT, IMCC_ACCESS_KEY, IMCC_SIGNING_KEY, PORT = '8080' } = process.env;
const key = Buffer.from(IMCC_SIGNING_KEY.replace(/^whsec_/, ''), 'base64');
const seen = new Set(); // Keep this in your database: what was delivered once may come again.

function isGenuine(headers, body) {
  const [id, time] = [headers['webhook-id'], headers['webhook-timestamp']];
  if (!(Math.abs(Date.now() / 1000 - Number(time)) < 300)) return false;
  const expected = Buffer.from('v1,' + createHmac('sha256', key).update(`${id}.${time}.`).update(body).digest('base64'));
  return (headers['webhook-signature'] ?? '').split(' ')
    .some(one => one.length === expected.length && timingSafeEqual(Buffer.from(one), expected));
}

function hear(event) {
  const whom = event.to?.id ?? event.group?.id;
  if (event.type === 'message') console.log(`${whom} <- ${event.message.text ?? event.message.media?.url ?? event.message.type}`);
  else if (event.type === 'recall') console.log(`${whom} <- (taken back: ${event.message.id})`);
}

createServer(async (request, response) => {
  const parts = [];
  for await (const part of request) parts.push(part);
  const body = Buffer.concat(parts);
  if (request.method !== 'POST' || request.url !== '/webhook') return response.writeHead(404).end();
  if (!isGenuine(request.headers, body)) return response.writeHead(401).end();
  const event = JSON.parse(body);
  if (event.type === 'verification')
    return response.setHeader('content-type', 'application/json').end(JSON.stringify({ challenge: event.challenge }));
  const id = request.headers['webhook-id'];
  if (!seen.has(id)) {
    hear(event); // Store it before you answer: 2xx means that you have it.
    seen.add(id);
  }
  response.writeHead(204).end();
}).listen(Number(PORT), function () { console.log(`listening on ${this.address().port}`); });

// Post until it is accepted, under the same id: IMCC takes it once.
async function post(message) {
  for (let attempt = 1; ; attempt++) {
    const response = await fetch(`${IMCC_URL}/api/v1/channels/${IMCC_ACCOUNT}/messages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${IMCC_ACCESS_KEY}`, 'content-type': 'application/json' },
      body: JSON.stringify(message),
    }).catch(error => ({ status: 503, text: () => error.message }));
    if (response.status === 202) return;
    if (response.status < 500 && response.status !== 429) return console.error(`refused: ${await response.text()}`);
    await new Promise(done => setTimeout(done, Math.min(1000 * 2 ** attempt, 60_000)));
  }
}

createInterface({ input: process.stdin }).on('line', line => {
  const [, customer, text] = line.match(/^(\S+)\s+(.+)$/) ?? [];
  if (text) post({ id: randomUUID(), from: { id: customer, name: customer }, type: 'text', text });
});
