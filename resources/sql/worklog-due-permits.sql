-- $1 day: temporary permits that nobody ended on their last day, and others that went on beyond it
SELECT 'permit', p.id, p.until_day, NULL FROM permit p
WHERE p.gone IS NULL AND p.state <> 'cancelled' AND p.from_day <= $1 AND coalesce(p.ended, '9999-12-31') > $1
  AND (p.until_day < $1 OR p.until_day = $1 AND p.kind = 'temporary')
ORDER BY p.until_day, p.id
