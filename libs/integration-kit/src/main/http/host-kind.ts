import { BlockList, isIP } from 'node:net';

/** A name or number of this computer itself: requests to it do not leave the machine. @param hostname as `URL` writes it */
export function isLoopback(hostname: string): boolean {
  return isNamed(hostname, 'localhost') || isIn(loopback, hostname);
}

/**
 * A name or number of this computer, of the network around it, or of the service that hands a cloud machine its keys:
 * nothing that a system out there has reason to send us to. Names are not looked up.
 *
 * @param hostname as `URL` writes it, or a bare number
 * @see RFC 6890 for the numbers
 */
export function isInside(hostname: string): boolean {
  return insideNames.some((name) => isNamed(hostname, name)) || isIn(inside, hostname);
}

/**
 * A number at which no service may be called, whoever named it: none at all, all at once, whoever is on the same cable,
 * and the services that hand a cloud machine its keys.
 *
 * @param address as `URL` writes it, or bare
 */
export function isOffLimits(address: string): boolean {
  return isIn(offLimits, address);
}

/** Whether the host is given by its number, so that nothing is looked up. @param hostname as `URL` writes it */
export function isNumber(hostname: string): boolean {
  return isIP(bare(hostname)) !== 0;
}

const insideNames = ['localhost', 'local', 'internal', 'metadata', 'instance-data'];

/** None, the cable, the keys of a machine at Azure, and all that is no address of one host. */
const offLimitsBlocks = ['0.0.0.0/8', '169.254.0.0/16', '168.63.129.16/32', '224.0.0.0/3'];
/** The keys of a machine at Oracle, and at Alibaba. */
const keysInside = ['192.0.0.192/32', '100.100.100.200/32'];

const loopback = networks(['127.0.0.0/8', '::1/128']);
const offLimits = networks([
  ...[...offLimitsBlocks, ...keysInside],
  // The last two are the keys of a machine at Amazon, and at Google.
  ...['::/128', 'fe80::/10', 'ff00::/8', 'fd00:ec2::254/128', 'fd20:ce::254/128'],
]);
const inside = networks([
  ...offLimitsBlocks,
  ...['10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '172.16.0.0/12', '192.0.0.0/24', '192.168.0.0/16', '198.18.0.0/15'],
  ...['::/127', 'fc00::/7', 'fe80::/10', 'fec0::/10', 'ff00::/8'],
  // These can hold any address of the old kind.
  ...['64:ff9b:1::/48', '2001::/32', '2002::/16'],
]);

/** Those of the old kind also count as a network without them writes them (NAT64, RFC 6052); `BlockList` sees `::ffff:` by itself. */
function networks(blocks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const block of blocks) {
    const [address = '', bits] = block.split('/');
    const isNew = address.includes(':');
    list.addSubnet(address, Number(bits), isNew ? 'ipv6' : 'ipv4');
    if (!isNew) list.addSubnet(`64:ff9b::${address}`, 96 + Number(bits), 'ipv6');
  }
  return list;
}

function isIn(list: BlockList, hostname: string): boolean {
  const address = bare(hostname);
  const version = isIP(address);
  return version !== 0 && list.check(address, version === 4 ? 'ipv4' : 'ipv6');
}

/** Without the brackets of an address. */
function bare(hostname: string): string {
  return hostname.replace(/^\[(.*)\]$/, '$1');
}

/** The name itself or one below it; a name may end in a dot. */
function isNamed(hostname: string, name: string): boolean {
  const whole = hostname.replace(/\.$/, '');
  return whole === name || whole.endsWith(`.${name}`);
}
