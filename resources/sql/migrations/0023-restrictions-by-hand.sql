-- What a target cannot say of a use restriction, and how it is set there instead.
ALTER TABLE "restriction" ADD COLUMN "limits" TEXT;
ALTER TABLE "restriction" ADD COLUMN "by_hand" TEXT;
