# Proves that each invariant can fail: the same plain history each time, with something planted that violates one, and the verdict must say so.
plants=()
declare -A expected

planted() { # NAME PATTERN…: what the verdict must have a line of each; without one it must have no violation
  plants+=("$1")
  expected[$1]=$(printf '%s\n' "${@:2}")
}

by_hand() { # URL TOKEN: run.sh beside the agent
  on sh -c "cd $bundle && HS_TRAINER_RUN=00000000000000000000000000000bad INVOCATION_ID=0 bash run.sh trainer '$1' '$2' >/dev/null 2>&1" &
}

planted nothing
plant_nothing() { :; }

planted overlap '^violation 1 .*overlap' '^violation 1 .*two'
plant_overlap() { # the second while the first runs
  echo "detached 1.5 0" >"$own_folder/behaviour"
  write save 2
  until [ "$(grep -c ' start ' "$own_folder/runs")" -ge 2 ]; do sleep 0.05; done
  token_of 2
  by_hand "$base/h2" "$secret"
  sleep 1
}

planted forged '^violation 2 .*a run that never was'
plant_forged() { sed -i 's/"run": "[0-9a-f]*"/"run": "0123456789abcdef0123456789abcdef"/' "$root$record"; sleep 0.5; }

planted too-early '^violation 2 .*stays while|^violation 2 .*is there while'
plant_too-early() { # the old record is put back while run.sh runs
  local kept
  kept=$(<"$root$record")
  echo "detached 1.5 0" >"$own_folder/behaviour"
  write save 2
  until [ "$(grep -c ' start ' "$own_folder/runs")" -ge 2 ]; do sleep 0.05; done
  printf '%s' "$kept" >"$root$record"
  sleep 0.6
  rm -f "$root$record"
  sleep 1.5
}

planted stays-behind '^violation 3 not in sync'
plant_stays-behind() { on systemctl mask --quiet --runtime $unit; bound=400; }

planted once-more '^violation 4 .*nothing had changed'
plant_once-more() { on systemctl restart $unit; }

planted no-backoff '^violation 4 .*after a run that failed'
plant_no-backoff() {
  echo "fails 0 7" >"$own_folder/behaviour"
  write save 2
  until grep -q ' end .* 7 ' "$own_folder/runs"; do sleep 0.05; done
  sleep 0.3
  on systemctl restart $unit
}

held_change() { # is begun by hand, though nobody says so
  sleep 5
  write save 2
  sleep 1.5
  token_of 2
  by_hand "$base/h2" "$secret"
  sleep 0.5
}

planted paused '^violation 4 .*in a pause'
plant_paused() {
  happen pause
  held_change
}

planted unguarded '^violation 4 .*without a yes of the guard'
plant_unguarded() {
  happen guard-says no 0
  write guard on
  held_change
}

planted outside '^violation 4 .*outside the windows'
plant_outside() {
  write windows closed
  held_change
}

planted other-arguments '^violation 5 .*which nobody wrote'
plant_other-arguments() { token_of 2; by_hand "$base/h1" "$secret"; sleep 0.5; }

planted unsettled '^violation 5 .*before they had settled'
plant_unsettled() { write save 2; token_of 2; by_hand "$base/h2" "$secret"; sleep 0.5; }

planted leaks '^violation 6 the journal:' '^violation 6 the journal, in base64' '^violation 6 files: /var/lib/hs-trainer/planted' "^violation 6 a unit's properties" \
  '^violation 6 .*leak arguments' '^violation 6 .*leak environment' '^violation 6 what a verb said'
plant_leaks() {
  token_of 1
  # Through its standard input, so that each leaks in one place.
  on sh -c 'read -r token
    echo "with $token" | logger
    printf %s "$token" | base64 | logger
    echo "$token" >/var/lib/hs-trainer/planted
    printf "[Unit]\nDescription=%s\n[Service]\nExecStart=/bin/sleep 60\n" "$token" >/run/systemd/system/hs-trainer-planted.service
    systemctl daemon-reload
    systemctl start hs-trainer-planted
    echo "$token" >/opt/hs/chaos/said.planted
    sh -c "sleep 1; : $token" &
    TOKEN=$token sleep 1' <<<"$secret"
}

planted faults '^violation 7 .*Unhandled exception' '^violation 7 the daemon is'
plant_faults() {
  on logger "Unhandled exception. System.InvalidOperationException: planted"
  on logger "   at HsTrainerAgent.Program.Main()"
  on systemctl mask --quiet --runtime --now $agent
}

planted false-report '^violation 8 .*in sync with'
plant_false-report() { # a daemon that has stopped in the middle
  on systemctl kill --signal=STOP $agent
  write save 2
  sleep 1.2
  on systemctl restart $unit
  sleep 7
  on systemctl kill --signal=CONT $agent
}

unplant() {
  on sh -c "systemctl unmask --quiet --runtime $unit $agent; systemctl stop hs-trainer-planted; rm -f /run/systemd/system/hs-trainer-planted.service /run/systemd/system/$agent; systemctl daemon-reload" 2>/dev/null
  bound=4000
}

when_in_sync() { # PLANT: however busy this machine is
  until newest_runs && in_sync; do sleep 0.1; done
  # A second run is told from the first by when it came.
  sleep 0.5
  "plant_$1"
}

plan() { # PLANT
  lines=("0 given 1 1s" "0 behave detached 0.1 0" "0 save 1" "0 start-daemon" "1000 plant $1" "1100 calm settings 4 detached")
}

for name in "${plants[@]}"; do
  history_of "$name"
  unplant
  missing=
  while IFS= read -r pattern; do
    [ -z "$pattern" ] || grep -qE "$pattern" "$served/verdict" || missing+="no line of /$pattern/; "
  done <<<"${expected[$name]}"
  [ -n "${expected[$name]}" ] || ! grep -q ^violation "$served/verdict" || missing="a violation though nothing was planted"
  if [ -z "$missing" ]; then tell "ok 1" "chaos: selftest: $name is seen"
  else tell "not ok 1" "chaos: selftest: $name: $missing" <(grep ^violation "$served/verdict"; observed)
  fi
done
