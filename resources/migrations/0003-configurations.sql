-- Configurations by the hash of their canonical form, and the names that they are or were known by.
CREATE TABLE configurations (
  hash TEXT PRIMARY KEY CHECK (length(hash) = 64),
  -- Canonical form: JSON with every key, as the program that first met it understood it.
  document TEXT NOT NULL,
  -- As it was written when it was first met, with comments.
  text TEXT NOT NULL,
  -- Folder that its custom steps are looked for in; NULL where it came from no file.
  folder TEXT,
  created TEXT NOT NULL
) STRICT;

CREATE TABLE configuration_names (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  hash TEXT NOT NULL REFERENCES configurations (hash),
  -- Configuration that it was made from; it may be one that is not known here.
  parent_hash TEXT,
  note TEXT NOT NULL,
  -- As written under this name: the same configuration may be written with other comments.
  text TEXT NOT NULL,
  created TEXT NOT NULL,
  -- When the name began to mean something else or was removed; NULL as long as it holds.
  ended TEXT
) STRICT;

CREATE UNIQUE INDEX configuration_names_now ON configuration_names (name) WHERE ended IS NULL;
CREATE INDEX configuration_names_by_name ON configuration_names (name, id);
CREATE INDEX configuration_names_by_hash ON configuration_names (hash);
