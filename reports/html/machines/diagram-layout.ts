import type { EvidenceRecord, MachineRecord } from '../../record/schema/record.ts';

/** One device of a guest, from its driver down to what stands behind it on the testbed. */
export interface Attachment {
  /** What the guest calls it, where it was seen: `vda`, `eth0`. */
  readonly name?: string;
  readonly driver?: string;
  /** QEMU's name of the device: `virtio-net-pci`. */
  readonly device: string;
  readonly kind: 'disk' | 'network';
  /** `user (SLIRP)`, `disk.qcow2`. */
  readonly backend: string;
  /** What of it the testbed's kernel does: with `vhost` it carries the data past QEMU. */
  readonly kernel?: 'tap' | 'vhost';
  /** How driver and device speak with each other. */
  readonly speech: 'shared rings' | 'device registers';
}

/** The disks and cards of a machine, as its command line and its evidence tell of them. */
export function attachments({ argv, evidence }: Pick<MachineRecord, 'argv' | 'evidence'>): Attachment[] {
  const drives = optionsById(argv, '-drive');
  const netdevs = optionsById(argv, '-netdev');
  return valuesOf(argv, '-device').flatMap((value): Attachment[] => {
    const options = optionsOf(value);
    const device = options.get('') ?? '';
    const drive = options.get('drive');
    const netdev = options.get('netdev');
    const seen = evidenceFor(evidence, value, device);
    const shared = {
      device,
      ...(seen && { driver: seen.driver, ...nameOf(seen) }),
      speech: device.startsWith('virtio') || device.startsWith('vhost') ? 'shared rings' : 'device registers',
    } as const;
    if (drive !== undefined) return [{ ...shared, kind: 'disk', backend: fileOf(drives.get(drive)) }];
    const network = netdevs.get(netdev ?? '');
    if (netdev !== undefined)
      return [{ ...shared, kind: 'network', backend: networkOf(network), ...kernelOf(network) }];
    return [];
  });
}

type Options = ReadonlyMap<string, string>;

function valuesOf(argv: readonly string[], option: string): string[] {
  return argv.flatMap((word, index) => (argv[index - 1] === option ? [word] : []));
}

function optionsById(argv: readonly string[], option: string): ReadonlyMap<string, Options> {
  const all = valuesOf(argv, option).map(optionsOf);
  return new Map(all.map((options) => [options.get('id') ?? '', options]));
}

/** `virtio-blk-pci,id=disk0` by name; the first word, which has none, under the empty name. A doubled comma is one. */
function optionsOf(value: string): Options {
  const parts = value.replaceAll(',,', '\0').split(',');
  return new Map(
    parts.map((part): [string, string] => {
      const [name = '', ...rest] = part.replaceAll('\0', ',').split('=');
      return rest.length === 0 ? ['', name] : [name, rest.join('=')];
    }),
  );
}

const evidenceFor = (evidence: readonly EvidenceRecord[], value: string, device: string): EvidenceRecord | undefined =>
  evidence.find(({ witnesses }) => witnesses.some(({ found }) => found === `-device ${value}`)) ??
  evidence.find((one) => device.startsWith(one.device));

/** sysfs shows the way from the guest's name to the bus: `eth0 < virtio1 (virtio_net) < …`. */
function nameOf({ witnesses }: EvidenceRecord): { name?: string } {
  const way = witnesses.find(({ witness }) => witness === 'sysfs')?.found ?? '';
  const [name = ''] = way.split(' < ');
  return way.includes(' < ') && name !== '' ? { name } : {};
}

function kernelOf(options?: Options): Pick<Attachment, 'kernel'> {
  if (options?.get('vhost') === 'on') return { kernel: 'vhost' };
  return (options?.get('') ?? options?.get('type')) === 'tap' ? { kernel: 'tap' } : {};
}

const fileOf = (options?: Options): string => (options?.get('file') ?? 'a drive').split('/').at(-1) ?? '';

function networkOf(options?: Options): string {
  const kind = options?.get('') ?? options?.get('type') ?? 'a network';
  if (kind === 'user') return 'user (SLIRP)';
  if (kind === 'hubport') return 'hub in QEMU';
  return options?.get('vhost') === 'on' ? `${kind} with vhost` : kind;
}
