it installed "the package makes user, folders and socket; installed again it leaves stopped what is stopped" any
installed() {
  reinstall_package "$first"
  has "user" ':/usr/sbin/nologin$' "$(on getent passwd hs-trainer-agent)"
  same "enabled" $'enabled\nenabled' "$(on systemctl is-enabled $agent hs-trainer-agent-broker.socket)"
  same "socket" "root:hs-trainer-agent 660" "$(on stat -c '%U:%G %a' $broker)"
  same "records" "root:hs-trainer-agent 2755" "$(on stat -c '%U:%G %a' /var/lib/hs-trainer)"
  same "runs" "root:hs-trainer-agent 2755" "$(on stat -c '%U:%G %a' /run/hs-trainer)"
  same "stopped by hand" "inactive active" "$(show ActiveState $agent) $(show ActiveState hs-trainer-agent-broker.socket)"
  start_agent
  same "state" "hs-trainer-agent:hs-trainer-agent 750" "$(on stat -c '%U:%G %a' /var/lib/hs-trainer-agent)"
  same "report" "hs-trainer-agent:hs-trainer-agent 755" "$(on stat -c '%U:%G %a' /run/hs-trainer-agent)"
}

it verify "systemd-analyze verify says nothing about any unit" any
verify() {
  same "output" "" "$(on sh -c 'systemd-analyze verify --man=no /usr/lib/systemd/system/hs-trainer* 2>&1')"
  same "warnings of process 1" "" "$(on journalctl -q --no-pager -b _PID=1 -p warning --grep 'hs-trainer[^:]*\.(service|socket):[0-9]')"
}

it exposure "systemd-analyze security: the daemon at most 1.6, the broker at most 1.2" any
exposure() {
  local daemon asked
  daemon=$(figure $agent) asked=$(figure hs-trainer-agent-broker@x.service)
  note "$daemon and $asked"
  [ "${daemon/./}" -le 16 ] || fail "the daemon: $daemon"
  [ "${asked/./}" -le 12 ] || fail "the broker: $asked"
}
figure() { # UNIT
  on systemd-analyze --no-pager security "$1" | sed -n 's/.*exposure level for .*: \([0-9.]*\) .*/\1/p'
}

it waits "without settings the daemon is up, waits, and says so" any
waits() {
  start_agent
  same "state" active "$(show ActiveState $agent)"
  within 3 "the event" told settings-missing 1
  within 3 "the status line" says_not_configured
  same "started in vain" 0 "$(show NRestarts $agent)"
}
says_not_configured() {
  has "STATUS" "not configured|$settings" "$(show StatusText $agent)"
}

it daemon-rights "the daemon is its own user, with one capability and a seccomp filter" any
daemon-rights() {
  start_agent
  local status
  status=$(on cat "/proc/$(show MainPID $agent)/status")
  has "user" "^Uid:\s$(on id -u hs-trainer-agent)\s" "$status"
  has "capabilities" '^CapEff:\s0000000000000004$' "$status"
  has "bounding set" '^CapBnd:\s0000000000000004$' "$status"
  has "no new privileges" '^NoNewPrivs:\s1$' "$status"
  has "seccomp" '^Seccomp:\s2$' "$status"
}

it shadow "in the daemon's place nobody reads /etc/shadow, private keys or /root, nor writes /etc"
shadow() {
  on sh -c 'mkdir -p /etc/ssl/private && echo key >/etc/ssl/private/key.pem && echo note >/root/note && chmod 600 /etc/ssl/private/key.pem /root/note'
  start_agent
  local path
  for path in /etc/shadow /etc/ssl/private/key.pem /root/note; do
    # Outside the sandbox the capability alone would do: the case can fail.
    [ -n "$(as_daemon --mount= cat $path)" ] || fail "$path is not readable with the capability; the case shows nothing"
    [ -z "$(as_daemon --mount cat $path 2>/dev/null)" ] || fail "the daemon reads $path"
  done
  refused "writing /etc" as_daemon --mount touch /etc/planted
  refused "writing the records" as_daemon --mount touch /var/lib/hs-trainer/planted.json
  # Not even root writes there in the daemon's mount namespace; outside it does: the case can fail.
  for path in /etc/planted /var/lib/hs-trainer/planted.json /usr/planted; do
    on sh -c "touch $path && rm $path"
    denied "root's writing of $path in the daemon's place" 'Read-only file system' on nsenter --mount="/proc/$(show MainPID $agent)/ns/mnt" touch $path
  done
  shows ProtectSystem strict $agent
  shows ProtectProc invisible $agent
  shows MemoryDenyWriteExecute yes $agent
}
as_daemon() { # --mount|--mount= COMMAND…: with the daemon's user and capability, in its mount namespace or (--mount=) in the machine's
  local pid=1
  [ "$1" = --mount= ] || pid=$(show MainPID $agent)
  on nsenter --mount="/proc/$pid/ns/mnt" setpriv --reuid=hs-trainer-agent --regid=hs-trainer-agent --clear-groups \
    --inh-caps=-all,+dac_read_search --ambient-caps=+dac_read_search "${@:2}"
}

it sees-all "in its sandbox the daemon can look at everything: no check is unknown" any
sees-all() {
  apply_first
  within 10 "every check's word" none_unknown
  hasnt "could not look" . "$(journal -o cat -t hs-trainer-agent HS_EVENT=blind)"
}
none_unknown() {
  has "checks" '^6$' "$(report '.checks | length')"
  same "unknown" "" "$(report '.checks[] | select(.status == "unknown") | "\(.name): \(.reason)"')"
}
