-- Engines at work with this catalogue: a row each while they live.
CREATE TABLE engines (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  host TEXT NOT NULL,
  pid INTEGER NOT NULL,
  -- Which process it was, as the system tells it: process numbers are given again.
  process_mark TEXT NOT NULL,
  started TEXT NOT NULL,
  heartbeat TEXT NOT NULL
) STRICT;

CREATE TABLE jobs (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  -- Grows with every change of any job, so that engines see what others did.
  revision INTEGER NOT NULL,
  parent_id INTEGER REFERENCES jobs (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  -- The request of the contract, as JSON.
  request TEXT NOT NULL CHECK (json_valid(request)),
  status TEXT NOT NULL CHECK (
    status IN ('waiting', 'running', 'completed', 'failed', 'cancelled', 'interrupted')
  ),
  priority INTEGER NOT NULL,
  -- What was asked for, and what is occupied; 0 for jobs that only have children.
  asked_cores INTEGER NOT NULL CHECK (asked_cores >= 0),
  cores INTEGER NOT NULL CHECK (cores >= 0),
  -- What its children may use.
  child_cores INTEGER NOT NULL CHECK (child_cores > 0),
  -- Its children have been made.
  is_planned INTEGER NOT NULL DEFAULT 0 CHECK (is_planned IN (0, 1)),
  cancel_asked INTEGER NOT NULL DEFAULT 0 CHECK (cancel_asked IN (0, 1)),
  -- Engine that was asked for it, and the one that runs it.
  submitter_id INTEGER REFERENCES engines (id) ON DELETE SET NULL,
  engine_id INTEGER REFERENCES engines (id) ON DELETE SET NULL,
  worker_pid INTEGER,
  worker_mark TEXT,
  created TEXT NOT NULL,
  started TEXT,
  ended TEXT,
  attempt INTEGER NOT NULL DEFAULT 0,
  progress_done REAL,
  progress_total REAL,
  progress_unit TEXT,
  progress_rate REAL,
  progress_remaining_s REAL,
  -- The error of the contract, as JSON.
  error TEXT CHECK (error IS NULL OR json_valid(error)),
  input TEXT,
  output TEXT,
  run_id INTEGER REFERENCES runs (id) ON DELETE SET NULL,
  configuration_hash TEXT,
  activity_id TEXT,
  is_complete INTEGER CHECK (is_complete IN (0, 1)),
  cpu_time_s REAL,
  peak_memory_bytes INTEGER
) STRICT;

CREATE INDEX jobs_waiting ON jobs (priority DESC, id) WHERE status = 'waiting';
CREATE INDEX jobs_running ON jobs (engine_id) WHERE status = 'running';
CREATE INDEX jobs_by_parent ON jobs (parent_id, status);
CREATE INDEX jobs_by_run ON jobs (run_id) WHERE run_id IS NOT NULL;
CREATE INDEX jobs_by_submitter ON jobs (submitter_id);
CREATE INDEX jobs_by_revision ON jobs (revision);

CREATE TABLE job_log (
  job_id INTEGER NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
  sequence INTEGER NOT NULL,
  time TEXT NOT NULL,
  level TEXT NOT NULL CHECK (level IN ('info', 'warning', 'error')),
  text TEXT NOT NULL,
  PRIMARY KEY (job_id, sequence)
) STRICT, WITHOUT ROWID;
