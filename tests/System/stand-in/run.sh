#!/bin/bash
# Stands in for the vendor's run.sh: notes each start with its exact arguments and its folder, what still lives of an earlier
# run, and each end, and does what /opt/hs/behaviour says.
exec 8>/opt/hs/alive
flock -n 8 || echo "overlap $*" >>/opt/hs/runs
! pgrep -f 'sleep (700[123]|7777)' >/dev/null || echo "overlap processes of an earlier run" >>/opt/hs/runs
printf 'start%s\nin %s\n' "$(printf ' %q' "$0" "$@")" "$PWD" >>/opt/hs/runs
trap 'echo "end $?" >>/opt/hs/runs' EXIT
read -r how seconds </opt/hs/behaviour
case $how in
  detached) sleep 0.2 8>&- ;;
  slow) sleep "$seconds" 8>&- ;;
  waits) until [ -e /opt/hs/end ]; do sleep 0.1 8>&-; done ;;
  fails) echo "no space left for the image, with $3" && exit 7 ;;
  hangs) sleep 7777 8>&- ;;
  foreground) sleep 7777 8>&- & wait ;;
  dies) sleep "$seconds" 8>&- && echo "the database is gone" && exit 3 ;;
  children) # one in a session of its own, one that does not heed SIGTERM, one that keeps the output
    setsid sleep 7001 8>&- >/dev/null 2>&1 &
    (trap '' TERM; exec sleep 7002) 8>&- >/dev/null 2>&1 &
    sleep 7003 8>&- &
    ;;
  talks) # on both streams, and in two writes
    echo "connecting with $3"
    echo "using token $3 at $2" >&2
    printf 'split %s' "${3:0:9}" && sleep 0.4 8>&- && printf '%s end\n' "${3:9}"
    sleep "$seconds" 8>&-
    echo "still connected"
    ;;
esac
