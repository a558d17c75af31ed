import { lookup } from 'node:dns';
import { BlockList, isIP } from 'node:net';
import type { LookupFunction } from 'node:net';

/**
 * How far inside a push may lead. `this-machine`: anywhere, for trying everything out on one machine. `private`: not
 * to this machine, and not to addresses that only mean something on its own link, where clouds keep credentials.
 * `public`: not into a private network either.
 */
export type PushNetwork = 'this-machine' | 'private' | 'public';

const blockList = (subnets: readonly string[]): BlockList => {
  const list = new BlockList();
  for (const subnet of subnets) {
    const [address = '', length] = subnet.split('/');
    list.addSubnet(address, Number(length), isIP(address) === 6 ? 'ipv6' : 'ipv4');
  }
  return list;
};

// IANA's registries of special-purpose addresses; IPv4 addresses written as IPv6 ones are matched by the same entries.
const OWN = blockList(['127.0.0.0/8', '0.0.0.0/8', '169.254.0.0/16', '::1/128', '::/128', 'fe80::/10']);
const NOT_PUBLIC = blockList([
  ...['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', '192.0.0.0/24', '198.18.0.0/15'],
  ...['224.0.0.0/4', '240.0.0.0/4', 'fc00::/7', 'fec0::/10', 'ff00::/8'],
]);

/** The name leads to an address that pushes must not reach. */
export class AddressRefused extends Error {
  constructor(hostname: string) {
    super(`${hostname} leads to an address inside, where changes are not pushed to`);
    this.name = 'AddressRefused';
  }
}

/** @param address an IP address, without brackets */
export const mayReach = (network: PushNetwork, address: string): boolean => {
  const kind = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  if (network === 'this-machine') return true;
  return !OWN.check(address, kind) && (network === 'private' || !NOT_PUBLIC.check(address, kind));
};

/** Whether a host may be pushed to, as far as its name alone says; what a name leads to is seen when connecting. */
export const mayName = (network: PushNetwork, hostname: string): boolean => {
  const host = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  if (isIP(host) !== 0) return mayReach(network, host);
  return network === 'this-machine' || (host !== 'localhost' && !host.endsWith('.localhost'));
};

/**
 * Looks a name up for one connection and refuses it when any of its addresses must not be reached: the addresses that
 * are checked are those that are connected to, so that a name cannot mean something else a moment later.
 */
export const guardedLookup =
  (network: PushNetwork): LookupFunction =>
  (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error !== null) {
        callback(error, []);
        return;
      }
      const [first] = found;
      if (first === undefined || !found.every(({ address }) => mayReach(network, address))) {
        callback(new AddressRefused(hostname), []);
      } else if (options.all === true) callback(null, found);
      else callback(null, first.address, first.family);
    });
  };
