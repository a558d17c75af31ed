import { replayIdCorrupted } from './pub-sub-error.ts';

/** Eight bytes of the bus's number and two that are always zero. */
const LENGTH = 10;

/** A replay id as it goes over the wire: opaque to clients. */
export const replayBytes = (replayId: string): Buffer => {
  const bytes = Buffer.alloc(LENGTH);
  bytes.writeBigUInt64BE(BigInt(replayId));
  return bytes;
};

/** @throws PubSubError when the bytes are not of this org's making */
export const replayIdOf = (bytes: Buffer): string => {
  if (bytes.length !== LENGTH || bytes.readUInt16BE(8) !== 0) throw replayIdCorrupted();
  return bytes.readBigUInt64BE().toString();
};
