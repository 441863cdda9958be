it token-nowhere "the token is in no log, property, state, environment and command line of ours"
token-nowhere() {
  behave talks 3
  configure
  start_agent
  within 10 "the run" started 1
  # While run.sh runs: its own bash has the token among its arguments, as the vendor wants it; nobody else.
  own_processes >"$served/processes"
  has "arguments of run.sh, without which the case shows nothing" "run\.sh trainer .* $first_token" "$(tr '\0' ' ' <"$served/processes.script")"
  without "environments and command lines" "$served/processes"
  on systemctl show '*' >"$served/properties"
  without "unit properties" "$served/properties"
  within 15 "the run's end" applied 1
  change ".application.token = \"$wrong_token\""
  within 10 "the held token" told apply-held 1
  local object=/org/freedesktop/systemd1/unit/hs_2dtrainer_4032_2e0_2e3_2eservice
  on busctl introspect org.freedesktop.systemd1 $object >"$served/introspected"
  has "introspection" 'StatusText' "$(cat "$served/introspected")"
  without "introspection" "$served/introspected"
  on sh -c 'hs-trainer-agent status; hs-trainer-agent status --output json; hs-trainer-agent settings show; hs-trainer-agent check; systemctl status --no-pager hs-trainer-agent' >"$served/shown" 2>&1 || true
  without "what the verbs show" "$served/shown"
  on sh -c 'find /var/lib/hs-trainer /var/lib/hs-trainer-agent /run/hs-trainer /run/hs-trainer-agent -type f -exec cat {} +' >"$served/state"
  has "state" 'fingerprint' "$(cat "$served/state")"
  without "state" "$served/state"
  # All of the machine's life, all cases: every field, _CMDLINE too.
  on journalctl -q -o export --all >"$served/journal"
  has "journal" '_CMDLINE=.*start-trainer' "$(grep -a _CMDLINE= "$served/journal" | sort -u)"
  without "journal" "$served/journal"
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
