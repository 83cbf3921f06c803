-- Moves from pile to pile are counted by the piles, not looked up by their acts (change_act does that).
DROP INDEX change_pile;
CREATE INDEX change_move ON change (pile_from, pile_to) WHERE coalesce(pile_from, '') <> coalesce(pile_to, '');
-- Nearly all acts undo nothing; an index full of NULL looks useless to SQLite's planner once it has been told so.
DROP INDEX act_undoes;
CREATE INDEX act_undone ON act (undoes) WHERE undoes IS NOT NULL;
