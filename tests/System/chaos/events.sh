# What each event of a history does to the machine, and the machine's first day. Needs lib.sh, machine.sh and writes.sh.
own_folder=$root/opt/hs/chaos

now() { # leaves in $now the uptime in hundredths of a second
  local up rest
  read -r up rest </proc/uptime
  now=${up/./}
}

find_leader() { # once a boot
  local nspawn children name
  read -r nspawn <"$HS_TRAINER_BED/$machine/nspawn"
  { read -r children <"/proc/$nspawn/task/$nspawn/children"; } 2>/dev/null || true
  for leader in $children; do
    { read -r name <"/proc/$leader/comm"; } 2>/dev/null || continue
    [ "$name" != systemd ] || return 0
  done
  return 1
}

on() { # COMMAND…: as root in the machine, without a search for its process 1 each time
  [ -n "$leader" ] || find_leader || return
  nsenter --target "$leader" --mount --uts --ipc --net --pid --cgroup --root --wd \
    env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root TERM=dumb LANG=C.UTF-8 "$@"
}

begin_sampling() {
  # Handed to process 1: a child of nsenter would be its zombie and hold up a reboot, for nsenter stops with it.
  on setsid -f /opt/hs/chaos/sampler 0.2 </dev/null >/dev/null 2>&1
}

prepare_chaos() { # the machine, once
  prepare_machine || return
  mkdir -p "$own_folder" "$root/var/log/journal" "$root/etc/systemd/system/$agent.d"
  # The journal outlives a reboot, and a daemon that was killed is back before the history is over.
  printf '[Service]\nRestartSec=1\n' >"$root/etc/systemd/system/$agent.d/chaos.conf"
  # What does not heed SIGTERM when start-trainer was killed holds up a history no longer than that.
  mkdir -p "$root/etc/systemd/system/hs-trainer@.service.d"
  printf '[Service]\nTimeoutStopSec=8\n' >"$root/etc/systemd/system/hs-trainer@.service.d/chaos.conf"
  ! declare -F clock_prepare >/dev/null || clock_prepare
  install -m 755 "$here/chaos/run.sh" "$root$bundle/run.sh"
  install -m 755 "$here/chaos/sampler" "$own_folder/sampler"
  cp "$served/ca.pem" "$root/etc/stand-in-ca.pem"
  chmod 644 "$root/etc/stand-in-ca.pem"
  # No process of the bed has the mark among its arguments.
  echo kq7zx >"$own_folder/mark"
  find_leader
  on sh -c "systemctl daemon-reload; systemctl restart systemd-journald"
  group=$(stat -c %g "$root/var/lib/hs-trainer-agent")
  base=$(cat "$served/url")
}

