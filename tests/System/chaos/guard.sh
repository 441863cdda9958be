#!/bin/bash
# Stands in for an operator's apply.guard in a history: notes that it was asked and what it said, and says what /opt/hs/chaos/guard-says tells it to.
folder=/opt/hs/chaos

note() { # WORD: in one write, without a process of its own
  local up rest
  read -r up rest </proc/uptime
  echo "${up/./} guard $1 $HS_APPLY_REASON" >>$folder/runs
}

note asked
read -r how seconds <$folder/guard-says
sleep "$seconds"
case $how in
  yes) note yes; exit 0 ;;
  hangs) trap '' TERM; sleep 7777; exit 0 ;;
  dies) kill -9 $$ ;;
esac
note no
echo "job 17 runs"
exit 1
