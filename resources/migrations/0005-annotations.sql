-- What people say about runs: the only thing that no data file holds. Kept by the stable key of the run
-- and without a foreign key on purpose: they outlive a run whose folder was removed or is made anew.

CREATE TABLE flags (
  run_key TEXT NOT NULL,
  flag TEXT NOT NULL,
  time TEXT NOT NULL,
  PRIMARY KEY (run_key, flag)
) STRICT, WITHOUT ROWID;

CREATE INDEX flags_by_flag ON flags (flag, run_key);

CREATE TABLE notes (
  id INTEGER PRIMARY KEY,
  uuid TEXT NOT NULL UNIQUE,
  run_key TEXT NOT NULL,
  time TEXT NOT NULL,
  text TEXT NOT NULL
) STRICT;

CREATE INDEX notes_by_run ON notes (run_key, time);
