it daemon-killed "kill -9 of the daemon during run.sh: the run goes on, one record"
daemon-killed() {
  begin_run
  on systemctl kill --kill-who=main --signal=KILL $agent
  within 5 "systemd's verdict" shows Result signal $agent
  start_agent
  sleep 1
  started 1
  end_run
  within 10 "the run's end" ended_well
  same "records" 1 "$(on sh -c 'ls /var/lib/hs-trainer/*.json' | wc -l)"
  stays 1
}

it daemon-restarted "systemctl restart of the agent during run.sh: joined, not doubled"
daemon-restarted() {
  begin_run
  on systemctl restart $agent
  sleep 1
  started 1
  end_run
  within 10 "the run's end" ended_well
  stays 1
}

it daemon-reloaded "systemctl reload of the agent during run.sh: it answers, the run goes on"
daemon-reloaded() {
  begin_run
  on systemctl reload $agent
  within 3 "the event" told agent-reloaded 1
  within 3 "active again" shows ActiveState active $agent
  sleep 1
  started 1
  end_run
  within 10 "the run's end" ended_well
  stays 1
}

it reload-invalid "systemctl reload fails on invalid settings and the last good ones stay in force"
reload-invalid() {
  apply_first
  local pid
  pid=$(show MainPID $agent)
  change '.apply.settel = "1s"'
  refused "the reload" on systemctl reload $agent
  logged 'settel.*did you mean "settle"' -u $agent
  within 5 "the event" told settings-invalid 1
  same "process" "$pid" "$(show MainPID $agent)"
  configure
  on systemctl reload $agent
  stays 1
}

it settings-in-the-middle "settings changed during run.sh: the run ends, then one rerun with the newest"
settings-in-the-middle() {
  begin_run
  change ".application.token = \"$second_token\""
  sleep 1
  change ".application.token = \"$third_token\""
  sleep 2
  started 1
  end_run
  within 15 "the rerun" applied 2
  same "ends of both" $'0\n0' "$(ends)"
  same "arguments" "run.sh trainer $(cat "$served/url") $third_token" "$(runs | tail -n 1)"
  stays 2
}

it by-hand "systemctl restart hs-trainer@$trainer by hand: one rerun, seen by the agent"
by-hand() {
  # The check that reads the unit by itself is out of the way: what is told comes from the watch.
  apply_first '.schedules.trainer = "1h"'
  on systemctl restart $unit
  within 5 "the rerun" applied 2
  within 5 "the event" told trainer-started 1
  stays 2
  within 5 "in sync" check_is trainer in-sync
}

it stopped-by-hand "a trainer stopped by hand stays stopped, and the agent says so"
stopped-by-hand() {
  apply_first '.schedules.trainer = "1h"'
  on systemctl stop $unit
  within 5 "the event" told trainer-stopped 1
  within 5 "the finding" found trainer.not-started
  stays 1
  same "state" inactive "$(show ActiveState)"
  on systemctl start $unit
  within 5 "the start" applied 2
  within 5 "the event" told trainer-started 1
  within 5 "in sync" check_is trainer in-sync
}

it masked "a masked trainer is not started, and the agent says so"
masked() {
  on systemctl mask --quiet --runtime $unit
  configure '.schedules.trainer = "1h"'
  start_agent
  within 10 "the reason" logged masked -t hs-trainer-agent
  stays 0
  on systemctl unmask --quiet --runtime $unit
  within 5 "the event" told trainer-unmasked 1
}
