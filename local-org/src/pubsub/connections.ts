import { createServer, type Server, type Socket } from 'node:net';
import { Duplex } from 'node:stream';

/** The network connections of the gRPC server: its own, so that they can be cut and frozen. */
export interface Connections {
  readonly server: Server;
  readonly count: number;
  /** Ends all at once, as a network does. */
  cut(): void;
  /** Leaves all open while nothing passes any more, in either direction: pings stay unanswered. */
  freeze(): void;
}

interface Connection {
  cut(): void;
  freeze(): void;
}

const wrap = (socket: Socket): { stream: Duplex; connection: Connection } => {
  let frozen = false;
  const stream = new Duplex({
    read: () => void socket.resume(),
    write: (chunk: Buffer, _encoding, done) => {
      if (frozen) done();
      else socket.write(chunk, done);
    },
    final: (done) => void socket.end(() => done()),
    destroy: (error, done) => {
      if (!frozen) socket.destroy();
      done(error);
    },
  });
  socket.on('data', (chunk: Buffer) => {
    if (!frozen && !stream.push(chunk)) socket.pause();
  });
  socket.on('end', () => {
    if (!frozen) stream.push(null);
  });
  socket.on('close', () => stream.destroy());
  socket.on('error', () => stream.destroy());
  return {
    stream,
    connection: {
      cut: () => void socket.destroy(),
      freeze: () => {
        frozen = true;
        socket.resume();
      },
    },
  };
};

/** @param serve gets each connection */
export const createConnections = (serve: (stream: Duplex) => void): Connections => {
  const open = new Set<Connection>();
  const server = createServer({ noDelay: true }, (socket) => {
    const { stream, connection } = wrap(socket);
    open.add(connection);
    socket.once('close', () => open.delete(connection));
    serve(stream);
  });
  return {
    server,
    get count() {
      return open.size;
    },
    cut: () => open.forEach((connection) => connection.cut()),
    freeze: () => open.forEach((connection) => connection.freeze()),
  };
};
