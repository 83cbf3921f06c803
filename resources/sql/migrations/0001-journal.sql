-- Acts and what they changed: mechanism, not data. Append-only; see docs/data-model.md for the digests.
CREATE TABLE act (
  seq BIGINT NOT NULL PRIMARY KEY,
  at TEXT NOT NULL,
  day TEXT NOT NULL,
  operator BIGINT,
  verb TEXT NOT NULL,
  subject_table TEXT,
  subject BIGINT,
  note TEXT,
  minutes BIGINT,
  instruction BIGINT,
  undoes BIGINT REFERENCES act (seq),
  run BIGINT,
  source TEXT,
  changes BIGINT NOT NULL,
  salt TEXT,
  digest TEXT NOT NULL,
  hash TEXT NOT NULL
);
CREATE INDEX act_day ON act (day);
CREATE INDEX act_subject ON act (subject_table, subject);
CREATE INDEX act_undoes ON act (undoes);
CREATE INDEX act_run ON act (run);

-- `act` is no foreign key: the act's row is written last, because its hash covers the changes, and while a deferred reference is
-- open SQLite searches every referring table for each row inserted. The chain proves more than the key would.
CREATE TABLE change (
  seq BIGINT NOT NULL PRIMARY KEY,
  act BIGINT NOT NULL,
  record_table TEXT NOT NULL,
  record BIGINT NOT NULL,
  state_from TEXT,
  state_to TEXT,
  pile_from TEXT,
  pile_to TEXT,
  fields TEXT,
  salt TEXT,
  digest TEXT NOT NULL
);
CREATE INDEX change_act ON change (act);
CREATE INDEX change_record ON change (record_table, record, seq);
CREATE INDEX change_pile ON change (act) WHERE coalesce(pile_from, '') <> coalesce(pile_to, '');

-- Human numbers per fiscal year. Not journalled: the numbered records are.
CREATE TABLE number_series (
  series TEXT NOT NULL,
  year TEXT NOT NULL,
  last BIGINT NOT NULL,
  PRIMARY KEY (series, year)
);

CREATE TABLE setting (
  name TEXT NOT NULL PRIMARY KEY,
  value TEXT
);
