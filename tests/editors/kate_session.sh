#!/usr/bin/env bash
# Goes through the steps in Kate, inside an X server that nobody looks at: Kate has no other way to be driven.
#   kate_session.sh REPORT LOG
# LOG is where the test has the server's messages written down.
set -u
report=$1 log=$2

wait_for() { # seconds, a command
  local turns=$((${1} * 10))
  shift
  until "$@" >/dev/null 2>&1; do
    turns=$((turns - 1))
    [ "$turns" -gt 0 ] || { echo "waited in vain: $*" >&2; return 1; }
    sleep 0.1
  done
}
shown() { xdotool search --onlyvisible --name "$1"; }
# A menu has no name: it is one window more.
menu() { [ "$(xdotool search --onlyvisible --class kate | wc -l)" -gt 1 ]; }
picture() { [ -z "${REPORTLINT_TEST_PICTURES:-}" ] || import -window root "$REPORTLINT_TEST_PICTURES/$1.png"; }
published() { grep -ao '"textDocument/publishDiagnostics"' "$log" | wc -l; }
newly() { [ "$(published)" -gt "$1" ]; }

kate -b -n "$report" &
kate=$!
trap 'kill -9 "$kate"' EXIT

wait_for 30 shown 'report.txt' || exit 1
# Kate asks whether it may start this very command.
wait_for 30 shown 'LSP server start requested' || exit 1
sleep 0.3
picture asked
xdotool key Return
wait_for 30 newly 0 || exit 1
sleep 0.5
picture opened
# Without a window manager nothing gives the text the keyboard back.
xdotool windowfocus "$(shown report.txt | tail -n 1)" mousemove 400 320 click 1
sleep 0.3
# The line of the slip is the fifth.
xdotool key ctrl+Home Down Down Down Down
sleep 0.3
xdotool key alt+Return
wait_for 10 menu || exit 1
sleep 0.3
picture offered
before=$(published)
xdotool key Down Return
wait_for 10 newly "$before" || exit 1
picture fixed
xdotool key ctrl+s
wait_for 10 grep -q 截至 "$report"
