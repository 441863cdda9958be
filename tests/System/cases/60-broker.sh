it broker-answers "the broker restarts a trainer and tells how that went"
broker-answers() {
  apply_first
  has "restart" '^done ' "$(ask "restart $trainer")"
  applied 2
  has "start of one that runs" '^done ' "$(ask "start $trainer")"
  stays 2
  behave fails
  has "a failure" '^failed ' "$(ask "restart $trainer")"
}

it broker-users "only root and the daemon's user reach the broker"
broker-users() {
  configure
  has "the daemon's user" '^done ' "$(ask "restart $trainer" "${agent_user[@]}")"
  refused "nobody" ask "restart $trainer" setpriv --reuid=nobody --regid=nogroup --clear-groups
  same "runs" 1 "$(count runs)"
}

it broker-refuses "the broker refuses everything but its verbs and the settings' trainers"
broker-refuses() {
  configure
  local line asked=0
  for line in "" restart "restart " "restart 33.0.0" "restart ssh" "restart $trainer.service" "restart ../$trainer" "restart $trainer extra" \
    "restart $trainer;id" " restart $trainer" "RESTART $trainer" "stop $trainer" "kill $trainer" "restart *" $'restart\t'$trainer; do
    has "answer to '$line'" '^refused .' "$(ask "$line" "${agent_user[@]}")"
    asked=$((asked + 1))
  done
  has "answer to nothing" '^refused .' "$(as_agent nc -NU -w 20 $broker </dev/null)"
  has "answer to a line without an end" '^refused .' "$(printf 'restart 32.0.' | as_agent nc -NU -w 20 $broker)"
  # Of these it reads no more than a line can have, and leaves; nc may then not look for the answer any more.
  ask "restart $(printf '%065d' 0)" "${agent_user[@]}" || true
  head -c 65536 /dev/urandom | as_agent nc -NU -w 20 $broker >/dev/null || true
  within 5 "every refusal" refusals $((asked + 4))
  stays 0
  same "socket" active "$(show ActiveState hs-trainer-agent-broker.socket)"
}
refusals() { # N
  same "refusals" "$1" "$(journal -o cat -t hs-trainer-agent-broker | grep -c '^refused: .')"
}

it broker-silent "a client that connects and says nothing is sent away"
broker-silent() {
  configure
  local since=$SECONDS
  has "answer" '^refused .' "$(on timeout 40 nc -dU $broker)"
  [ $((SECONDS - since)) -lt 30 ] || fail "it took $((SECONDS - since)) s"
}

it broker-flood "400 connections at once do not disable the socket"
broker-flood() {
  apply_first
  local before
  before=$(connections)
  as_agent bash -c "for i in \$(seq 400); do (printf 'restart nobody\n' | nc -NU -w 10 $broker >/dev/null 2>&1) & done; wait" || true
  [ "$(connections)" -ge $((before + 400)) ] || fail "connections: $before before, $(connections) after"
  same "socket" active "$(show ActiveState hs-trainer-agent-broker.socket)"
  within 20 "an answer" answers "^done " "start $trainer"
  stays 1
}
connections() { # that process 1 has seen at the broker's socket, with those above MaxConnections
  echo $(($(show NAccepted hs-trainer-agent-broker.socket) + $(show NRefused hs-trainer-agent-broker.socket)))
}
answers() { # PATTERN LINE
  has "answer" "$1" "$(ask "$2")"
}

it broker-leaver "a client that leaves early does not stop the run"
broker-leaver() {
  configure
  behave waits
  printf 'restart %s\n' $trainer | on timeout 1 nc -U $broker || true
  within 5 "the run" started 1
  end_run
  within 10 "the run's end" applied 1
  same "ends" 0 "$(ends)"
}

