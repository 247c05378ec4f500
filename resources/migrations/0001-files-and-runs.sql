-- What the files of the user's folders hold. Everything here can be made again from the files.

-- Folders that the user added.
CREATE TABLE roots (
  id INTEGER PRIMARY KEY,
  path TEXT NOT NULL UNIQUE,
  added TEXT NOT NULL,
  last_scan TEXT
) STRICT;

-- Where telescopes stand, as files or the list of known sites tell it.
CREATE TABLE sites (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  longitude_deg REAL NOT NULL,
  latitude_deg REAL NOT NULL,
  height_m REAL,
  UNIQUE (name, longitude_deg, latitude_deg)
) STRICT;

-- Sets of telescopes: the files of one instrument share theirs.
CREATE TABLE subarrays (
  id INTEGER PRIMARY KEY,
  -- SHA-256 of the descriptions of its telescopes.
  fingerprint TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE telescopes (
  subarray_id INTEGER NOT NULL REFERENCES subarrays (id) ON DELETE CASCADE,
  tel_id INTEGER NOT NULL,
  name TEXT,
  type TEXT,
  camera TEXT,
  n_pixels INTEGER,
  equivalent_focal_length_m REAL,
  mirror_area_m2 REAL,
  x_m REAL,
  y_m REAL,
  z_m REAL,
  PRIMARY KEY (subarray_id, tel_id)
) STRICT, WITHOUT ROWID;

-- Files as they were last seen.
CREATE TABLE files (
  id INTEGER PRIMARY KEY,
  root_id INTEGER NOT NULL REFERENCES roots (id) ON DELETE CASCADE,
  -- Absolute.
  path TEXT NOT NULL UNIQUE,
  size_bytes INTEGER NOT NULL,
  -- Nanoseconds since 1970.
  modified_ns INTEGER NOT NULL,
  -- 0 when it was written so shortly before it was read that a later change may not show in the time.
  is_settled INTEGER NOT NULL CHECK (is_settled IN (0, 1)),
  -- SHA-256 of the content (`whole`), or of pieces of a large file (`pieces`); null when it could not be read.
  hash TEXT,
  hash_of TEXT CHECK (hash_of IN ('whole', 'pieces')),
  presence TEXT NOT NULL CHECK (presence IN ('present', 'missing')),
  first_seen TEXT NOT NULL,
  missing_since TEXT,
  recognition_version INTEGER NOT NULL,
  kind TEXT NOT NULL,
  format TEXT NOT NULL,
  format_version TEXT,
  description TEXT NOT NULL,
  -- JSON array.
  data_levels TEXT NOT NULL,
  is_simulation INTEGER CHECK (is_simulation IN (0, 1)),
  software TEXT,
  instrument TEXT,
  site_id INTEGER REFERENCES sites (id) ON DELETE SET NULL,
  subarray_id INTEGER REFERENCES subarrays (id) ON DELETE SET NULL,
  product_id TEXT,
  activity_id TEXT,
  configuration_hash TEXT,
  is_complete INTEGER CHECK (is_complete IN (0, 1)),
  reason TEXT
) STRICT;

CREATE INDEX files_by_root ON files (root_id, path);
CREATE INDEX files_by_state ON files (root_id, presence, kind);
CREATE INDEX files_by_kind ON files (kind, presence, path);
CREATE INDEX files_by_hash ON files (hash);
CREATE INDEX files_by_product ON files (product_id) WHERE product_id IS NOT NULL;
CREATE INDEX files_by_activity ON files (activity_id) WHERE activity_id IS NOT NULL;
CREATE INDEX files_by_configuration ON files (configuration_hash) WHERE configuration_hash IS NOT NULL;
CREATE INDEX files_by_site ON files (site_id);
CREATE INDEX files_by_subarray ON files (subarray_id);

-- Observation blocks, with what their files tell put together.
CREATE TABLE runs (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  obs_id INTEGER NOT NULL,
  instrument TEXT NOT NULL,
  site_id INTEGER REFERENCES sites (id) ON DELETE SET NULL,
  -- Date of the evening.
  night TEXT,
  is_simulation INTEGER NOT NULL CHECK (is_simulation IN (0, 1)),
  -- UTC, milliseconds since 1970.
  start_ms REAL,
  stop_ms REAL,
  duration_s REAL,
  target TEXT,
  target_ra_deg REAL,
  target_dec_deg REAL,
  pointing_ra_deg REAL,
  pointing_dec_deg REAL,
  pointing_alt_deg REAL,
  pointing_az_deg REAL,
  zenith_deg REAL,
  wobble_offset_deg REAL,
  wobble_angle_deg REAL,
  primary_particle TEXT,
  n_events INTEGER,
  rate_hz REAL,
  -- In lower case, for the filters: the target, and everything that a person may type to find the run.
  target_text TEXT NOT NULL,
  search_text TEXT NOT NULL
) STRICT;

CREATE INDEX runs_by_night ON runs (night, site_id, start_ms);
CREATE INDEX runs_by_start ON runs (start_ms);
CREATE INDEX runs_by_obs_id ON runs (obs_id);
CREATE INDEX runs_by_instrument ON runs (instrument, start_ms);
CREATE INDEX runs_by_target ON runs (target);
CREATE INDEX runs_by_zenith ON runs (zenith_deg);
CREATE INDEX runs_by_site ON runs (site_id);

CREATE TABLE run_telescopes (
  run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  tel_id INTEGER NOT NULL,
  name TEXT,
  type TEXT,
  PRIMARY KEY (run_id, tel_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX run_telescopes_by_telescope ON run_telescopes (tel_id, run_id);

-- Data levels that present files have of a run.
CREATE TABLE run_levels (
  run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  level TEXT NOT NULL,
  PRIMARY KEY (run_id, level)
) STRICT, WITHOUT ROWID;

CREATE INDEX run_levels_by_level ON run_levels (level, run_id);

-- What one file holds of one run.
CREATE TABLE products (
  file_id INTEGER NOT NULL REFERENCES files (id) ON DELETE CASCADE,
  run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  n_events INTEGER,
  -- What the file tells of the run, as JSON, so that it can be put together again when files come and go.
  facts TEXT NOT NULL,
  PRIMARY KEY (file_id, run_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX products_by_run ON products (run_id, file_id);

-- Array events by type, of the file that knows most.
CREATE TABLE run_event_counts (
  run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  event_type TEXT NOT NULL,
  n_events INTEGER NOT NULL,
  PRIMARY KEY (run_id, event_type)
) STRICT, WITHOUT ROWID;

CREATE TABLE run_telescope_counts (
  run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  tel_id INTEGER NOT NULL,
  n_events INTEGER NOT NULL,
  PRIMARY KEY (run_id, tel_id)
) STRICT, WITHOUT ROWID;

-- What the simulation was asked for, by ctapipe's names.
CREATE TABLE run_simulation_settings (
  run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  -- JSON: a number, a text or a truth value.
  value TEXT NOT NULL,
  PRIMARY KEY (run_id, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE run_quality_figures (
  run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  -- -1 stands for the whole array.
  tel_id INTEGER NOT NULL,
  value REAL NOT NULL,
  unit TEXT NOT NULL,
  PRIMARY KEY (run_id, name, tel_id)
) STRICT, WITHOUT ROWID;
