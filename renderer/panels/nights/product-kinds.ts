import type { ProductRecord } from '../../../core/contract/records/run.ts';

type Openable = Pick<ProductRecord, 'format' | 'dataLevels' | 'presence'>;

/** Levels of which there are pictures of cameras. */
const imageLevels = ['R0', 'R1', 'DL0', 'DL1_IMAGES'];

/** Whether the events of a file can be looked at one by one. */
export function canShowEvents({ format, dataLevels, presence }: Openable): boolean {
  if (presence === 'missing') return false;
  if (format === 'sim_telarray') return true;
  return format === 'ctapipe HDF5' && dataLevels.some((level) => imageLevels.includes(level));
}

/** The product that went furthest, whose provenance is the longest; present ones first. */
export function furthestProduct(products: readonly ProductRecord[]): ProductRecord | undefined {
  const rank = ({ presence, dataLevels }: ProductRecord) => {
    const level = Math.max(
      -1,
      ...dataLevels.map((each) =>
        ['R0', 'R1', 'DL0', 'DL1', 'DL2', 'DL3'].indexOf(each.replace(/_.*$/, '')),
      ),
    );
    return (presence === 'present' ? 100 : 0) + level;
  };
  return [...products].sort((a, b) => rank(b) - rank(a)).at(0);
}
