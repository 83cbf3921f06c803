# A stick, from its application to the file that Windows enforces. Sourced by day.sh, in its folder.
cp "$demo/stick.json" .
year_end=$(date -d "$(date +%Y)-03-31 $([ "$(date +%m)" -gt 3 ] && echo '+1 year')" +%F)
{ echo pc; deskctl list pc --where network=lan --columns asset_number --format csv | tr -d '\r' | sed -n 2,3p; } >pcs.csv
printf 'name\n佐藤 一郎\n' >users.csv

heading 'Where permits are enforced: the group policy of the office LAN'
run deskctl do target.new --name 庁内LAN-GPO --network 庁内LAN --kind registry-pol --notice_title PCサポートデスク --notice_text 内線2040

heading 'An application comes with its stick: what it is, and what the ledger knows of it'
run deskctl device 1-1 --from stick.json --network lan
number application deskctl do application.new --network 庁内LAN --section 総務課 --applicant 佐藤 --approved 1 --purpose 国への報告 \
    --until_day "$year_end" --device 1-1 --from stick.json --lines application_pc=pcs.csv --lines application_user=users.csv
run deskctl do application.check "$application"
refused deskctl do application.submit "$application"

heading 'The virus check, here typed in from another scanner (deskctl do … --scan FOLDER asks clamd)'
line=$(deskctl list application_device --where "application=$application" --columns id --format csv | tr -d '\r' | tail -1)
run deskctl do application_device.check_virus "$line" --scanner 検査用PCのウイルス対策 --pattern_date "$today" --files 12 --result clean
run deskctl do application.submit "$application"
run deskctl do application.allow "$application" --instruction "$instruction"

heading 'The list for Windows; who exported it does not verify it'
run deskctl export 庁内LAN-GPO --out "$folder/gpo" --instruction "$instruction"
run usbctl explain --policy gpo/policy.json 1-1 --from stick.json --target windows
registration=$(deskctl list registration --columns id --format csv | tr -d '\r' | tail -1)
refused deskctl do registration.confirm "$registration"
run deskctl --as tanaka do registration.confirm "$registration"
run deskctl do permit.start "$application-1"
run deskctl show application "$application"

heading 'As of the day after its last, the stick is in the list no longer'
run deskctl export 庁内LAN-GPO --out "$folder/gpo-later" --as-of "$(date -d "$year_end +1 day" +%F)" --instruction "$instruction"
grep -q MADO7A31B9C4 gpo/policy.json
lacks MADO7A31B9C4 gpo-later/policy.json
