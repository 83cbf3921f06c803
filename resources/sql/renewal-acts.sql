-- $1 renewal: the acts that did something to its permits and stand, newest first
SELECT DISTINCT a.seq FROM renewal_line l
JOIN change c ON c.record_table = 'renewal_line' AND c.record = l.id
JOIN act a ON a.seq = c.act
WHERE l.renewal = $1
  AND a.verb IN ('renewal_line.do_renew', 'renewal_line.do_give_back', 'renewal_line.do_lose', 'renewal_line.expire')
  AND NOT EXISTS (SELECT 1 FROM act u WHERE u.undoes = a.seq)
ORDER BY a.seq DESC
