-- Folders that the user added, and the files in them as they were last seen.
CREATE TABLE roots (
  id INTEGER PRIMARY KEY,
  path TEXT NOT NULL UNIQUE,
  added TEXT NOT NULL,
  last_scan TEXT
) STRICT;
