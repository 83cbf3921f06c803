-- Why the data of a medium that left were not erased.
ALTER TABLE medium ADD COLUMN "unerased" TEXT;
ALTER TABLE permit ADD COLUMN "unerased" TEXT;