first_day() { # everything but the agent's package as if it had just been installed
  find_leader
  rm -f "$served/answer" "$own_folder"/said.*
  on sh -c "
    pkill -f '^/bin/bash /opt/hs/chaos/sampler'
    systemctl stop $agent
    systemctl stop 'hs-trainer-agent-broker@*' 'hs-trainer-agent-guard@*' 'hs-trainer@*'
    systemctl unmask --quiet $unit
    rm -rf /var/lib/hs-trainer/* /run/hs-trainer/* /var/lib/hs-trainer-agent/* /var/lib/hs-trainer-agent/.[!.]* /run/hs-trainer-agent/* /var/lib/hs-trainer/.[!.]*
    systemctl reset-failed
    systemd-tmpfiles --create hs-trainer-agent.conf
    systemctl start hs-trainer-agent-broker.socket
    journalctl -q --rotate --vacuum-size=1K
    rm -f $settings $token_file /opt/hs/chaos/runs /opt/hs/chaos/seen /opt/hs/chaos/arm" >/dev/null 2>&1
  : >"$served/log"
  : >"$own_folder/runs"
  printf 'detached 0.1 0\n' >"$own_folder/behaviour"
  guard_says yes 0
  model
  now; since=$now
  tls_written
  begin_sampling
}

given() { # SETTLE FOREGROUND-AFTER: of this history's settings
  settle=$1 foreground_after="\"$2\"" timeout=30s
  # A run.sh that stays is then one that hangs.
  [ "$2" != null ] || foreground_after=null timeout=3s
}

guard_says() { # HOW AFTER-SECONDS: the operator's program from now on, which may be none
  local program=$own_folder/guard
  echo "$1 $2" >"$own_folder/guard-says"
  install -m 755 "$here/chaos/guard.sh" "$program.new"
  case $1 in
    missing) rm -f "$program" "$program.new"; return ;;
    damaged) echo "no program" >"$program.new" ;;
    writable) chmod 777 "$program.new" ;;
  esac
  mv "$program.new" "$program"
}

killed() { # WHOM
  case $1 in
    daemon) on systemctl kill --kill-who=main --signal=KILL $agent ;;
    start-trainer) on systemctl kill --kill-who=main --signal=KILL $unit ;;
    broker) on pkill -KILL -xf '/usr/bin/hs-trainer-agent broker' ;;
    bash) on pkill -KILL -f '^bash run\.sh trainer' ;;
  esac
}

package() { # reinstall|upgrade: the one that is installed, or the other one
  local have want
  have=$(on dpkg-query --show --showformat='${Version}' hs-trainer-agent) want=$first
  case $1 in
    reinstall) want=$have ;;
    upgrade) [ "$have" != "$first" ] || want=$next ;;
  esac
  on dpkg --install "/root/hs-trainer-agent_${want}_amd64.deb"
}

operator() { # ARGUMENTS…: hs-trainer-agent in the background; what it says is searched for the token at the end
  # shellcheck disable=SC2016
  on setsid -f timeout 60 sh -c 'exec hs-trainer-agent "$@" >/opt/hs/chaos/said.$$ 2>&1' operator "$@" </dev/null
}

operators_end() {
  while on pgrep -f '^timeout 60 sh -c exec hs-trainer-agent' >/dev/null; do sleep 0.2; done
}

rebooted() {
  "$here/bed" reboot "$machine"
  find_leader
  begin_sampling
}

happen() { # EVENT ARGUMENTS…
  case $1 in
    given) given "$2" "$3" ;;
    holding) guarded=$2 windows=$3 splay=$4 ;;
    guard-says) guard_says "$2" "$3" ;;
    save | undo | url | token | revision | same | half-save | half-token | whole | invalid | remove | token-file | token-inline | tls | tls-gone | tls-back | guard | windows | splay) write "$@" ;;
    behave) echo "$2 $3 $4" >"$own_folder/behaviour" ;;
    arm) echo "$2 $3" >"$own_folder/arm" ;;
    kill) killed "$2" ;;
    start-daemon) on systemctl start $agent ;;
    stop-daemon) on systemctl stop $agent ;;
    restart-daemon) on systemctl restart $agent ;;
    reload) on systemctl reload $agent ;;
    dbus) on systemctl restart dbus ;;
    journald) on systemctl restart systemd-journald ;;
    daemon-reload) on systemctl daemon-reload ;;
    daemon-reexec) on systemctl daemon-reexec ;;
    application) if [ "$2" = up ]; then rm -f "$served/answer"; else echo "$2" >"$served/answer"; fi ;;
    apply) operator apply ;;
    apply-force) operator apply --force ;;
    by-hand) on systemctl --no-block "$2" $unit ;;
    upgrade | reinstall) package "$1" ;;
    reboot) rebooted ;;
    disk) disk "$2" "${3-}" ;;
    clock) clock "$2" ;;
    pause) pausing && on hs-trainer-agent pause --for 1h --reason chaos && tell_log paused ;;
    resume) ! pausing || { tell_log resumed; on hs-trainer-agent resume; } ;;
    plant) when_in_sync "$2" ;;
    *) echo "no such event: $1" ;;
  esac
}

tell_log() { # WORD
  now
  echo "$now $now did $1" >>"$served/log"
}

pausing() { # whether this version has it
  # A verb that is not there prints the help of all, and no help of its own.
  [ -n "${has_pause-}" ] || if on hs-trainer-agent pause --help 2>/dev/null | grep -q -- --reason; then has_pause=1; else has_pause=0; fi
  [ $has_pause = 1 ]
}

disk() { # HOW FOLDER
  declare -F disk_full >/dev/null || return 0
  case $1 in
    heal) disk_heal ;;
    *) "disk_$1" "$2" ;;
  esac
}

clock() { # SECONDS
  declare -F clock_jump >/dev/null || return 0
  if [ "$1" = heal ]; then clock_heal; else clock_jump "$1"; fi
}

carry_out() { # the history in ${lines[@]} but its last line
  local line at event zero since
  now; zero=$now
  for line in "${lines[@]}"; do
    read -r at event <<<"$line"
    [ "${event%% *}" != calm ] || return 0
    now
    local wait=$((zero * 10 + at - now * 10))
    [ $wait -le 0 ] || sleep "$((wait / 1000)).$(printf %03d $((wait % 1000)))"
    now; since=$now
    # shellcheck disable=SC2086
    happen $event >>"$served/chatter" 2>&1
    now
    echo "$since $now did $event" >>"$served/log"
  done
}
