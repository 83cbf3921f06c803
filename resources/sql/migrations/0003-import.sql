-- Remembered mappings of columns; and PCs that came with an import and that nobody has looked at yet.
CREATE TABLE "mapping" (
  "id" BIGINT NOT NULL PRIMARY KEY,
  "rev" BIGINT NOT NULL REFERENCES change (seq) DEFERRABLE INITIALLY DEFERRED,
  "gone" BIGINT,
  "name" TEXT NOT NULL,
  "target" TEXT NOT NULL,
  "fingerprint" TEXT,
  "pairs" TEXT NOT NULL
);
CREATE UNIQUE INDEX "mapping_name" ON "mapping" ("name") WHERE "gone" IS NULL;

ALTER TABLE "pc" ADD COLUMN "unconfirmed" TEXT;
