import type { ImageDefinition } from '../definitions.ts';
import type { Driver } from '../drivers.ts';

/** depmod's tables, as text: modules.dep, modules.alias, modules.builtin. */
export interface ModuleTables {
  readonly dep: string;
  readonly alias: string;
  readonly builtin: string;
}

/** Which modules the guest's init needs, and when it loads them. */
export interface ModulePlan {
  /** Module name to file below /lib/modules/RELEASE. */
  readonly files: ReadonlyMap<string, string>;
  /** What the root file system needs, dependencies first. */
  readonly root: readonly string[];
  /** What the definition wants loaded in any case, dependencies first. */
  readonly always: readonly string[];
  readonly rules: readonly ModuleRule[];
}

export interface ModuleRule {
  /** Patterns of modules.alias. */
  readonly patterns: readonly string[];
  /** Dependencies first. */
  readonly modules: readonly string[];
}

const ROOT_FILE_SYSTEM = 'ext4';
/** ext4 asks for it by name at mount, so modules.dep does not know. Built in since 6.13 or so. */
const ROOT_CHECKSUM = 'crc32c_generic';

type Wanted = Pick<ImageDefinition, 'drivers' | 'modules'>;

/** @throws RangeError when a driver is there but does not drive the devices that the definition says it does. */
export function planModules({ drivers, modules }: Wanted, tables: ModuleTables): ModulePlan {
  const dependencies = readDependencies(tables.dep);
  const aliases = readAliases(tables.alias);
  const present = drivers.filter(({ module }) => dependencies.has(module));
  const rules = present.map((driver) => ({
    patterns: patternsFor(driver, aliases.get(driver.module) ?? []),
    modules: withDependencies(driver.module, dependencies),
  }));
  const closed = (names: readonly string[]) => [
    ...new Set(names.flatMap((name) => withDependencies(name, dependencies))),
  ];
  const root = closed([ROOT_FILE_SYSTEM, ROOT_CHECKSUM]);
  const always = closed(modules);
  const needed = new Set([...root, ...always, ...rules.flatMap(({ modules }) => modules)]);
  const files = new Map([...needed].map((name) => [name, dependencies.get(name)?.file ?? '']));
  return { files, root, always, rules };
}

/** Names as lsmod would write them. */
export function builtinModules(builtin: string): string[] {
  return builtin.split('\n').filter(Boolean).map(moduleName).sort();
}

interface Dependency {
  readonly file: string;
  /** Files, nearest first. */
  readonly needs: readonly string[];
}

function readDependencies(dep: string): Map<string, Dependency> {
  const entries = dep.split('\n').filter(Boolean);
  return new Map(
    entries.map((line) => {
      const [file = '', needs = ''] = line.split(':');
      return [moduleName(file), { file, needs: needs.split(' ').filter(Boolean) }];
    }),
  );
}

function readAliases(alias: string): Map<string, string[]> {
  const aliases = new Map<string, string[]>();
  for (const line of alias.split('\n')) {
    const [word, pattern, module] = line.split(' ');
    if (word !== 'alias' || pattern === undefined || module === undefined) continue;
    const name = moduleName(module);
    aliases.set(name, [...(aliases.get(name) ?? []), pattern]);
  }
  return aliases;
}

function patternsFor({ module, modaliases }: Driver, known: readonly string[]): string[] {
  const patterns = known.filter((pattern) => modaliases.some((alias) => matches(pattern, alias)));
  if (patterns.length === 0) throw new RangeError(`module ${module} does not claim ${modaliases.join(', ')}`);
  return patterns;
}

/** fnmatch's patterns as the kernel writes them: `*`, `?` and `[a-c]`. */
function matches(pattern: string, alias: string): boolean {
  const expression = pattern
    .replace(/[.+^${}()|\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${expression}$`).test(alias);
}

/** modules.dep lists the nearest first; loading wants the farthest first. A built-in module has no file. */
function withDependencies(module: string, dependencies: ReadonlyMap<string, Dependency>): string[] {
  const found = dependencies.get(module);
  return found === undefined ? [] : [...found.needs.map(moduleName).reverse(), module];
}

/** `kernel/drivers/scsi/virtio_scsi.ko.xz`, `virtio-scsi`: virtio_scsi. */
function moduleName(file: string): string {
  const name = file.slice(file.lastIndexOf('/') + 1).replace(/\.ko(\..*)?$/, '');
  return name.replaceAll('-', '_');
}
