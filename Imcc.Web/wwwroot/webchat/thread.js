// The thread as this page knows it: every message once, in the order of its place, whatever the wire repeats, drops or swaps.
// Places that stay empty are messages that are not for the visitor: only reading from the server can tell those from lost ones.
export class Thread {
  #waiting = [];
  #filling = null;

  // read(afterSeq) -> {messages, hasMore}, or null when it failed; show(messages) draws what is new, in order.
  constructor(read, show) {
    this.read = read;
    this.show = show;
    this.firstSeq = 0;
    this.lastSeq = 0;
  }

  open(messages, hasMore) {
    this.#append(messages);
    return hasMore ? this.catchUp() : this.#drain();
  }

  receive(message) {
    if (message.seq <= this.lastSeq) return Promise.resolve();
    if (message.seq === this.lastSeq + 1 && !this.#filling) {
      this.#append([message]);
      return Promise.resolve();
    }
    this.#waiting.push(message);
    return this.catchUp();
  }

  // Reads on until the server has no more. Called again meanwhile, it reads once more afterwards: the first reading may have been too early.
  catchUp() {
    if (this.#filling) {
      this.again = true;
      return this.#filling;
    }
    this.#filling = this.#fill().finally(() => { this.#filling = null; });
    return this.#filling;
  }

  async #fill() {
    for (let attempt = 0; attempt < 3; attempt++) {
      this.again = false;
      for (let more = true; more;) {
        const page = await this.read(this.lastSeq);
        if (!page) return; // Offline or refused: opening the connection again, or the next turn of the clock, reads on.
        const before = this.lastSeq;
        this.#append(page.messages);
        more = page.hasMore && this.lastSeq > before;
      }
      this.#waiting = this.#waiting.filter(m => m.seq > this.lastSeq);
      if (!this.#waiting.length && !this.again) return;
      // Told of, but not there yet to read.
      if (this.#waiting.length) await new Promise(done => setTimeout(done, 300 * (attempt + 1)));
    }
    this.#drain();
  }

  #drain() {
    const rest = this.#waiting.filter(m => m.seq > this.lastSeq).sort((a, b) => a.seq - b.seq);
    this.#waiting = [];
    this.#append(rest);
  }

  #append(messages) {
    const fresh = [];
    for (const message of messages) {
      if (message.seq <= this.lastSeq) continue;
      this.lastSeq = message.seq;
      this.firstSeq ||= message.seq;
      fresh.push(message);
    }
    if (fresh.length) this.show(fresh);
  }

  // What Earlier brought: the part that is before all we have.
  prepend(messages) {
    const older = messages.filter(m => m.seq < this.firstSeq);
    if (older.length) this.firstSeq = older[0].seq;
    return older;
  }
}
