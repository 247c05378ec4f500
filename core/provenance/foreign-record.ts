type Parts = Readonly<Record<string, unknown>>;

/**
 * A record of ctapipe's provenance (also lstchain's) by the names that ours has. Records of ours come
 * back as they are.
 *
 * ctapipe puts the name of the program at the head of `system` as `ctapipe_version`, the machine under
 * `platform`, and the packages under `python`.
 */
export function asOurRecord(record: Parts): Parts {
  const { system, config, activity_name } = record;
  if (!isParts(system) || !('ctapipe_version' in system)) return record;
  const platform = isParts(system['platform']) ? system['platform'] : {};
  const python = isParts(system['python']) ? system['python'] : {};
  const stop = record['stop'];
  return {
    ...record,
    // What has not ended has an empty stop.
    stop: isParts(stop) && Object.keys(stop).length === 0 ? undefined : stop,
    agent: present({ host_name: platform['node'] }),
    system: present({
      ...softwareOf(activity_name, system, python),
      libraries: librariesOf(python),
      platform: `${textOf(platform['system'])} ${textOf(platform['release'])}`.trim(),
      architecture: platform['machine'],
      cpu_count: platform['n_cpus'],
    }),
    config: isParts(config)
      ? { name: `as ${textOf(activity_name)} recorded it`, document: config }
      : undefined,
  };
}

/** An input or output of ctapipe's provenance (`url`, `reference_meta`) by the names that ours has. */
export function asOurEntity(entity: unknown): unknown {
  if (!isParts(entity) || !('url' in entity)) return entity;
  const metadata = entity['reference_meta'];
  return present({
    path: entity['url'],
    role: entity['role'],
    product_id: isParts(metadata) ? metadata['CTA PRODUCT ID'] : undefined,
  });
}

/** lstchain's tools record the version of ctapipe; their own stands among the packages. */
function softwareOf(activity: unknown, system: Parts, python: Parts): Parts {
  const isLstchain = textOf(activity).startsWith('lstchain');
  const own = isLstchain ? (librariesOf(python)['cta-lstchain'] ?? 'unknown') : undefined;
  return {
    software_name: isLstchain ? 'lstchain' : 'ctapipe',
    software_version: own ?? system['ctapipe_version'],
  };
}

function librariesOf(python: Parts): Partial<Record<string, string>> {
  const packages = Array.isArray(python['packages']) ? (python['packages'] as unknown[]) : [];
  const version = Array.isArray(python['version']) ? python['version'].join('.') : undefined;
  const listed = packages.flatMap((item) => {
    if (!isParts(item)) return [];
    const [name, itsVersion] = [item['name'], item['version']];
    return typeof name === 'string' && typeof itsVersion === 'string' ? [[name, itsVersion]] : [];
  });
  return Object.fromEntries([
    ...(version === undefined ? [] : [['python', version]]),
    ...listed,
  ]) as Partial<Record<string, string>>;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function present(parts: Parts): Parts {
  return Object.fromEntries(
    Object.entries(parts).filter(([, value]) => value !== undefined && value !== null),
  );
}

function isParts(value: unknown): value is Parts {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
