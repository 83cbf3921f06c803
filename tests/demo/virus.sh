# A visitor's medium that carries something, and a delivery that does not. Sourced by day.sh, in its folder.
scanner=(--scanner 検査用PCのウイルス対策 --pattern_date "$today")

heading 'A visitor brings a stick: something is found, and the clock of the report runs'
number check deskctl do virus_check.new --carrier 保守 --company 保守サービス --errand 月次保守 --kind USBメモリ --network 庁内LAN \
    "${scanner[@]}" --files 12 --found 1 --names setup.exe:Test.Harmless --result found
incident=$(deskctl list incident --columns number --format csv | tr -d '\r' | tail -1)
refused deskctl do virus_check.permit "$check" --network 庁内LAN --pc PC-00012 --rights read --instruction "$instruction"
run deskctl do incident.report "$incident" --reported_to 情報政策課長 --reported_how 電話
run deskctl do incident.treat "$incident" --action cleaned --treatment 隔離して駆除 --instruction "$instruction"
refused deskctl do incident.close "$incident"
run deskctl do incident.recheck "$incident" "${scanner[@]}" --files 11 --result clean
run deskctl do incident.close "$incident" --cause 持ち主のPC
run deskctl show incident "$incident"

heading 'What is delivered on a medium is checked, listed and certified (--scan FOLDER reads and checks the files)'
printf 'name,size,sha256\nreport.pdf,12,%064d\n' 0 >files.csv
number delivery deskctl do delivery.new --name 月次報告書 --addressee 情報政策課
run deskctl do delivery.check "$delivery" "${scanner[@]}" --files 1 --result clean --lines delivery_file=files.csv
run deskctl form delivery-certificate "$delivery" --out certificate.pdf
run deskctl do delivery.deliver "$delivery" --received_by 山本
