# The life that the agent leads, and the figures that are taken of it.

# What the daemon knows, in $status.
look() {
  status=$(on cat /run/hs-trainer-agent/status.json) && [ -n "$status" ]
}

looks() { # how many checks of a trainer, or of all, have come to an end since it started
  jq '[.checks[].looks] | add' <<<"$status"
}

told() { # [HS_EVENT]: entries of the agent, or of one kind, since the beginning
  grep -ac "^HS_EVENT=${1-}${1:+\$}" "$served/journal"
}

starts() { # TRAINER
  grep -c start "$root/opt/hs/t$1/runs"
}

all_applied() { # each trainer was run as often as it should, and the daemon knows it
  local one
  for one in $(seq "$trainers"); do
    same "starts of t$one" "${due[one]}" "$(starts "$one")"
  done
  look
  same "trainers in sync with revision $revision" "$trainers" "$(jq '[.trainers[] | select(.state == "in-sync" and .applied.fingerprint == .fingerprint)] | length' <<<"$status")"
}

sample() { # a line for the figures, when all is calm; the least of ten looks at what comes and goes
  local process rest
  process=$(on bash -c '
    for _ in {1..10}; do
      while read -r key value _; do case $key in Rss:) rss=$value ;; Pss:) pss=$value ;; Anonymous:) anon=$value ;; esac; done <"/proc/$1/smaps_rollup"
      fds=("/proc/$1/fd/"*) threads=("/proc/$1/task/"*)
      echo "$rss $pss $anon ${#fds[@]} ${#threads[@]}"
      sleep 0.1
    done' x "$pid" | awk '{ for (i = 1; i <= NF; i++) if (NR == 1 || $i < least[i]) least[i] = $i } END { print least[1], least[2], least[3], least[4], least[5] }')
  rest=$(on bash -c '
    echo "$(systemctl list-units --plain --no-legend "hs-trainer-agent-broker@*" | wc -l) $(ps -e -o stat= | grep -c ^Z)" \
      "$(systemctl list-units --all --plain --no-legend | wc -l) $(du -sk --total /var/lib/hs-trainer /var/lib/hs-trainer-agent /run/hs-trainer /run/hs-trainer-agent | tail -n 1 | cut -f 1)" \
      "$(find /var/lib/hs-trainer /var/lib/hs-trainer-agent /run/hs-trainer /run/hs-trainer-agent -type f | wc -l)"')
  look
  # runs, seconds, applies, process, rest, the api's rounds, entries and bytes of the journal
  echo "$(looks) $((SECONDS - since)) $applies $process $rest $(jq '[.checks[] | select(.name == "api").looks] | add' <<<"$status") $(grep -ac ^__CURSOR= "$served/journal") $(stat -c %s "$served/journal")" |
    tee -a "$served/samples"
}

row() { # SAMPLE: an hour of schedule time is 60 looks at the application, whose schedule is a minute by default
  [ -n "${1-}" ] || { printf '%8s %6s %8s %8s %8s %8s %5s %8s %8s %8s %6s %9s %6s %10s %11s\n' runs min applies "RSS kB" "PSS kB" "anon kB" fds threads brokers zombies units "state kB" files "entries/h" "journal B/h"; return; }
  awk '{ hours = $14 / 60; printf "%8d %6.1f %8d %8d %8d %8d %5d %8d %8d %8d %6d %9d %6d %10.1f %11.0f\n", $1, $2 / 60, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $15 / hours, $16 / hours }' <<<"$1"
}

progress() { # every check of every trainer has looked since the last time; leaves the counts for the next
  jq -r '.checks[] | "\(.name) \(.trainer // "-") \(.looks)"' <<<"$status" | sort >"$served/looks.new"
  [ ! -e "$served/looks" ] || join -j 1 <(sed 's/ /\//' "$served/looks") <(sed 's/ /\//' "$served/looks.new") | awk '$1 !~ /^settings/ && $3 <= $2 { print $1 }' >>"$served/starved"
  mv "$served/looks.new" "$served/looks"
}

change_all() { # one more change of the settings, and what is expected of it
  local one
  revision=$((revision + 1)) changes=$((changes + 1))
  for one in $(seq "$trainers"); do due[one]=$((due[one] + 1)) applies=$((applies + 1)); done
  change ".application.revision = \"$revision\""
}

epoch() { # NUMBER: a change and a disturbance or two, until all is calm again
  local number=$1 drifted=$(($1 % trainers + 1)) failing= step waited=$SECONDS bound=60
  chown 0:0 "$root/mnt/hs$drifted/trainer_media"
  drifts=$((drifts + 1))
  if [ $((number % 3)) -eq 1 ]; then
    failing=$((number * 7 % trainers + 1))
    : >"$root/opt/hs/t$failing/fails"
    failures=$((failures + 1)) bound=120
    due[failing]=$((due[failing] + 1))
  fi
  change_all
  # In the middle of it, at another moment each time.
  sleep "$((number % 4)).$((number * 3 % 10))"
  if [ $((number % 2)) -eq 0 ]; then
    step=${steps[number / 2 % ${#steps[@]}]}
    clock_jump "$step"
    jumps=$((jumps + 1))
  fi
  if [ $((number % 5)) -eq 2 ]; then
    on systemctl restart dbus
    buses=$((buses + 1))
  fi
  until (all_applied) >/dev/null 2>&1; do
    if [ $((SECONDS - waited)) -gt $bound ]; then
      echo "change $revision is not applied after $bound s: $( (all_applied) 2>&1)" | tee -a "$served/late"
      break
    fi
    sleep 1
  done
  slowest=$((SECONDS - waited > slowest && bound == 60 ? SECONDS - waited : slowest))
  chown 1000:1000 "$root/mnt/hs$drifted/trainer_media"
  # Nothing comes after it, and the drift is seen to be gone, also where the clock was set back: the daemon notices that within its heartbeat of 20 s.
  sleep 3
  (all_applied) >"$served/said" 2>&1 || { echo "change $revision: $(cat "$served/said")" | tee -a "$served/late"; rebase; }
  local until=$((waited + 25 + number % 3 * 5))
  [ $SECONDS -ge $until ] || sleep $((until - SECONDS))
}

rebase() { # what was wrong once is told once
  local one
  for one in $(seq "$trainers"); do due[one]=$(starts "$one"); done
}
