import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { buildConnector } from 'undici';
import { type AddressRule, addressRule } from './address.ts';
import { connecting } from './connecting.ts';
import { FetchError } from './problem.ts';

/** Finds the IP addresses of a name. */
export type Lookup = (host: string) => Promise<readonly string[]>;

export type ConnectRules = {
  /** Private ranges that may be connected to, as `10.0.0.0/8`. */
  allow: readonly string[];
  /** Single origins that may be connected to wherever they lead. */
  origins: readonly string[];
  lookup?: Lookup | undefined;
  timeoutMs: number;
};

const PORTS = new Set(['', '80', '443']);
/** Of a name with many addresses so many are tried. */
const mostAddresses = 3;

/**
 * A connector that looks at the address which the socket will use, for every connection: the name is resolved here,
 * judged, and the socket is opened to the very address that was judged, so that a name which changes its address
 * between check and use gains nothing. Where an address does not take the connection, the next of the same name is tried.
 */
export function guardedConnector({
  allow,
  origins,
  lookup: find = systemLookup,
  timeoutMs,
}: ConnectRules): buildConnector.connector {
  const permitted = addressRule(allow);
  const special = addressRule([]);
  const bare = buildConnector({ timeout: timeoutMs, maxCachedSessions: 50 });
  const trusted = new Set(origins);

  return (options, callback) => {
    if (trusted.has(`${options.protocol}//${options.host}`)) return bare(options, callback);
    const { hostname, port } = options;
    const tell = connecting.getStore();
    resolveHost(hostname, permitted, find)
      .then((addresses) => {
        if (!PORTS.has(port) && addresses.some(special))
          throw new FetchError('address', `port ${port} of ${hostname} is not a port of the web (80, 443)`);
        const servername = options.servername ?? (isIP(hostname) ? undefined : hostname);
        const connectTo = ([address, ...others]: readonly string[]): void => {
          tell?.({ step: 'resolved', host: hostname, address: address as string });
          bare(
            { ...options, hostname: address as string, ...(servername ? { servername } : {}) },
            (...[error, socket]) => {
              if (error && others.length > 0 && !/CERT|SSL|TLS|SELF_SIGNED|ALTNAME/.test(codeOf(error)))
                connectTo(others);
              else if (error) callback(error, null);
              else {
                tell?.({ step: 'connected', host: hostname, address: address as string });
                callback(null, socket);
              }
            },
          );
        };
        connectTo(addresses.slice(0, mostAddresses));
      })
      .catch((error) => callback(error, null));
  };
}

const codeOf = (error: Error): string => String((error as NodeJS.ErrnoException).code ?? '');

async function resolveHost(host: string, permitted: AddressRule, find: Lookup): Promise<readonly string[]> {
  const literal = host.replace(/^\[|\]$/g, '');
  const found = isIP(literal) ? [literal] : await addressesOf(literal, find);
  if (found.length === 0) throw new FetchError('dns', `${host} has no address`);
  const refused = found.find((address) => !permitted(address));
  // One private address among several is enough to refuse: it is how rebinding begins.
  if (refused !== undefined)
    throw new FetchError(
      'private-address',
      `${host} leads to ${refused}, which is not a public address; allow its range with CUASO_FETCH_ALLOW if it is yours`,
    );
  return found;
}

async function addressesOf(host: string, find: Lookup): Promise<readonly string[]> {
  try {
    return await find(host);
  } catch (cause) {
    throw new FetchError('dns', `the name ${host} cannot be resolved`, { cause });
  }
}

const systemLookup: Lookup = async (host) =>
  (await lookup(host, { all: true, verbatim: false })).map((entry) => entry.address);
