-- Nothing is ever taken out of the journal; retention may only blank what a person wrote.
CREATE TRIGGER act_no_delete BEFORE DELETE ON act BEGIN SELECT raise(ABORT, 'acts are never deleted'); END;
CREATE TRIGGER change_no_delete BEFORE DELETE ON change BEGIN SELECT raise(ABORT, 'changes are never deleted'); END;
CREATE TRIGGER act_no_update BEFORE UPDATE ON act
WHEN NOT (NEW.note IS NULL AND NEW.salt IS NULL AND NEW.seq = OLD.seq AND NEW.digest = OLD.digest AND NEW.hash = OLD.hash)
BEGIN SELECT raise(ABORT, 'acts are never changed'); END;
CREATE TRIGGER change_no_update BEFORE UPDATE ON change
WHEN NOT (NEW.fields IS NULL AND NEW.salt IS NULL AND NEW.seq = OLD.seq AND NEW.act = OLD.act AND NEW.digest = OLD.digest)
BEGIN SELECT raise(ABORT, 'changes are never changed'); END;
