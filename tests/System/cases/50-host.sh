it reboot "reboot: the trainer is started once, because it was not started since boot" any
reboot() {
  apply_first
  "$here/bed" reboot "$machine"
  within 20 "the agent, started by the boot" shows ActiveState active $agent
  within 20 "the start at boot" applied 2
  same "arguments" "$(runs | head -n 1)" "$(runs | tail -n 1)"
  stays 2
}

it reboot-without-start "reboot with apply.atBoot false: not started, and that is a finding until it is"
reboot-without-start() {
  apply_first
  change '.apply.atBoot = false'
  "$here/bed" reboot "$machine"
  within 20 "the agent, started by the boot" shows ActiveState active $agent
  within 10 "the finding" found trainer.not-started
  stays 1
  on systemctl start $unit
  within 10 "the start" applied 2
  within 5 "in sync" check_is trainer in-sync
}

it bus-restarted "the bus restarted: the agent sees the trainer again, and a change is applied"
bus-restarted() {
  apply_first '.schedules.trainer = "1h"'
  local pid
  pid=$(show MainPID $agent)
  on sh -c 'systemctl restart dbus.service'
  within 10 "a bus" on busctl status
  on systemctl stop $unit
  within 5 "the event" told trainer-stopped 1
  within 10 "the finding" found trainer.not-started
  change ".application.token = \"$second_token\""
  within 15 "the rerun" applied 2
  same "process" "$pid" "$(show MainPID $agent)"
  stays 2
}

it bus-lost-in-run "the bus restarted during run.sh: the run goes on and is told when it ends"
bus-lost-in-run() {
  begin_long_run 4
  on systemctl restart dbus.service
  within 15 "the run's end" ended_well
  within 10 "the event" told applied 1
  stays 1
}

it journald-restarted "journald restarted: neither the agent nor run.sh's lines are lost"
journald-restarted() {
  behave talks 3
  configure
  start_agent
  within 10 "the first run" started 1
  on systemctl restart systemd-journald.service
  within 10 "the run's end" applied 1
  within 5 "the event" told applied 1
  within 5 "the last line of the run that was under way" logged '^still connected$' -u $unit -t hs-trainer
  change ".application.token = \"$second_token\""
  within 10 "the rerun" applied 2
  within 5 "the event" told applied 2
  has "the second run's lines" 'connecting' "$(journal -o cat -u $unit -t hs-trainer)"
}

it watchdog "a daemon that hangs is ended by the watchdog and started again"
watchdog() {
  on sh -c "mkdir -p /run/systemd/system/$agent.d && printf '[Service]\nWatchdogSec=5\nTimeoutAbortSec=2\nRestartSec=1\n' >/run/systemd/system/$agent.d/test.conf && systemctl daemon-reload"
  apply_first
  local pid
  pid=$(show MainPID $agent)
  # Fed, it lives longer than the watchdog's time.
  sleep 7
  same "process" "$pid" "$(show MainPID $agent)"
  on kill -STOP "$pid"
  within 20 "a new daemon" another_daemon "$pid"
  has "process 1 says why" 'atchdog timeout' "$(journal -o cat _PID=1 -u $agent)"
  stays 1
}
another_daemon() { # PID
  shows ActiveState active $agent
  [ "$(show MainPID $agent)" != "$1" ]
}
