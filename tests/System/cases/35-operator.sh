it stopped-in-run "a trainer stopped by hand during run.sh stays stopped, and that is no failure"
stopped-in-run() {
  behave slow 30
  configure
  start_agent
  within 10 "the run" started 1
  on systemctl stop $unit
  within 10 "the state" eval 'report ".trainers[].state" | grep -qx stopped'
  same "failures" 0 "$(events apply-failed)"
  same "unit" inactive "$(show ActiveState)"
  behave detached
  stays 1
  on hs-trainer-agent apply
  applied 2
}

it killed-by-hand "systemctl kill of a foreground trainer: told as stopped, not taken for running"
killed-by-hand() {
  behave foreground
  configure '.apply.foregroundAfter = "1s"'
  start_agent
  within 10 "applied" applied 1
  on systemctl kill --kill-who=main $unit
  within 10 "the finding" found trainer.not-started
  stays 1
}

it adopted "run.sh by hand after a failure, then adopt: no rerun, though the unit has failed"
adopted() {
  behave fails
  configure
  start_agent
  within 10 "the failure" told apply-failed 1
  same "unit" failed "$(show ActiveState)"
  on hs-trainer-agent adopt $trainer
  within 20 "in sync" eval 'report ".trainers[].state" | grep -qx in-sync'
  within 5 "no finding" check_is trainer in-sync
  stays 1
  on systemctl restart $agent
  within 10 "in sync again" eval 'report ".trainers[].state" | grep -qx in-sync'
  stays 1
}

it masked-once "a masked trainer with new settings is held, and told once"
masked-once() {
  apply_first '.schedules.trainer = "1h"'
  on systemctl mask --quiet --runtime $unit
  within 5 "the event" told trainer-masked 1
  change ".application.token = \"$second_token\""
  within 10 "the hold" told apply-held 1
  on systemctl reload $agent
  on systemctl kill --signal=HUP $agent
  sleep 2
  same "holds" 1 "$(events apply-held)"
  same "starts told" 1 "$(events apply-started)"
  on systemctl unmask --quiet --runtime $unit
  within 5 "the event" told trainer-unmasked 1
  within 20 "the rerun" applied 2
  told trainer-masked 1
}

it lock-is-roots "nobody but root can hold up a rerun by its lock"
lock-is-roots() {
  apply_first
  # With the capability alone, outside the sandbox, it can be had: the case can fail.
  within 5 "the free lock" as_daemon --mount= flock -n /run/hs-trainer/lock/$trainer true
  refused "the lock, for anybody" on setpriv --reuid=65534 --regid=65534 --clear-groups flock -n /run/hs-trainer/lock/$trainer true
  refused "the lock, in the daemon's place" as_daemon --mount flock -n /run/hs-trainer/lock/$trainer true
}

it refused-start "a bundle that the daemon's user may write is refused before the trainer that runs is stopped"
refused-start() {
  apply_first
  on chown hs-trainer-agent $bundle/run.sh
  change ".application.token = \"$second_token\""
  within 10 "the hold" told apply-held 1
  has "the reason" 'run.sh belongs to user.*keeps its earlier settings' "$(journal -o cat -t hs-trainer-agent HS_EVENT=apply-held)"
  same "unit" active "$(show ActiveState)"
  stays 1
  on chown root $bundle/run.sh
  on systemctl reload $agent
  within 75 "the rerun" applied 2
}
