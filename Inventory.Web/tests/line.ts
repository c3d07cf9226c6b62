import { connect, createServer, type Server, type Socket } from "node:net";

/** A line between the browser and the gateway, which can be cut, or fall silent without a word. */
export class Line {
  readonly #sockets = new Set<Socket>();
  #server: Server | null = null;
  #isSilent = false;
  #port = 0;

  private constructor(readonly target: number) {}

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  static async to(url: string): Promise<Line> {
    const line = new Line(Number(new URL(url).port));
    await line.mend();
    return line;
  }

  /** Connections end, and new ones are refused. */
  async cut(): Promise<void> {
    const closed = new Promise((resolve) => this.#server!.close(resolve));
    this.#sockets.forEach((socket) => socket.destroy());
    await closed;
  }

  /** Nothing arrives any more, and nobody notices. */
  silence(): void {
    this.#isSilent = true;
    this.#sockets.forEach((socket) => socket.pause());
  }

  async mend(): Promise<void> {
    if (this.#isSilent) await this.cut();
    this.#isSilent = false;
    this.#server = createServer((browser) => {
      const gateway = connect(this.target, "127.0.0.1");
      for (const [socket, other] of [[browser, gateway], [gateway, browser]] as const) {
        this.#sockets.add(socket);
        socket.on("error", () => other.destroy()).on("close", () => { this.#sockets.delete(socket); other.destroy(); });
        if (!this.#isSilent) socket.pipe(other);
      }
    });
    await new Promise<void>((resolve) => this.#server!.listen(this.#port, "127.0.0.1", resolve));
    this.#port = (this.#server.address() as { port: number }).port;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.cut();
  }
}
