# What becomes of the stick: its papers, what it would do where, the list read back, its loss. Sourced by day.sh, in its folder.
heading 'Papers to the millimetre, and the paper application kept with its record'
medium=$(deskctl list medium --columns number --format csv | tr -d '\r' | tail -1)
run deskctl form application-allowed "$application" --out allowed.pdf
run deskctl form medium-label "$medium" --out label.pdf
run deskctl attach application "$application" allowed.pdf

heading 'What the stick would do on which PC, and by which rule'
run deskctl explain 1-1 "$(sed -n 2p pcs.csv)" --from stick.json
run deskctl explain 1-1 PC-00002 --from stick.json

heading 'The list that Windows has, read back: nothing differs'
run deskctl drift 庁内LAN-GPO gpo/Registry.pol

heading 'The stick is lost: until the next list is out, Windows still lets it in, and somebody has to answer for that'
run deskctl do permit.lose "$application-1" --instruction "$instruction"
run deskctl drift 庁内LAN-GPO gpo/Registry.pol
run deskctl drift 庁内LAN-GPO
run deskctl export 庁内LAN-GPO --out "$folder/gpo-lost" --instruction "$instruction"
run deskctl drift 庁内LAN-GPO gpo-lost/Registry.pol
lacks MADO7A31B9C4 gpo-lost/policy.json
