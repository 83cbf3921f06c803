-- Installed programs. Observed: written inside an import's act, not journalled row by row.
CREATE TABLE "software" (
  "id" BIGINT NOT NULL PRIMARY KEY,
  "rev" BIGINT NOT NULL,
  "gone" BIGINT,
  "name" TEXT NOT NULL,
  "version" TEXT,
  "publisher" TEXT
);

CREATE TABLE "pc_software" (
  "id" BIGINT NOT NULL PRIMARY KEY,
  "rev" BIGINT NOT NULL,
  "gone" BIGINT,
  "pc" BIGINT NOT NULL REFERENCES "pc" ("id") DEFERRABLE INITIALLY DEFERRED,
  "software" BIGINT NOT NULL REFERENCES "software" ("id") DEFERRABLE INITIALLY DEFERRED,
  "installed" TEXT
);
CREATE INDEX "pc_software_pc" ON "pc_software" ("pc");
CREATE INDEX "pc_software_software" ON "pc_software" ("software");

