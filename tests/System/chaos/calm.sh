# After a history: every fault is healed, and the trainer must come to run with the newest valid settings within the bound.
# In hundredths of a second, on a machine that has much else to do: the 15 s after which the agent looks again at what holds it, the restart of a killed daemon,
# the settling, the run itself, and as much again.
bound=4000

establish_calm() { # END VERSION BEHAVIOUR
  local since
  rm -f "$served/answer" "$own_folder/arm"
  disk heal
  clock heal
  ! pausing || { tell_log resumed; on hs-trainer-agent resume; }
  echo "$3 0.1 0" >"$own_folder/behaviour"
  guard_says yes 0
  [ "$disk_tls" != gone ] || tls_written
  if [ "$windows" = closed ]; then write windows open; fi
  if [ "$1" = settings ]; then write save "$2"; elif [ $disk_file != whole ] || { [ $disk_place = file ] && [ $disk_whole = 0 ]; }; then write same; fi
  now; since=$now
  if [ "$(on systemctl is-active $agent)" != active ]; then
    on systemctl start $agent
    now
    echo "$since $now did start-daemon" >>"$served/log"
  fi
  operators_end
}

last_run() { # leaves in $run its words, and in $fate how it stands: runs, ended CODE, killed
  local line words
  run= fate=
  while read -ra words; do
    case ${words[1]} in
      start) run=("${words[@]}") fate=runs ;;
      end) [ "${words[2]}" != "${run[2]-}" ] || fate="ended ${words[3]}" ;;
      killed) [ "${words[2]}" != "${run[2]-}" ] || fate=killed ;;
    esac
  done <"$own_folder/runs"
}

newest_runs() { # the last start had the settings that are on the disk, and counts as applied
  last_run
  token_of "$([ $disk_place = inline ] && echo "$disk_inline" || echo "$disk_token")"
  [ "${run[5]-}" = "$base/h$disk_url" ] && [ "${run[6]-}" = "$secret" ] || { why="the last start of run.sh had ${run[5]-nothing} ${run[6]-}, the disk says $base/h$disk_url $secret"; return 1; }
  [ "$fate" = "ended 0" ] || [ "$fate" = runs ] || { why="the last run.sh $fate"; return 1; }
  local text=
  { text=$(<"$root$record"); } 2>/dev/null
  [[ $text =~ \"run\":\ *\"${run[2]}\" ]] || { why="the applied record is not of the last run ${run[2]}: $text"; return 1; }
}

in_sync() {
  local report
  report=$(<"/proc/$leader/root/run/hs-trainer-agent/status.json") 2>/dev/null
  [[ $report =~ \"trainers\":[^a-z]*\"name\"[^}]*\"state\":\ *\"([a-z-]+)\" ]] && [ "${BASH_REMATCH[1]}" = in-sync ] && [[ $report == *"$base/h$disk_url\""* ]] \
    || { why="the daemon's report says ${BASH_REMATCH[1]-nothing}"; return 1; }
}

converge() { # END
  local since told= status
  now; since=$now since_calm=$now
  why=
  until newest_runs && in_sync; do
    now
    # An operator who applies once, when what is on the disk is what he wants.
    if [ "$1" = apply ] && [ -z "$told" ]; then
      told=1
      on timeout 60 hs-trainer-agent apply >"$own_folder/said.end" 2>&1
      echo "$now $now did ending" >>"$served/log"
    fi
    if [ $((now - since)) -ge $bound ]; then
      violated 3 "not in sync $((bound / 100)) s after calm: $why"
      return 1
    fi
    sleep 0.1
  done
  now
  took=$((now - since))
}

settled() { # what process 1 and the agent's own words say then; a finding is cleared by its check's next look
  local before
  before=$(<"$served/verdict")
  until
    printf '%s' "${before:+$before$'\n'}" >"$served/verdict"
    looks_well
    now
    [ "$(<"$served/verdict")" = "$before" ] || [ $((now - since_calm)) -ge $bound ]
  do sleep 0.3; done
}

looks_well() {
  local said shown
  # An operator's restart may have been on its way.
  newest_runs || { violated 3 "$why"; return; }
  shown=$(on systemctl show --property=ActiveState,InvocationID $unit)
  [[ $shown == *ActiveState=active* ]] || violated 3 "the trainer's unit: ${shown//$'\n'/ }"
  [[ $shown == *"InvocationID=${run[3]}"* ]] || violated 2 "the unit's invocation is not that of the last run ${run[*]}: ${shown//$'\n'/ }"
  [[ $(<"$root$record") == *"\"${run[3]}\""* ]] || violated 2 "the record's invocation is not that of the last run ${run[*]}: $(<"$root$record")"
  [ "$fate" != runs ] || ! on flock -n /opt/hs/alive true || violated 3 "the foreground trainer of run ${run[2]} is gone"
  said=$(on hs-trainer-agent apply --dry-run 2>&1)
  [[ $said == *"in sync"* ]] || violated 3 "apply --dry-run: $said"
  said=$(on hs-trainer-agent status 2>&1)
  # This machine is the application's too, and has a container's clock; the rest of its findings would be false.
  shown=$(grep -oE '(storage|selinux|api|trainer|settings|host)\.[a-z-]+' <<<"$said" | sort -u | grep -vE '^host\.(with-application|clock|memory|tmp-noexec)$')
  [ -z "$shown" ] || violated 3 "findings when all is calm: ${shown//$'\n'/ }"
}

daemon_runs() {
  local state
  state=$(on systemctl is-active $agent)
  [ "$state" = active ] || violated 7 "the daemon is $state"
}
