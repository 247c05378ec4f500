-- What was done (activities), and the files that it read and made (entities). An entity is a content:
-- its copies and new places are the same entity, a changed file is another one.
CREATE TABLE activities (
  id INTEGER PRIMARY KEY,
  uuid TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  status TEXT NOT NULL,
  start TEXT,
  stop TEXT,
  software TEXT NOT NULL,
  configuration_hash TEXT,
  -- JSON; the document of the configuration stands in activity_configurations.
  record TEXT NOT NULL
) STRICT;

CREATE INDEX activities_by_start ON activities (start);
CREATE INDEX activities_by_configuration ON activities (configuration_hash)
  WHERE configuration_hash IS NOT NULL;

-- Documents of configurations as products carry them, once for all activities that used them.
CREATE TABLE activity_configurations (
  hash TEXT PRIMARY KEY,
  document TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE entities (
  id INTEGER PRIMARY KEY,
  -- CTA PRODUCT ID. Several contents may claim the same: an edited copy keeps it.
  product_id TEXT,
  size_bytes INTEGER,
  -- Hash of the whole content, or of 64 pieces of a large file. A product of which only its record is
  -- known has none: it cannot carry its own hash.
  sha256 TEXT,
  sha256_of_64_pieces TEXT,
  -- Of files of which a record tells neither hash nor product id, the place is all that is known.
  path TEXT UNIQUE
) STRICT;

CREATE INDEX entities_by_product ON entities (product_id) WHERE product_id IS NOT NULL;
CREATE UNIQUE INDEX entities_by_hash ON entities (sha256, size_bytes) WHERE sha256 IS NOT NULL;
CREATE UNIQUE INDEX entities_by_pieces ON entities (sha256_of_64_pieces, size_bytes)
  WHERE sha256_of_64_pieces IS NOT NULL;

-- Which files an activity read and made, as it named them.
CREATE TABLE activity_entities (
  activity_id INTEGER NOT NULL REFERENCES activities (id) ON DELETE CASCADE,
  direction TEXT NOT NULL CHECK (direction IN ('input', 'output')),
  position INTEGER NOT NULL,
  entity_id INTEGER NOT NULL REFERENCES entities (id),
  role TEXT NOT NULL,
  path TEXT NOT NULL,
  PRIMARY KEY (activity_id, direction, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX activity_entities_by_entity ON activity_entities (entity_id, direction);
