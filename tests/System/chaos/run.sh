#!/bin/bash
# Stands in for the vendor's run.sh in a history: notes its start with all that the judge needs, each end that it comes to itself, and what still lives of
# an earlier run; then does what /opt/hs/chaos/behaviour says. Times are the kernel's uptime in hundredths of a second, which no clock jump changes.
folder=/opt/hs/chaos record=/var/lib/hs-trainer/32.0.3.json

note() { # WORDS…: in one write, without a process of its own
  local up rest
  read -r up rest </proc/uptime
  echo "${up/./} $*" >>$folder/runs
}

recorded() { # leaves in $recorded the record's run and mode, or "-"
  local text
  recorded=-
  { text=$(<$record); } 2>/dev/null || return
  [[ $text =~ \"run\":\ *\"([0-9a-f]+)\" ]] && recorded=${BASH_REMATCH[1]}
  [[ $text =~ \"mode\":\ *\"([A-Za-z]+)\" ]] && recorded+=:${BASH_REMATCH[1]}
}

finish() { # CODE
  recorded
  ended=1
  note end "$HS_TRAINER_RUN" "$1" "$recorded"
  exit "$1"
}
trap '[ -n "${ended-}" ] || { recorded; note killed "$HS_TRAINER_RUN" signal "$recorded"; }' EXIT

begun() { # PID: leaves in $begun its start, in the same unit: ticks after boot
  local stat fields
  stat=$(</proc/"$1"/stat)
  read -ra fields <<<"${stat##*) }"
  begun=${fields[19]}
}

invoked() { # leaves in $invocation that of the unit, which is start-trainer's own to know
  local each
  invocation=-
  while IFS= read -r -d '' each; do
    [[ $each != INVOCATION_ID=* ]] || invocation=${each#*=}
  done <"/proc/$PPID/environ"
}

recorded
invoked
begun $PPID
parent=$begun
begun $$
note start "$HS_TRAINER_RUN" "$invocation" "$parent" "$2" "$3" "$#" "$1" "$recorded" "$begun"

if read -r whom wait <$folder/arm; then
  rm $folder/arm
  strike() {
    sleep "$wait"
    case $whom in
      start-trainer) kill -9 $PPID ;;
      bash) kill -9 $$ ;;
      daemon) pkill -9 -xf '/usr/bin/hs-trainer-agent run' ;;
      broker) pkill -9 -xf '/usr/bin/hs-trainer-agent broker' ;;
    esac
    note struck "$whom" "$wait"
  }
  if [ "$wait" = 0 ]; then strike; else strike >/dev/null 2>&1 & fi
fi 2>/dev/null

exec 8>/opt/hs/alive
flock -n 8 || note overlap "$HS_TRAINER_RUN" run.sh
! pgrep -f '^chaos-trainer-' >/dev/null || note overlap "$HS_TRAINER_RUN" "$(pgrep -af '^chaos-trainer-' | tr '\n' ';')"
echo "connecting to $2 with $3"
echo "token is $3" >&2

trainer() { # the process that goes on after run.sh, or that it stays with
  exec -a "chaos-trainer-$HS_TRAINER_RUN" sleep 7777 8>&-
}

read -r how seconds code <$folder/behaviour
case $how in
  foreground) trainer & wait ;;
  dies) sleep "$seconds" 8>&-; echo "the database is gone, said $3"; finish 3 ;;
  hangs) trainer & wait ;;
  fails) sleep "$seconds" 8>&-; echo "no space left for the image, with $3"; finish "$code" ;;
  background) trainer & sleep "$seconds" 8>&-; finish 0 ;;
  family)
    (setsid bash -c 'exec -a "chaos-trainer-$0" sleep 7777' "$HS_TRAINER_RUN" 8>&- >/dev/null 2>&1 &)
    (trap '' TERM; trainer) &
    sleep "$seconds" 8>&-
    finish 0
    ;;
  *) sleep "$seconds" 8>&-; finish 0 ;;
esac
