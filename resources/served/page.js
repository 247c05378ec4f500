// What the engine knows, as tables. Reads only; everything comes through the engine's contract.
import { connectEngine } from './engine-connection.js';

/** Rows that are asked for at once. */
const PAGE_ROWS = 200;
/** News that come closer together than this are shown together [ms]. */
const GATHER_MS = 300;

const element = (id) => document.getElementById(id);
const dash = '–';

const night = { chosen: undefined };
/** How often each table has been asked for. */
const turns = new Map();
let engine;

try {
  engine = await connectEngine(`ws://${location.host}/engine`);
  showState('open', 'Connected');
  engine.onClose((reason) => {
    showState('ended', `${reason} Start "pe serve" again and open its new address.`);
  });
  await showEngine();
  const showCatalogue = () =>
    Promise.all([showNights(), showRuns(), showFolders(), showUnrecognised()]);
  engine.subscribe('catalogue.changed', {}, gathered(showCatalogue));
  engine.subscribe('jobs.changed', {}, gathered(showJobs));
  element('runs-filter').addEventListener('input', gathered(showRuns));
  await Promise.all([showCatalogue(), showJobs()]);
} catch (error) {
  showState('ended', error.message);
}

async function showEngine() {
  const info = await engine.request('engine.info', {});
  element('version').textContent = info.version;
  const folders = (list) => (list === null ? 'everything' : list.join(', ') || 'nothing');
  const facts = [
    ['May read', folders(info.readableFolders)],
    ['May write', folders(info.writableFolders)],
    ['Catalogue in', info.home],
    ['Cores', String(info.cores)],
  ];
  element('engine').replaceChildren(
    ...facts.flatMap(([term, value]) => [text('dt', term), text('dd', value)]),
  );
}

async function showNights() {
  await showPages(
    'nights',
    'nights.list',
    {},
    {
      caption: 'Nights',
      columns: [
        ['Night', (row) => row.night ?? 'without time'],
        ['Runs', (row) => count(row.nRuns), 'number'],
        ['Hours', (row) => row.hours.toFixed(1), 'number'],
        ['Events', (row) => count(row.nEvents), 'number'],
        ['Sources', (row) => row.targets.join(', ') || dash, 'wide'],
      ],
      empty: 'No night is known yet. "pe scan DIR" reads a folder.',
      isChosen: (row) => row.night !== null && row.night === night.chosen,
      choose: (row) => {
        night.chosen = row.night === null || row.night === night.chosen ? undefined : row.night;
        void Promise.all([showNights(), showRuns()]);
      },
    },
  );
}

async function showRuns() {
  const words = element('runs-filter').value.trim();
  const filter = {
    ...(words === '' ? {} : { text: words }),
    ...(night.chosen === undefined ? {} : { night: night.chosen }),
  };
  await showPages(
    'runs',
    'runs.list',
    { filter, descending: true },
    {
      caption: 'Runs',
      columns: [
        ['Run', (row) => String(row.obsId), 'number'],
        ['Instrument', (row) => row.instrument],
        ['Telescopes', (row) => telescopes(row.telescopes), 'clipped'],
        ['Source', (row) => row.target ?? (row.isSimulation ? simulated(row) : dash)],
        ['Start [UTC]', (row) => (row.start === null ? dash : instant(row.start))],
        ['Duration', (row) => duration(row.durationS), 'number'],
        ['Zenith [°]', (row) => row.zenithDeg?.toFixed(1) ?? dash, 'number'],
        ['Events', (row) => count(row.nEvents), 'number'],
        ['Levels', (row) => row.dataLevels.join(' ') || dash],
        ['Flags', (row) => row.flags.join(', ')],
      ],
      empty:
        Object.keys(filter).length > 0
          ? 'No run fits the filter.'
          : 'No run is known yet. "pe scan DIR" reads a folder.',
    },
  );
}

async function showJobs() {
  await showPages(
    'jobs',
    'jobs.list',
    { parentId: null },
    {
      caption: 'Jobs',
      columns: [
        ['Job', (row) => String(row.id), 'number'],
        ['What', (row) => row.title, 'wide'],
        ['State', (row) => row.status, (row) => row.status],
        ['Progress', (row) => progress(row)],
        ['Begun [UTC]', (row) => (row.started === null ? dash : instant(row.started))],
        ['Error', (row) => row.error?.message ?? '', 'wide'],
      ],
      empty: 'Nothing has been asked to be done.',
    },
  );
}

async function showFolders() {
  const rows = await ask('folders', 'roots.list', {});
  if (rows === undefined) return;
  showTable('folders', rows, {
    caption: 'Folders of the catalogue',
    columns: [
      ['Folder', (row) => row.path, 'wide'],
      ['Files', (row) => count(row.nFiles), 'number'],
      ['Not recognised', (row) => count(row.nUnrecognised), 'number'],
      ['Last scan [UTC]', (row) => (row.lastScan === null ? 'never' : instant(row.lastScan))],
      ['', (row) => (row.isPresent ? '' : 'cannot be seen now')],
    ],
    empty: 'The catalogue has no folders. "pe scan DIR" adds one.',
  });
}

