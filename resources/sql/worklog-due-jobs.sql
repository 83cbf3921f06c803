-- $1 day: PCs that a vendor had at its end although they were to be asked about
SELECT 'vendor_job', v.id, v.remind_on, v.vendor FROM vendor_job v
WHERE v.gone IS NULL AND v.state <> 'cancelled' AND v.ordered_on <= $1 AND coalesce(v.back_on, '9999-12-31') > $1
  AND v.remind_on <= $1
ORDER BY v.remind_on, v.id
