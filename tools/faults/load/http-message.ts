/** One message of HTTP/1.1 that ends where its content-length says; a message without one has no body. */
export type HttpMessage = { bytes: Buffer; head: string; body: Buffer };

const blank = Buffer.from('\r\n\r\n');

/** Cuts whole messages out of a stream. Chunked bodies are refused: neither our senders nor the api write any on these routes. */
export class HttpMessages {
  private rest: Buffer = Buffer.alloc(0);

  push(chunk: Buffer): HttpMessage[] {
    this.rest = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    const messages: HttpMessage[] = [];
    for (;;) {
      const end = this.rest.indexOf(blank);
      if (end < 0) return messages;
      const head = this.rest.toString('latin1', 0, end);
      if (/\r\ntransfer-encoding:/i.test(head)) throw new Error('a chunked message came');
      const length = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0);
      const until = end + blank.length + length;
      if (this.rest.length < until) return messages;
      messages.push({ bytes: this.rest.subarray(0, until), head, body: this.rest.subarray(end + blank.length, until) });
      this.rest = this.rest.subarray(until);
    }
  }
}

/** The status of a response. */
export function statusOf({ head }: HttpMessage): number {
  return Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1] ?? 0);
}
