import { BlockList, isIP } from 'node:net';

/** A name or number of this computer itself: requests to it do not leave the machine. @param hostname as `URL` writes it */
export function isLoopback(hostname: string): boolean {
  return isNamed(hostname, 'localhost') || isIn(loopback, hostname);
}

/**
 * A name or number of this computer, of the network around it, or of the service that hands a cloud machine its keys:
 * nothing that a system out there has reason to send us to. Names are not looked up.
 *
 * @param hostname as `URL` writes it
 * @see RFC 6890 for the numbers
 */
export function isInside(hostname: string): boolean {
  return insideNames.some((name) => isNamed(hostname, name)) || isIn(inside, hostname);
}

const insideNames = ['localhost', 'local', 'internal', 'metadata', 'instance-data'];

const loopback = networks(['127.0.0.0/8', '::1/128']);
const inside = networks([
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24', '192.168.0.0/16'],
  ...['198.18.0.0/15', '224.0.0.0/3'],
  // The last ones can hold any address of the old kind.
  ...['::/127', 'fc00::/7', 'fe80::/10', 'ff00::/8', '64:ff9b::/96', '64:ff9b:1::/48', '2002::/16'],
]);

function networks(blocks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const block of blocks) {
    const [address = '', bits] = block.split('/');
    list.addSubnet(address, Number(bits), address.includes(':') ? 'ipv6' : 'ipv4');
  }
  return list;
}

function isIn(list: BlockList, hostname: string): boolean {
  const address = hostname.replace(/^\[(.*)\]$/, '$1');
  const version = isIP(address);
  return version !== 0 && list.check(address, version === 4 ? 'ipv4' : 'ipv6');
}

/** The name itself or one below it; a name may end in a dot. */
function isNamed(hostname: string, name: string): boolean {
  const bare = hostname.replace(/\.$/, '');
  return bare === name || bare.endsWith(`.${name}`);
}
