# The machine under test: the container, the stand-in application on this host, the stand-in bundle, and what an operator sees of them.
trainer=32.0.3
unit=hs-trainer@$trainer.service
agent=hs-trainer-agent.service
bundle=/opt/hs/hyperscience-trainer-$trainer
record=/var/lib/hs-trainer/$trainer.json
settings=/etc/hs-trainer-agent.json
broker=/run/hs-trainer-agent-broker.sock
first_token=187d88d6s63929cd0ad98
second_token=5fb1c2e3d4a59687706f1
third_token=c0ffee8d6s639cd0ad98e
wrong_token=0000000000wrong000000

on() { # COMMAND…: as root in the machine
  "$here/bed" exec "$machine" "$@"
}

agent_user=(setpriv --reuid=hs-trainer-agent --regid=hs-trainer-agent --clear-groups)
as_agent() { # COMMAND…: as the daemon's user, outside its sandbox
  on "${agent_user[@]}" "$@"
}

serve_application() {
  dotnet exec "$here/../HsTrainerAgent.Demo/bin/Release/net10.0/HsTrainerAgent.Demo.dll" serve "$served" \
    "$first_token" "$second_token" "$third_token" >"$served/application" 2>&1 &
  application=$!
  for _ in $(seq 100); do [ ! -e "$served/url" ] || return 0; sleep 0.1; done
  echo "the stand-in application does not start: $(cat "$served/application")" >&2
  exit 1
}

prepare_machine() ( # not in a condition: set -e would not be heeded
  set -e
  "$here/bed" start "$machine" "$release"
  prepare_packages
  install_package "$first"
  # Started by the package, not by a case.
  on systemctl is-active $agent
  on systemctl is-active hs-trainer-agent-broker.socket
  # A healthy host, as far as a container can be one.
  echo "127.0.0.1 localhost" >"$root/etc/hosts"
  on mkdir -p $bundle /mnt/hs/trainer_media /mnt/hs/postgres_trainer32_0
  on chown 1000:1000 /mnt/hs/trainer_media
  : >"$root$bundle/.env"
  install -m 755 "$here/stand-in/run.sh" "$root$bundle/run.sh"
  install -m 755 "$here/stand-in/podman" "$root/usr/bin/podman"
)

bare() { # the machine as it was before it saw the package; the next case finds it as usual
  : >"$served/bare"
  on sh -c "
    systemctl stop $agent 'hs-trainer-agent-broker*' 'hs-trainer@*'
    systemctl unmask --quiet $agent
    rm -f /usr/sbin/policy-rc.d /etc/systemd/system-preset/00-site.preset" 2>/dev/null || true
  forget_package >/dev/null
  on sh -c "
    rm -rf $settings* /var/lib/hs-trainer* /run/hs-trainer* /opt/hs/runs
    systemctl daemon-reload
    systemctl reset-failed"
}