async function showUnrecognised() {
  await showPages(
    'unrecognised',
    'files.list',
    { kind: 'unrecognised' },
    {
      caption: 'Files that are not recognised',
      columns: [
        ['File', (row) => row.path, 'wide'],
        ['Why', (row) => row.reason ?? dash, 'wide'],
      ],
      empty: 'Every file is recognised.',
    },
  );
}

/**
 * Asks the engine; what goes wrong is shown where the answer would have been.
 *
 * @returns undefined when it went wrong, or the same place has been asked for something newer
 */
async function ask(id, name, params) {
  const turn = (turns.get(id) ?? 0) + 1;
  turns.set(id, turn);
  try {
    const answer = await engine.request(name, params);
    return turns.get(id) === turn ? answer : undefined;
  } catch (error) {
    if (turns.get(id) === turn) element(id).replaceChildren(notice(error.message));
    return undefined;
  }
}

/** Shows a list of the engine with a button for more rows. */
async function showPages(id, name, params, table) {
  const target = element(id);
  const limit = Math.max(PAGE_ROWS, Number(target.dataset.rows ?? PAGE_ROWS));
  const page = await ask(id, name, { ...params, limit: Math.min(limit, 1000) });
  if (page === undefined) return;
  const { total, rows } = page;
  element(`${id}-count`).textContent = total === 0 ? '' : count(total);
  showTable(id, rows, table);
  if (rows.length < total && rows.length < 1000) {
    const more = text('button', `Show more (${count(total - rows.length)} left)`);
    more.type = 'button';
    more.addEventListener('click', () => {
      target.dataset.rows = String(rows.length + PAGE_ROWS);
      void showPages(id, name, params, table);
    });
    target.append(more);
  } else if (rows.length < total) {
    target.append(notice(`The first ${count(rows.length)} are shown; filter to see others.`));
  }
}

function showTable(id, rows, { caption, columns, empty, isChosen, choose }) {
  const target = element(id);
  const { scrollTop } = target;
  const hadFocus = target.contains(document.activeElement);
  if (rows.length === 0) {
    target.replaceChildren(notice(empty));
    return;
  }
  const table = document.createElement('table');
  const head = document.createElement('tr');
  for (const [title, , look] of columns) {
    const cell = text('th', title);
    cell.scope = 'col';
    if (typeof look === 'string') cell.className = look;
    head.append(cell);
  }
  const body = document.createElement('tbody');
  for (const row of rows) {
    const line = document.createElement('tr');
    for (const [, value, look] of columns) {
      const cell = text('td', value(row));
      if (look !== undefined) cell.className = typeof look === 'string' ? look : look(row);
      if (look === 'clipped') cell.title = cell.textContent;
      line.append(cell);
    }
    if (choose !== undefined) makeChoosable(line, isChosen(row), () => choose(row));
    body.append(line);
  }
  const top = document.createElement('thead');
  top.append(head);
  table.append(text('caption', caption), top, body);
  target.replaceChildren(table);
  target.scrollTop = scrollTop;
  if (hadFocus) target.querySelector('[aria-selected="true"]')?.focus();
}

function makeChoosable(line, isChosen, choose) {
  line.tabIndex = 0;
  line.setAttribute('aria-selected', String(isChosen));
  line.addEventListener('click', choose);
  line.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    choose();
  });
}

function showState(state, words) {
  const target = element('state');
  target.dataset.state = state;
  target.textContent = words;
}

/** Calls a function once for many calls that come together. */
function gathered(work) {
  let timer;
  return () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      void work();
    }, GATHER_MS);
  };
}

function text(tag, content) {
  const made = document.createElement(tag);
  made.textContent = content;
  return made;
}

function notice(words) {
  const made = text('p', words);
  made.className = 'empty';
  return made;
}

function count(value) {
  return value === null ? dash : value.toLocaleString('en').replaceAll(',', '\u202f');
}

/** `2020-11-23 21:04:05` of an ISO time. */
function instant(time) {
  return time.slice(0, 19).replace('T', ' ');
}

function duration(seconds) {
  if (seconds === null) return dash;
  const whole = Math.round(seconds);
  const two = (value) => String(value).padStart(2, '0');
  return `${Math.floor(whole / 3600)}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
}

/** Names, each once with how many there are; numbers where there are no names. */
function telescopes(list) {
  if (list.length === 0) return dash;
  const counts = new Map();
  for (const { telId, name } of list) {
    const shown = name ?? String(telId);
    counts.set(shown, (counts.get(shown) ?? 0) + 1);
  }
  if (counts.size > 4) return `${list.length} telescopes`;
  return [...counts].map(([name, n]) => (n === 1 ? name : `${n} × ${name}`)).join(', ');
}

function simulated(row) {
  return row.primary === null ? 'simulated' : `simulated ${row.primary}`;
}

function progress({ status, progress: state, children }) {
  const parts = Object.entries(children).map(([each, n]) => `${n} ${each}`);
  if (state !== null) {
    const total = state.total === null ? '' : ` of ${count(state.total)}`;
    parts.unshift(`${count(state.done)}${total} ${state.unit}`);
    if (status === 'running' && state.remainingS !== null)
      parts.push(`${duration(state.remainingS)} left`);
  }
  return parts.join(', ') || dash;
}
