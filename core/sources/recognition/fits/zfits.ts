import type { FitsHeader } from '../../../formats/fits/fits-header.ts';
import type { FileFacts, RunFacts } from '../file-facts.ts';
import { compact } from './event-list.ts';
import { fitsClock } from './fits-times.ts';
import { instrumentOf, placeOf } from './fits-place.ts';
import type { KnownHdu } from './hdu-role.ts';

/** Only DigiCam, the camera of SST-1M, has this many pixels. */
const DIGICAM_PIXELS = 1296;

/**
 * Facts of raw data in compressed tables (zfits): FACT's own, and those that ProtobufZOFits writes for
 * LST, NectarCAM, SST-1M and ACADA. The numbers of runs of the latter stand in the compressed rows, so
 * that only headers that name a run give one.
 *
 * @param tables the compressed tables of the file
 */
export function zfitsFacts(tables: readonly KnownHdu[]): FileFacts {
  const events = tables.find(({ hdu }) => /^(events|.*event.*)$/i.test(hdu.name));
  const header = (events ?? tables[0]).hdu.header;
  const nEvents = events?.hdu.header.integer('ZNAXIS2');
  const instrument = zfitsInstrument(header, events ?? tables[0]);
  const message = header.text('PBFHEAD');
  const level = levelOf(message);
  const isSimulated = header.boolean('ISMC');
  const runs = runsOf(header, nEvents);
  const start = runs[0]?.startUtcMs ?? unixMs(header, 'TSTARTS', 'TSTARTNS');
  const { site } = placeOf(
    header,
    instrument,
    start ?? fitsClock(header).utcOfDate(header.text('DATE')),
  );
  const what = message === undefined ? 'FACT raw data' : `${message} messages`;
  const count = nEvents === undefined ? 'without events' : `${nEvents} events`;
  const night = header.integer('NIGHT');
  const type = header.text('RUNTYPE');
  const extra = [
    night === undefined ? undefined : `night ${night}`,
    type === undefined ? undefined : `type ${type}`,
    runs.length > 0 || start === undefined ? undefined : `from ${new Date(start).toISOString()}`,
  ].filter((part) => part !== undefined);
  return {
    kind: 'events',
    format: 'zfits',
    description: `Compressed raw data (${what}): ${[count, ...extra].join(', ')}.`,
    dataLevels: [level],
    runs,
    ...compact<Partial<FileFacts>>({
      formatVersion: versionOf(header),
      isSimulation: isSimulated ?? (instrument === 'FACT' ? false : undefined),
      software: softwareOf(header),
      instrument,
      site,
    }),
  };
}

function runsOf(header: FitsHeader, nEvents: number | undefined): RunFacts[] {
  const night = header.integer('NIGHT');
  const run = header.integer('RUNID');
  // FACT counts runs from 1 every night; its event lists name them by both.
  const ofNight = night !== undefined && run !== undefined ? night * 1000 + run : undefined;
  const obsId =
    header.integer('OBS_ID') ?? header.integer('RUNNUM') ?? header.integer('RUNNUMBE') ?? ofNight;
  if (obsId === undefined || !Number.isSafeInteger(obsId)) return [];
  const clock = fitsClock(header);
  const split = (name: string) => {
    const whole = header.number(`${name}I`);
    return whole === undefined ? undefined : clock.utc(whole + (header.number(`${name}F`) ?? 0));
  };
  return [
    {
      obsId,
      ...compact<Omit<RunFacts, 'obsId'>>({
        startUtcMs:
          split('TSTART') ??
          unixMs(header, 'TSTARTS', 'TSTARTNS') ??
          clock.utcOfDate(header.text('DATE-OBS')),
        stopUtcMs:
          split('TSTOP') ??
          unixMs(header, 'TSTOPS', 'TSTOPNS') ??
          clock.utcOfDate(header.text('DATE-END')),
        nEvents,
      }),
    },
  ];
}

/** UNIX seconds and nanoseconds apart, as the DAQ of SST-1M writes them. */
function unixMs(header: FitsHeader, seconds: string, nanoseconds: string): number | undefined {
  const whole = header.number(seconds);
  if (whole === undefined || whole <= 0) return undefined;
  return whole * 1000 + (header.number(nanoseconds) ?? 0) / 1e6;
}

function zfitsInstrument(header: FitsHeader, table: KnownHdu): string | undefined {
  const told = instrumentOf([header]);
  if (told !== undefined) return told;
  const target = header.text('TARGET');
  const names = table.columns.join(' ').toLowerCase();
  if (/nectarcam/i.test(target ?? '') || names.includes('nectarcam')) return 'NectarCAM';
  if (names.includes('lstcam')) return 'LST';
  if (names.includes('flashcam')) return 'FlashCam';
  const column = table.columns.indexOf('hiGain_waveforms_pixelsIndices') + 1;
  const form = column > 0 ? table.hdu.header.text(`ZFORM${column}`) : undefined;
  return form === `${DIGICAM_PIXELS}I` ? 'SST-1M' : undefined;
}

/** Of protobuf messages their name space tells the level. */
function levelOf(message: string | undefined): string {
  if (message === undefined) return 'R0';
  const level = /^(R0|R1|DL0)/i.exec(message.replace(/^ProtoDataModel\./i, ''))?.[1];
  return level?.toUpperCase() ?? 'R0';
}

function versionOf(header: FitsHeader): string | undefined {
  const major = header.integer('MAJORV');
  const minor = header.integer('MINORV');
  return major === undefined ? undefined : `${major}.${minor ?? 0}`;
}

function softwareOf(header: FitsHeader): string | undefined {
  const creator = header.text('CREATOR');
  // The name of the C++ class as the compiler keeps it.
  if (creator?.includes('ProtobufZOFits') === true) return 'ProtobufZOFits';
  const name = header.text('PACKAGE') ?? creator;
  if (name === undefined) return undefined;
  const revision = header.text('REVISION');
  return revision === undefined ? name : `${name} ${revision}`;
}
