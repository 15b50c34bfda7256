import { connect, type Socket } from 'node:net';
import { HttpMessages, statusOf } from './http-message.ts';

export type HttpAnswer = { status: number; body: string };
type Waiting = { resolve: (answer: HttpAnswer) => void; reject: (error: Error) => void };

const patienceMs = 15_000;

/** One connection with one request open at a time. A response that does not come rejects; the next request connects anew. */
export class HttpLine {
  private readonly url: URL;
  private readonly headers: string;
  private socket: Socket | undefined;
  private waiting: Waiting | undefined;

  constructor(url: string, headers: Readonly<Record<string, string>>) {
    this.url = new URL(url);
    this.headers = Object.entries({ host: this.url.host, ...headers })
      .map(([name, value]) => `${name}: ${value}\r\n`)
      .join('');
  }

  post(path: string, type: string, body: string): Promise<HttpAnswer> {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => this.lose(new Error('no answer')), patienceMs);
      this.waiting = {
        resolve: (answer) => {
          clearTimeout(late);
          resolve(answer);
        },
        reject: (error) => {
          clearTimeout(late);
          reject(error);
        },
      };
      this.socket ??= this.open();
      const head = `POST ${path} HTTP/1.1\r\n${this.headers}content-type: ${type}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n`;
      this.socket.write(head + body);
    });
  }

  close(): void {
    this.socket?.destroy();
  }

  private open(): Socket {
    const socket = connect({ host: this.url.hostname, port: Number(this.url.port), noDelay: true });
    const messages = new HttpMessages();
    socket.on('data', (chunk: Buffer) => {
      const [answer] = messages.push(chunk);
      if (!answer) return;
      const { waiting } = this;
      this.waiting = undefined;
      waiting?.resolve({ status: statusOf(answer), body: answer.body.toString('utf8') });
    });
    socket.on('error', (error) => this.lose(error));
    socket.on('close', () => {
      if (this.socket === socket) this.lose(new Error('the connection ended'));
    });
    return socket;
  }

  private lose(error: Error): void {
    const { waiting, socket } = this;
    this.waiting = undefined;
    this.socket = undefined;
    socket?.destroy();
    waiting?.reject(error);
  }
}
