#!/bin/sh
# A day at the desk: what people asked in vain becomes a better answer.
#
#     docs/desk.sh REPORTS NEW
#
# REPORTS is the folder of the published reports, NEW a copy of it with what was missing: a part, a passage, an
# expansion. The state of the bot is that of WENBAO_DATA or WENBAO_STATE. The questions, the pages and the runs gather
# in the folder where this is run. go test ./cmd/wenbao -run Desk does such a day, with people on a simulated Telegram.
set -eu
reports=$1 new=$2

# What was asked in vain, to look at.
wenbao gaps --knowledge "$reports" --html gaps.html

# Lines of a question file: keep those that you have an answer for, ask the subjects as people do, and write the ids of
# the passages of NEW that answer into "gold".
wenbao gaps --questions > asked.jsonl
"${EDITOR:-vi}" asked.jsonl
cat asked.jsonl >> questions.jsonl

# The gate: a status other than 0 ends this, and gate.html shows what became wrong.
wenbao eval --knowledge "$reports" --no-misses --save published.json questions.jsonl
wenbao eval --knowledge "$new" --against published.json --save new.json --html gate.html --no-misses questions.jsonl

# Publish, and see what people who ask the same get now.
cp -R "$new/." "$reports"
mv new.json published.json
wenbao ask --knowledge "$reports" --batch < asked.jsonl
