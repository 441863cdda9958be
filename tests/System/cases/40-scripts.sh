it fails "run.sh fails: no record, its exit code and last words are told, and it backs off"
fails() {
  behave fails
  configure
  start_agent
  within 10 "the event" told apply-failed 1
  has "the event" 'exit code 7.*no space left' "$(journal -o cat -t hs-trainer-agent HS_EVENT=apply-failed)"
  same "unit" "failed exit-code 7" "$(show ActiveState) $(show Result) $(show ExecMainStatus)"
  refused "a record" on test -e $record
  within 3 "backing off" told apply-backing-off 1
  stays 1
  behave detached
  change ".application.token = \"$second_token\""
  within 10 "new settings at once" applied 2
}

it hangs "run.sh hangs: apply.timeout ends it with all its processes"
hangs() {
  behave hangs
  configure '.apply.timeout = "3s" | .apply.foregroundAfter = null'
  start_agent
  within 15 "the event" told apply-failed 1
  has "the event" 'apply\.timeout' "$(journal -o cat -t hs-trainer-agent HS_EVENT=apply-failed)"
  same "state" failed "$(show ActiveState)"
  same "processes left" "" "$(on pgrep -f 'sleep 777[7]' || true)"
  refused "a record" on test -e $record
}

it foreground "run.sh stays: applied after apply.foregroundAfter, ended before a rerun"
foreground() {
  behave foreground
  configure '.apply.foregroundAfter = "1s"'
  start_agent
  within 10 "applied" applied 1
  same "sub state" running "$(show SubState)"
  same "mode" foreground "$(jq -r '.mode | ascii_downcase' "$root$record")"
  change ".application.token = \"$second_token\""
  within 15 "the rerun" applied 2
  same "trainers" 1 "$(on pgrep -f -c 'sleep 777[7]')"
  stays 2
}

it dies-later "a foreground trainer that dies later: the record goes, it is told and run again"
dies-later() {
  behave dies 6
  configure '.apply.foregroundAfter = "1s" | .schedules.trainer = "1h"'
  start_agent
  within 10 "applied" applied 1
  within 10 "the event" told apply-failed 1
  behave detached
  within 5 "the watch's event" told trainer-failed 1
  has "the event" 'database is gone' "$(journal -o cat -t hs-trainer-agent HS_EVENT=apply-failed)"
  same "state" "failed 3" "$(show ActiveState) $(show ExecMainStatus)"
  refused "a record" on test -e $record
  within 5 "the finding" found 'trainer.(apply-failed|not-applied)'
  within 45 "run again" applied 2
}

it children "run.sh leaves processes: they live on, and all are gone before a rerun"
children() {
  behave children
  apply_first
  sleep 1
  same "left" 3 "$(left)"
  on sh -c "mkdir -p /run/systemd/system/$unit.d && printf '[Service]\nTimeoutStopSec=2\n' >/run/systemd/system/$unit.d/test.conf && systemctl daemon-reload"
  behave detached
  change ".application.token = \"$second_token\""
  within 20 "the rerun" applied 2
  same "left after the rerun" 0 "$(left)"
  stays 2
}
left() {
  on pgrep -f -c 'sleep 700[123]' || true
}

it output "run.sh's lines are in the journal of its unit, with the token as ***"
output() {
  behave talks 0
  apply_first
  local lines
  lines=$(journal -o cat -u $unit -t hs-trainer)
  has "standard output" '^connecting with \*\*\*$' "$lines"
  has "standard error" "^using token \\*\\*\\* at $(cat "$served/url")$" "$lines"
  has "in two writes" '^split \*\*\* end$' "$lines"
}
