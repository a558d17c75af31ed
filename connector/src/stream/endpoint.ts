/** Where the Pub/Sub API answers when nothing else is said. Source: Pub/Sub API guide, "Pub/Sub API Endpoints". */
const GLOBAL_ENDPOINT = 'api.pubsub.salesforce.com:443';
/** Where the local org's answers. */
const LOCAL_ENDPOINT = '127.0.0.1:3003';

/** The setting names no endpoint; the message says what one looks like. */
export class NoPubSubEndpoint extends Error {
  constructor(text: string) {
    super(`"${text}" is not a Pub/Sub endpoint: write host:port, e.g. ${GLOBAL_ENDPOINT}`);
    this.name = 'NoPubSubEndpoint';
  }
}

/** An endpoint of the Pub/Sub API. */
export interface PubSubEndpoint {
  /** `host:port`. */
  address: string;
  /** Without TLS: only for an org that is itself reached over http, which no real one is. */
  plaintext: boolean;
}

const addressIn = (setting: string): string | undefined => {
  const address = setting.replace(/^https?:\/\//, '').replace(/\/$/, '');
  const port = /^(?:[A-Za-z0-9.-]+|\[[0-9a-f:]+\]):(\d{1,5})$/i.exec(address)?.[1];
  return port === undefined || Number(port) > 65_535 ? undefined : address;
};

/** @returns whether a setting names an endpoint: `host:port`, or an http(s) address with a port */
export const isPubSubEndpoint = (setting: string): boolean => addressIn(setting) !== undefined;

/**
 * @param setting `host:port`, or an http(s) address; undefined for the default
 * @param instanceUrl the org's address: http means a local org
 * @throws NoPubSubEndpoint
 */
export const readPubSubEndpoint = (setting: string | undefined, instanceUrl: string): PubSubEndpoint => {
  const plaintext = instanceUrl.startsWith('http://');
  if (setting === undefined) return { address: plaintext ? LOCAL_ENDPOINT : GLOBAL_ENDPOINT, plaintext };
  const address = addressIn(setting);
  if (address === undefined) throw new NoPubSubEndpoint(setting);
  return { address, plaintext };
};