it two-requests "two requests at once: one run.sh at a time, both are told it was done"
two-requests() {
  configure
  behave slow 1
  ask "start $trainer" >"$served/one" &
  ask "start $trainer" >"$served/two"
  wait $!
  has "the first" '^done ' "$(cat "$served/one")"
  has "the second" '^done ' "$(cat "$served/two")"
  stays 1
  ask "restart $trainer" >"$served/one" &
  ask "restart $trainer" >"$served/two"
  wait $!
  has "the first" '^done ' "$(cat "$served/one")"
  has "the second" '^done ' "$(cat "$served/two")"
  hasnt "two run.sh at once" overlap "$(cat "$root/opt/hs/runs")"
}

it process-one "process 1 refuses the daemon's user everything"
process-one() {
  behave foreground
  configure '.apply.foregroundAfter = "1s"'
  start_agent
  within 10 "applied" applied 1
  local unauthorized='Access denied|Permission denied|nteractive authentication|not authorized'
  local before manager="org.freedesktop.systemd1 /org/freedesktop/systemd1 org.freedesktop.systemd1.Manager"
  before=$(show InvocationID)
  # A job that is there, for its cancelling to be refused.
  on systemd-run --quiet --no-block --unit=long-job --service-type=oneshot sleep 60
  local call job
  job=$(on systemctl list-jobs --plain --no-legend long-job.service | awk '{ print $1 }')
  for call in "RestartUnit ss $unit replace" "StartUnit ss $unit replace" "StartUnit ss $unit flush" "StopUnit ss $unit replace" \
    "KillUnit ssi $unit all 9" "ReloadUnit ss $unit replace" "RestartUnit ss dbus.service replace" "MaskUnitFiles asbb 1 $unit true true" \
    "EnableUnitFiles asbb 1 $unit true true" "CancelJob u $job" "ClearJobs" "Reload" "Reexecute" "Reboot" "PowerOff" "SetEnvironment as 1 A=b" \
    "SetUnitProperties sba(sv) $unit true 1 Description s planted" "CleanUnit sas $unit 1 all" "FreezeUnit s $unit" \
    "StartTransientUnit ssa(sv)a(sa(sv)) hs-trainer@9.service replace 1 ExecStart a(sasb) 1 /bin/touch 2 /bin/touch /root/planted false 0"; do
    # shellcheck disable=SC2086
    denied "$call" "$unauthorized" as_agent busctl call $manager $call
  done
  denied "systemctl stop" "$unauthorized" as_agent systemctl --no-ask-password stop $agent
  # It does not come back by itself to a bus that was restarted, as it was in another case; whoever asks for it then waits in vain.
  on systemctl restart systemd-logind.service
  denied "reboot through logind" "$unauthorized" as_agent busctl call org.freedesktop.login1 /org/freedesktop/login1 org.freedesktop.login1.Manager Reboot b false
  has "root's private socket greets root, without which the case shows nothing" '^OK ' "$(greeting)"
  hasnt "root's private socket greets the daemon's user" '^OK ' "$(greeting "${agent_user[@]}" 2>&1)"
  has "the trainer's process, without which the case shows nothing" 'start-trainer' "$(on cat "/proc/$(show MainPID)/cmdline" | tr '\0' ' ')"
  denied "a signal to the trainer" 'Operation not permitted' as_agent kill -TERM "$(show MainPID)"
  has "the long job" '^activating$' "$(show ActiveState long-job.service)"
  on systemctl stop long-job.service
  applied 1
  refused "a planted file" on test -e /root/planted
  same "the trainer's run" "$before" "$(show InvocationID)"
  same "the socket's owner" root "$(on stat -c %U $broker)"
}
greeting() { # [USER-COMMAND…]: what process 1 answers at its private socket to who authenticates as himself
  # shellcheck disable=SC2016
  on "$@" bash -c '{ printf "\0AUTH EXTERNAL %s\r\n" "$(id -u | tr -d "\n" | od -A n -t x1 | tr -d " ")"; sleep 1; } | nc -U -w 3 /run/systemd/private' || true
}