fresh() { # everything but the agent itself as on the first day; the agent is stopped
  if [ -e "$served/bare" ]; then
    bare
    install_package "$first"
    rm "$served/bare"
  fi
  on sh -c "
    # One after the other: a request that is under way would start the trainer again.
    systemctl stop $agent
    systemctl stop 'hs-trainer-agent-broker@*'
    systemctl stop 'hs-trainer@*'
    systemctl unmask --quiet $unit
    rm -rf /run/systemd/system/hs-trainer* /var/lib/hs-trainer/* /var/lib/hs-trainer/.[!.]* /run/hs-trainer/* /var/lib/hs-trainer-agent/* /var/lib/hs-trainer-agent/.[!.]* /run/hs-trainer-agent/*
    systemctl daemon-reload
    systemctl reset-failed
    systemd-tmpfiles --create hs-trainer-agent.conf
    systemctl start hs-trainer-agent-broker.socket
    rm -f $settings /etc/stand-in-ca.pem /etc/hs-trainer-agent.token /opt/hs/runs
    date +@%s.%6N" >"$served/since"
  behave detached
}

behave() { # HOW…: what run.sh does from its next start on
  rm -f "$root/opt/hs/end"
  echo "$*" >"$root/opt/hs/behaviour"
}

begin_run() { # the first apply, in the middle of its run.sh
  behave waits
  configure
  start_agent
  within 10 "the first run" started 1
}

end_run() { # of each run.sh that waits
  : >"$root/opt/hs/end"
}

ended_well() { # once, and it is applied
  applied 1
  same "ends" 0 "$(ends)"
}

save() { # PATH: from standard input, renamed into place as an editor does
  cat >"$root$1.new"
  chmod 640 "$root$1.new"
  chown "0:$(stat -c %g "$root/var/lib/hs-trainer-agent")" "$root$1.new"
  mv "$root$1.new" "$root$1"
}

configure() { # [JQ-FILTER]: the settings of every case, changed by the filter
  save /etc/stand-in-ca.pem <"$served/ca.pem"
  jq "${1:-.}" <<JSON | save $settings
{
  "application": { "url": "$(cat "$served/url")", "token": "$first_token", "tls": { "caFile": "/etc/stand-in-ca.pem" } },
  "trainers": [ { "bundle": "$bundle" } ],
  "apply": { "settle": "1s", "timeout": "60s", "foregroundAfter": "20s" },
  "schedules": { "storage": "5s", "selinux": "5s", "api": "5s", "trainer": "2s", "host": "5s" },
  "thresholds": { "memoryGb": 1 }
}
JSON
}

change() { # JQ-FILTER: changes the settings in one save
  jq "$1" "$root$settings" | save $settings
}

start_agent() {
  on systemctl start $agent
}

runs() { # the arguments of each start of run.sh, each quoted where it needs to be
  sed -n 's/^start //p' "$root/opt/hs/runs" 2>/dev/null || true
}

folders() { # where each run.sh was started
  sed -n 's/^in //p' "$root/opt/hs/runs" 2>/dev/null || true
}

ends() { # the exit code of each run.sh that was not killed
  sed -n 's/^end //p' "$root/opt/hs/runs" 2>/dev/null || true
}

count() { # COMMAND…: the number of lines
  "$@" | wc -l
}

started() { # N: run.sh has started so often
  same "starts of run.sh" "$1" "$(count runs)"
}

applied() { # N: and the last one is applied
  started "$1"
  [ -e "$root$record" ] || fail "no applied record"
  has "state of the unit" '^active' "$(show ActiveState)"
  same "the record's invocation" "$(show InvocationID)" "$(jq -r .invocation "$root$record")"
}

apply_first() { # [JQ-FILTER]: the agent has started and applied the settings, changed by the filter, once
  configure "$@"
  start_agent
  within 15 "the first apply" applied 1
}

stays() { # N: no other start follows
  sleep 2
  started "$1"
  hasnt "two run.sh at once" overlap "$(cat "$root/opt/hs/runs")"
}

show() { # PROPERTY [UNIT]
  on systemctl show --value --property="$1" "${2:-$unit}"
}

shows() { # PROPERTY VALUE [UNIT]
  same "$1" "$2" "$(show "$1" "${3:-$unit}")"
}

journal() { # ARGUMENTS…: since the case's beginning
  # Not --after-cursor: with a filter it leaves out the first entry.
  on journalctl -q --no-pager --since "$(cat "$served/since")" "$@"
}

logged() { # PATTERN JOURNALCTL-ARGUMENTS…
  has "the journal" "$1" "$(journal -o cat "${@:2}")"
}

events() { # HS_EVENT: how often the agent told it
  journal -o json -t hs-trainer-agent "HS_EVENT=$1" | wc -l
}

told() { # HS_EVENT N: the agent has told it so often
  same "events $1" "$2" "$(events "$1")"
}

report() { # JQ-FILTER: of what the running daemon knows
  local json
  # Its exit code is a verdict on the host, not on the report.
  json=$(on hs-trainer-agent status --output json) || [ $? -le 3 ]
  jq -r "$1" <<<"$json"
}

check_is() { # NAME STATUS
  same "$1" "$2" "$(report ".checks[] | select(.name == \"$1\").status")"
}

found() { # CODE: the finding is open
  has "findings" "^$1$" "$(report '.checks[].findings[].code')"
}

ask() { # LINE [USER-COMMAND…]: one request at the broker, as root or as somebody else
  printf '%s\n' "$1" | on "${@:2}" nc -NU -w 60 $broker
}
