it token-nowhere "the token is in no log, property, state, environment and command line of ours"
token-nowhere() {
  behave talks 3
  configure
  start_agent
  within 10 "the run" started 1
  # While run.sh runs: its own bash has the token among its arguments, as the vendor wants it; nobody else.
  own_processes >"$served/processes"
  has "arguments of run.sh, without which the case shows nothing" "run\.sh trainer .* $first_token" "$(tr '\0' ' ' <"$served/processes.script")"
  has "environments and command lines" 'hs-trainer-agent start-trainer .*PATH=' "$(tr '\0\n' '  ' <"$served/processes")"
  without "environments and command lines" "$served/processes"
  shown "unit properties" 'ExecStart=.*start-trainer' systemctl show '*'
  within 15 "the run's end" applied 1
  shown "the unit's status" 'using token \*\*\* at' systemctl status --no-pager --full 'hs-trainer@*'
  shown "apply" "$trainer" hs-trainer-agent apply
  change ".application.token = \"$wrong_token\""
  within 10 "the held token" told apply-held 1
  local object=/org/freedesktop/systemd1/unit/hs_2dtrainer_4032_2e0_2e3_2eservice
  shown "introspection" 'StatusText' busctl introspect org.freedesktop.systemd1 $object
  shown "status" "$trainer" hs-trainer-agent status
  shown "status in JSON" '"checks"' hs-trainer-agent status --output json
  shown "check" "$trainer" hs-trainer-agent check
  shown "check in JSON" '"checks"' hs-trainer-agent check --output json
  shown "settings show" 'token' hs-trainer-agent settings show
  shown "settings check" "$settings" hs-trainer-agent settings check
  shown "apply --dry-run of a refused token" "$trainer" hs-trainer-agent apply --dry-run
  shown "apply of a refused token" "$trainer" hs-trainer-agent apply
  shown "the daemon's status" 'Main PID' systemctl status --no-pager --full $agent
  change ".application.token = \"$second_token\""
  within 15 "the rerun" applied 2
  behave fails
  ask "restart $trainer" >"$served/shown"
  holds_none "the broker's answer" '^failed '
  shown "a failed unit's status" 'no space left for the image, with \*\*\*' systemctl status --no-pager --full 'hs-trainer@*'
  shown "apply that fails" "$trainer" hs-trainer-agent apply --force
  on sh -c 'find /var/lib/hs-trainer /var/lib/hs-trainer-agent /run/hs-trainer /run/hs-trainer-agent -type f -exec cat {} +' >"$served/state"
  has "state" 'fingerprint' "$(cat "$served/state")"
  without "state" "$served/state"
  # All of the machine's life, all cases: every field, _CMDLINE too.
  on journalctl -q -o export --all >"$served/journal"
  has "journal" '_CMDLINE=.*start-trainer' "$(grep -a _CMDLINE= "$served/journal" | sort -u)"
  without "journal" "$served/journal"
}
shown() { # WHAT PATTERN COMMAND…: what it shows has the pattern, so that there is something to search, and no token
  on "${@:3}" >"$served/shown" 2>&1 || true
  holds_none "$1" "$2"
}
holds_none() { # WHAT PATTERN
  has "$1" "$2" "$(cat "$served/shown")"
  without "$1" "$served/shown"
}
without() { # WHAT FILE
  local token
  for token in "$first_token" "$second_token" "$third_token" "$wrong_token"; do
    ! grep -aqF "$token" "$2" || fail "$1: $(grep -aF "$token" "$2" | tr '\0' ' ' | head -n 3)"
  done
}
own_processes() { # environment and arguments of every process; those of run.sh's bash go to a file of their own
  local script
  script=$(on pgrep -f '^bash run\.sh trainer')
  on cat "/proc/$script/cmdline" >"$served/processes.script"
  on sh -c "for p in /proc/[0-9]*; do [ \$p = /proc/$script ] || cat \$p/cmdline; cat \$p/environ; done" 2>/dev/null || true
}
