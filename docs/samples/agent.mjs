// An agent in 50 lines: signs in by API key, takes what is offered and echoes what the customer says.
//   npm install @microsoft/signalr
//   IMCC_URL=http://localhost:5080 IMCC_KEY=… [IMCC_AGENT=agent1] node agent.mjs
import { HubConnectionBuilder, LogLevel } from '@microsoft/signalr';
import { randomBytes } from 'node:crypto';

const { IMCC_URL = 'http://localhost:5080', IMCC_KEY = '', IMCC_AGENT } = process.env;
const hub = new HubConnectionBuilder()
  .withUrl(`${IMCC_URL}/hubs/agent?lang=en${IMCC_AGENT ? `&agent=${IMCC_AGENT}` : ''}`, { accessTokenFactory: () => IMCC_KEY })
  .withAutomaticReconnect().configureLogging(LogLevel.Warning).build();
const conversationOf = new Map(); // thread -> the conversation that we serve on it
let me = null; // our agent's id

// UUIDv7: 48 bits of time, then chance.
function newId() {
  const hex = Date.now().toString(16).padStart(12, '0') + '7' + randomBytes(10).toString('hex').slice(1, 4) + '8' + randomBytes(8).toString('hex').slice(1);
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
}

async function command(name, ...args) {
  const answer = await hub.invoke(name, ...args);
  console.log(name, answer.outcome);
  return answer;
}

async function onConversation(c) {
  const isOurs = c.agentId === me;
  if (c.state === 'Offered' && isOurs) await command('Accept', c.id, c.offerId);
  else if (c.invitation?.agentId === me) await command('Accept', c.id, c.invitation.offerId);
  else if (c.state === 'Active' && isOurs) conversationOf.set(c.threadId, c.id);
  else conversationOf.delete(c.threadId);
  if (c.state === 'WrapUp' && isOurs) await command('FinishWrapUp', c.id);
}

hub.on('event', async e => {
  if (e.event === 'conversation') await onConversation(e.conversation);
  if (e.event === 'message' && e.message.sender === 'Customer' && e.message.content.kind === 'text' && conversationOf.has(e.message.threadId))
    await command('Reply', conversationOf.get(e.message.threadId), newId(), `You said: ${e.message.content.text}`);
});

async function open() {
  const { snapshot } = await command('Open');
  me = snapshot?.agent.id ?? me;
  await command('SetPresence', 'Available');
  for (const c of [...snapshot?.mine ?? [], ...snapshot?.asked ?? []]) await onConversation(c);
}
hub.onreconnected(open);
await hub.start();
await open();
