import { createServer } from 'node:net';

/** A port that another program holds; the message is fit to be the only line a person reads. */
export class PortTaken extends Error {
  constructor(port: number, purpose: string, variable: string) {
    super(
      `Port ${port} (${purpose}) is taken by another program. Stop it, or choose another port: ${variable}=<port> npm start`,
    );
  }
}

/** @throws PortTaken when nothing can listen on the loopback port */
export const requireFreePort = (port: number, purpose: string, variable: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', () => reject(new PortTaken(port, purpose, variable)));
    probe.listen({ port, host: '127.0.0.1' }, () => probe.close(() => resolve()));
  });

/** @returns a loopback port that was free a moment ago */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen({ port: 0, host: '127.0.0.1' }, () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
