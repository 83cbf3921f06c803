#!/bin/bash
# usage: day.sh FOLDER: the desk's day on the console, as docs/operating.md tells it, on invented data; what it makes lies in FOLDER
set -euo pipefail
demo=$(realpath "$(dirname "$0")")
source "$demo/lib.sh"
folder=$(realpath -m "$1")
rm -rf "$folder"
mkdir -p "$folder"
cd "$folder"
exec > >(tee day.txt) 2>&1
export MADOGUCHI_STORE=$folder/desk.ledger MADOGUCHI_USER=nakamura
today=$(date +%F)
in_two_weeks=$(date -d '+14 days' +%F)

heading 'A ledger for the desk: its sections and its people, no PC yet'
run deskctl init
run deskctl sample --pcs 0 --days 0

heading 'The town has a list of 8,100 PCs, in CP932: looked at first, then taken in'
run deskctl sample --pcs 8100 --csv ledger.csv
run deskctl import pc ledger.csv --dry-run
run deskctl import pc ledger.csv
run deskctl list pc --find 'そうむ 041'

heading 'On whose instruction the day rests'
number instruction deskctl do instruction.new --instructor 情報政策課長 --way oral --subject 日常業務 --general 1

source "$demo/stick.sh"
source "$demo/virus.sh"
source "$demo/back.sh"

heading 'A broken PC comes to the counter, and a loaner goes out'
run deskctl do pc.make_loaner PC-08100
number repair deskctl do repair.receive --pc PC-00012 --title 電源が入らない --contact 佐藤 --belongings ACアダプタ
run deskctl do repair.triage "$repair" --cause hardware --finding 電源基板の故障 --cover lease --minutes 20
number loan deskctl do repair.lend "$repair" --pc PC-08100 --due "$in_two_weeks"
run deskctl do loan.hand_over "$loan" --borrower 佐藤 --set_up 1 --due "$in_two_weeks"
number job deskctl do repair.send "$repair" --vendor 保守サービス --ordered_on "$today" --instruction "$instruction"
run deskctl do vendor_job.collect "$job" --vendor_number H-2041

heading 'It comes back repaired; the case closes only once the loaner is here'
run deskctl do vendor_job.back "$job" --work 電源基板交換
run deskctl do repair.check "$repair"
run deskctl do repair.pass "$repair" --check_note 起動、画面、LAN、印刷に異常なし --minutes 15
run deskctl do repair.notify "$repair" --setup_note ドメイン参加、パターン更新 --notified_how 内線
refused deskctl do repair.return "$repair" --handed_to 佐藤
run deskctl do loan.return "$loan"
run deskctl do repair.return "$repair" --handed_to 佐藤
run deskctl do repair.close "$repair"
run deskctl show repair "$repair"

heading 'The log of the day, as a page and as a sheet'
run deskctl log
run deskctl report daily --out daily.pdf
run deskctl report daily --out daily.xlsx

heading 'A slip taken back; the journal is whole'
number act deskctl do pc.edit PC-00013 --set note=間違えて書いた
run deskctl undo "$act"
run deskctl history pc PC-00013
run deskctl verify
run deskctl backup desk.backup

heading "What the day left in $folder"
find . -type f -printf '%P  %s bytes\n' | sort
