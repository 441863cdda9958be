# What waits for its time: a pause, a maintenance window, this host's part of apply.splay, an operator.

state_is() { # WORD: how the applying stands, as the daemon tells it
  same "state" "$1" "$(report '.trainers[].state')"
}

paused_by() { # WHO
  same "who has paused it" "$1" "$(report '.pause.by')"
}

it paused "pause holds a change, says who, why and until when, and after resume it is applied once"
paused() {
  apply_first
  exits 0 on env SUDO_USER=alice hs-trainer-agent pause --for 2h --reason "training run 17"
  has "its answer" '^paused until .*Z, for 2h, by alice: training run 17$' "$said"
  # Readable by the daemon, and by nobody else.
  same "the file's owner and mode" "root:hs-trainer-agent 640" "$(on stat -c '%U:%G %a' /var/lib/hs-trainer/.pause.json)"
  within 3 "the event" told paused 1
  within 3 "the status" paused_by alice
  within 5 "the finding" found trainer.paused
  change ".application.token = \"$second_token\""
  within 10 "the wait" state_is paused
  within 10 "the held finding" found trainer.apply-held
  has "STATUS=" 'paused until .* by alice: training run 17' "$(show StatusText $agent)"
  exits 3 on hs-trainer-agent apply
  has "what apply says" 'held: paused by alice until .*: training run 17' "$said"
  exits 3 on hs-trainer-agent apply --dry-run
  on systemctl restart $agent
  within 10 "the wait, by another daemon" state_is paused
  stays 1
  exits 0 on hs-trainer-agent resume
  within 10 "the rerun" applied 2
  told resumed 1
  stays 2
  exits 0 on hs-trainer-agent resume
  has "a second resume" 'not paused' "$said"
}

it pause-ends "a pause ends by itself, and the daemon acts at once"
pause-ends() {
  apply_first
  exits 0 on hs-trainer-agent pause --for 8s --reason "short"
  change ".application.token = \"$second_token\""
  within 6 "the wait" state_is paused
  started 1
  within 15 "the rerun" applied 2
  has "why" 'is over' "$(journal -o cat -t hs-trainer-agent HS_EVENT=resumed)"
  stays 2
}

it pause-force "apply --force overrides a pause, and a run in progress goes on in spite of it"
pause-force() {
  begin_run
  exits 0 on hs-trainer-agent pause --for 1h --reason "short"
  end_run
  within 10 "the end of the run" ended_well
  change ".application.token = \"$second_token\""
  within 10 "the wait" state_is paused
  exits 0 on hs-trainer-agent apply --force
  applied 2
  within 10 "in sync" state_is in-sync
}

it pause-damaged "a damaged pause file holds and is told, and resume cures it"
pause-damaged() {
  apply_first
  on sh -c 'echo "{ half" >/var/lib/hs-trainer/.pause.json'
  within 5 "the event" told pause-unclear 1
  change ".application.token = \"$second_token\""
  within 10 "the hold" told apply-held 1
  within 5 "the finding" found trainer.paused
  stays 1
  exits 0 on hs-trainer-agent resume
  within 10 "the rerun" applied 2
}

it pause-boot "paused, a trainer that was applied before the boot is not started"
pause-boot() {
  apply_first
  exits 0 on hs-trainer-agent pause --for 1h --reason "maintenance"
  on systemctl stop $agent $unit
  # As after a boot: nothing of the run is left, and the record is of another one.
  on sh -c "rm -rf /run/hs-trainer/*.json; systemctl reset-failed $unit 2>/dev/null; sed -i 's/\"invocation\": \"[^\"]*\"/\"invocation\": \"00000000000000000000000000000000\"/' $record"
  start_agent
  within 10 "the wait" state_is paused
  stays 1
  exits 0 on hs-trainer-agent resume
  within 10 "the start" started 2
}

it window "outside the maintenance windows a change is held, told with the next opening, and applied when it opens"
window() {
  local opens minute
  apply_first
  # A minute in any hour that is at least 20 s away in the machine's own time.
  opens=$(on sh -c 'date -d "+20 seconds" +"%S %M %H"')
  read -r second minute hour <<<"$opens"
  change ".application.token = \"$second_token\" | .apply.windows = [{ start: \"$((10#$second)) $((10#$minute)) $((10#$hour)) * * ?\", \"for\": \"10m\" }]"
  within 6 "the hold" state_is waiting
  has "the reason" 'outside apply.windows' "$(report '.trainers[].reason')"
  has "the opening" "T.*:$minute:$second" "$(report '.trainers[].until')"
  exits 3 on hs-trainer-agent apply
  has "what apply says" 'outside apply.windows: the next one opens at' "$said"
  started 1
  within 20 "the rerun" applied 2
  told apply-held 1
  stays 2
}

it window-down "a trainer that does not run is not kept waiting for a window"
window-down() {
  behave fails
  configure '.apply.windows = []'
  start_agent
  within 10 "the failure" told apply-failed 1
  behave detached
  change ".application.token = \"$second_token\" | .apply.windows = [{ start: \"0 0 0 1 1 ?\", \"for\": \"1s\" }]"
  within 15 "the rerun" applied 2
}

it window-force "apply --force overrides a closed window"
window-force() {
  apply_first
  change ".application.token = \"$second_token\" | .apply.windows = [{ start: \"0 0 0 1 1 ?\", \"for\": \"1s\" }]"
  within 10 "the hold" state_is waiting
  exits 0 on hs-trainer-agent apply --force
  applied 2
}

it splay "apply.splay: the host waits its turn, always the same one, also across a restart of the daemon"
splay() {
  local until
  apply_first
  change ".application.token = \"$second_token\" | .apply.splay = \"30d\""
  within 10 "the wait" state_is waiting
  until=$(report '.trainers[].until')
  on systemctl restart $agent
  within 10 "the wait, by another daemon" state_is waiting
  same "its end" "$until" "$(report '.trainers[].until')"
  stays 1
  # A shorter one is over soon: it counts from when the change was due.
  change '.apply.splay = "4s"'
  within 10 "the rerun" applied 2
  stays 2
}

it manual "apply.mode manual: a change waits for an operator, who applies it once"
manual() {
  apply_first
  change ".application.token = \"$second_token\" | .apply.mode = \"manual\""
  within 10 "the wait" state_is manual
  on systemctl restart $agent
  within 10 "the wait, by another daemon" state_is manual
  stays 1
  exits 0 on hs-trainer-agent apply
  applied 2
  within 20 "in sync" state_is in-sync
  stays 2
}
