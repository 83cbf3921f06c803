-- $1 day: loaners that were out at its end although they were due before it
SELECT 'loan', l.id, l.due, NULL FROM loan l
WHERE l.gone IS NULL AND l.lent_on <= $1 AND coalesce(l.returned_on, '9999-12-31') > $1 AND l.due < $1
ORDER BY l.due, l.id
