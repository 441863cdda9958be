guard=/usr/local/bin/trainer-is-idle
guard_unit=hs-trainer-agent-guard@$trainer.service

guard() { # LINE…: the guard's script; it notes each asking first
  { printf '%s\n' '#!/bin/bash' 'echo "$HS_TRAINER $HS_BUNDLE $HS_APPLY_REASON" >>/run/asked' "$@"; } >"$root$guard.new"
  chmod 755 "$root$guard.new"
  mv "$root$guard.new" "$root$guard"
}
guarded() { # [JQ-FILTER]: the settings of these cases
  on sh -c 'rm -f /run/asked /run/free /run/guard-*'
  configure ".apply.guard = [\"$guard\"] | ${1:-.}"
}
asked() { # N: at least so often
  [ "$(on sh -c 'cat /run/asked 2>/dev/null' | wc -l)" -ge "$1" ]
}
held() { # PATTERN: status shows it as the reason
  has "status" "$1" "$(report '.trainers[] | "\(.state): \(.reason)"')"
}

it guard-holds "a guard that says no holds with its line, and once it says yes the trainer is run exactly once" any
guard-holds() {
  guard '[ -e /run/free ] && exit 0' 'echo looking' "echo job 17 runs, says $first_token" 'exit 1'
  guarded
  start_agent
  within 30 "three askings" asked 3
  started 0
  within 5 "the reason" held '^held: apply.guard: job 17 runs, says \*\*\*$'
  within 5 "the finding" found trainer.apply-held
  told apply-held 1
  exits 3 on hs-trainer-agent apply
  has "what apply says" "is held: apply.guard: job 17 runs, says" "$said"
  exits 0 on hs-trainer-agent apply --dry-run
  has "what the dry run says" "guard +would be asked: $guard$" "$said"
  on touch /run/free
  within 20 "the run" applied 1
  same "what the guard was told" "$trainer $bundle first-start" "$(on sort -u /run/asked)"
  stays 1
  change ".application.token = \"$second_token\""
  within 20 "the rerun" applied 2
  same "why" "$trainer $bundle settings-changed" "$(on tail -n 1 /run/asked)"
  stays 2
  # No guard is no unit that failed, however often it said no.
  same "units of the guard" "" "$(on systemctl --no-legend --plain list-units --all 'hs-trainer-agent-guard@*')"
}

it guard-hangs "a guard that hangs is ended at its deadline with all it started, and the trainer is held" any
guard-hangs() {
  guard 'trap "" TERM' 'setsid sh -c "trap \"\" TERM; exec sleep 8801" &' 'echo asking the scheduler' 'sleep 8802' 'sleep 8803'
  guarded '.apply.guardTimeout = "2s"'
  start_agent
  within 20 "the first asking" asked 1
  has "processes, without which the case shows nothing" 'sleep 880' "$(on pgrep -a sleep)"
  within 20 "the reason" held '^held: apply.guard: no answer within 2s \(apply.guardTimeout\): asking the scheduler$'
  started 0
  on systemctl stop $agent
  within 10 "the end of the last asking" eval "! on systemctl --quiet is-active $guard_unit && ! on pgrep -f 'sleep 880'"
  local since=$SECONDS
  exits 3 on hs-trainer-agent apply
  [ $((SECONDS - since)) -lt 30 ] || fail "apply took $((SECONDS - since)) s"
  hasnt "processes" 'sleep 880' "$(on pgrep -a sleep || true)"
  exits 0 on hs-trainer-agent apply --force
  applied 1
}

it guard-root "the guard runs as root in the host's own world, and knows the token from nowhere" any
guard-root() {
  guard '[ -e /run/free ] && exit 0' '{ id -u; readlink /proc/self/ns/mnt; grep CapEff /proc/self/status; cat /proc/self/cgroup; } >/run/guard-world' \
    'touch /etc/guard-was-here && rm /etc/guard-was-here || exit 9' 'env >/run/guard-env; tr "\0" " " </proc/$$/cmdline >/run/guard-cmdline' 'systemctl is-active dbus.socket' 'exit 1'
  guarded
  start_agent
  within 20 "the reason" held '^held: apply.guard: active$'
  same "user" 0 "$(on sed -n 1p /run/guard-world)"
  same "mounts" "$(on readlink /proc/1/ns/mnt)" "$(on sed -n 2p /run/guard-world)"
  same "capabilities" "$(on grep CapEff /proc/1/status)" "$(on sed -n 3p /run/guard-world)"
  has "unit" "hs.*trainer.*guard" "$(on cat /run/guard-world)"
  hasnt "environment and command line" $first_token "$(on cat /run/guard-env /run/guard-cmdline)"
  has "who may read the answer" '^640 root:hs-trainer-agent$' "$(on stat -c '%a %U:%G' /run/hs-trainer/$trainer.guard)"
  hasnt "journal" $first_token "$(journal -o export -u $guard_unit)"
}

it guard-broker "the broker asks the guard for the daemon's user, only where there is one, and two askings join"
guard-broker() {
  apply_first
  has "without one" '^refused .* has no apply.guard' "$(ask "guard $trainer" "${agent_user[@]}")"
  guard 'sleep 3' 'exit 1'
  guarded '.apply.mode = "manual"'
  ask "guard $trainer" "${agent_user[@]}" >"$served/one" &
  ask "guard $trainer" "${agent_user[@]}" >"$served/two"
  wait $!
  has "the first" '^done ' "$(cat "$served/one")"
  has "the second" '^done ' "$(cat "$served/two")"
  same "askings" 1 "$(on cat /run/asked | wc -l)"
  has "another word" '^refused .' "$(ask "guard $trainer settings-changed" "${agent_user[@]}")"
  on systemctl mask --quiet --runtime $guard_unit
  has "a masked unit" '^refused .*is masked: systemctl unmask' "$(ask "guard $trainer" "${agent_user[@]}")"
  on systemctl unmask --quiet --runtime $guard_unit
}

it guard-writable "a guard that others may write is not run, and that is the reason"
guard-writable() {
  guard 'exit 0'
  chmod 777 "$root$guard"
  guarded
  start_agent
  within 20 "the reason" held "^held: apply.guard: $guard can be written by everybody: chown root $guard && chmod go-w $guard$"
  refused "an asking" asked 1
  on chmod 755 $guard
  within 20 "the run" applied 1
}

it guard-ended "an agent that is stopped while the guard is asked ends at once, and nothing is run"
guard-ended() {
  guard 'sleep 15' 'exit 0'
  guarded
  start_agent
  within 20 "the asking" asked 1
  local since=$SECONDS
  on systemctl stop $agent
  [ $((SECONDS - since)) -lt 10 ] || fail "it took $((SECONDS - since)) s"
  within 20 "the guard's own end" eval "! on systemctl --quiet is-active $guard_unit && ! on pgrep -f $guard"
  stays 0
}
