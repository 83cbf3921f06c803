-- $1 day: how often records went from pile to pile, before that day (0) and on it (1), by undoing (1) or not (0). Before it
-- is all there ever was, which one index answers, less what was since: a look at today costs the same in any year.
-- CROSS JOIN: SQLite then starts from the days, whatever it believes about a day it does not know yet.
SELECT pile_from, pile_to, 0, 0, count(*)
FROM change
WHERE coalesce(pile_from, '') <> coalesce(pile_to, '')
GROUP BY pile_from, pile_to
UNION ALL
SELECT c.pile_from, c.pile_to, 0, 0, -count(*)
FROM act a CROSS JOIN change c
WHERE c.act = a.seq AND coalesce(c.pile_from, '') <> coalesce(c.pile_to, '') AND a.day >= $1
GROUP BY c.pile_from, c.pile_to
UNION ALL
SELECT c.pile_from, c.pile_to, 1, CASE WHEN a.undoes IS NULL THEN 0 ELSE 1 END, count(*)
FROM act a CROSS JOIN change c
WHERE c.act = a.seq AND coalesce(c.pile_from, '') <> coalesce(c.pile_to, '') AND a.day = $1
GROUP BY c.pile_from, c.pile_to, CASE WHEN a.undoes IS NULL THEN 0 ELSE 1 END
