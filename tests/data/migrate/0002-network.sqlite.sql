-- SQLite changes a column only by making the table anew, under the references of others.
CREATE TABLE section_new (id BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL);
INSERT INTO section_new SELECT id, name FROM section;
DROP TABLE section;
ALTER TABLE section_new RENAME TO section;
