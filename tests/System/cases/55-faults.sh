# The faults themselves, so that one that does nothing is noticed; and what the agent makes of them.
. "$here/chaos/disk.sh"
. "$here/chaos/clock.sh"

faulted=(/var/lib/hs-trainer /run/hs-trainer /var/lib/hs-trainer-agent /run/hs-trainer-agent /etc)

it disk-faults "A folder of the agent's can be made full, read-only and failing, for those who run and those who start, and be healed" any
disk-faults() {
  trap disk_heal EXIT
  local folder file before
  # Its own view, as the unit has it.
  on systemctl start $agent
  within 10 "the agent is there" on systemctl is-active $agent
  for folder in "${faulted[@]}"; do
    file=$folder/hs-trainer-agent-probe
    before=$(on stat -c '%a %u:%g' "$folder")
    disk_lie "$folder"
    same "$folder" "$before" "$(on stat -c '%a %u:%g' "$folder")"
    as_written "$file"
    disk_full "$folder"
    denied "to write into a full $folder" 'No space left' on bash -c "echo more >$file-new"
    same "what could be written" 0 "$(on stat -c %s "$file-new")"
    disk_heal "$folder"
    disk_full "$folder" 3
    denied "to write more than there is room in $folder" 'No space left' on bash -c "printf 12345 >$file-new"
    same "what could be written" 123 "$(on cat "$file-new")"
    disk_heal
    disk_readonly "$folder"
    denied "to make a file in a read-only $folder" 'Read-only' on bash -c ": >$file-other"
    denied "to write into a read-only $folder" 'Read-only' on bash -c "echo more >>$file"
    denied "to remove from a read-only $folder" 'Read-only' on rm "$file"
    same "the file" written "$(on cat "$file")"
    disk_heal "$folder"
    disk_errors "$folder"
    denied "to read from a failing $folder" 'Input/output' on cat "$file"
    denied "to write into a failing $folder" 'Input/output' on bash -c "echo more >>$file"
    denied "to rename in a failing $folder" 'Input/output' on mv "$file" "$file-other"
    disk_errors "$folder" fsync
    denied "to flush a file of a failing $folder" 'Input/output' on sync "$file"
    denied "it in the agent's own view" 'Input/output' in_view sync "$file"
    same "the file" written "$(on cat "$file")"
    on systemctl restart $agent
    denied "it in the view of an agent that started since" 'Input/output' in_view sync "$file"
    disk_heal
    as_written "$file"
    on rm "$file" "$file-new"
  done
  # A lock is one lock, above and below.
  on sh -c 'flock /run/hs-trainer/lock/probe sleep 5 >/dev/null 2>&1 &'
  within 2 "the lock is taken" refused "a second lock" on flock -n /run/hs-trainer/lock/probe true
  # A file that the agent makes is its own, and its group's where the folder says so.
  on setpriv --reuid=hs-trainer-agent --regid=hs-trainer-agent --clear-groups touch /var/lib/hs-trainer-agent/probe
  same "the file's owner" hs-trainer-agent:hs-trainer-agent "$(on stat -c %U:%G /var/lib/hs-trainer-agent/probe)"
  on touch /var/lib/hs-trainer/probe
  same "the file's group" root:hs-trainer-agent "$(on stat -c %U:%G /var/lib/hs-trainer/probe)"
  on rm /var/lib/hs-trainer/probe /var/lib/hs-trainer-agent/probe /run/hs-trainer/lock/probe
}

as_written() { # FILE: it can be written, flushed and renamed
  on bash -ec "echo written >$1; sync $1; mv $1 $1-other; mv $1-other $1; [ \$(cat $1) = written ]"
}

in_view() { # COMMAND…: as root, where the agent's mounts are
  on nsenter --target "$(show MainPID $agent)" --mount "$@"
}

it clock-steps "The agent's wall clock can be stepped while it runs, and nobody else's is" any
clock-steps() {
  trap clock_heal EXIT
  clock_prepare
  apply_first
  local pid real
  pid=$(show MainPID $agent)
  clock_jump 7200
  clock_jump 3600
  same "how far it is ahead" 10800 "$(clock_ahead)"
  # What the daemon says, what a unit writes that starts now, and what run.sh itself would see.
  within 5 "the daemon's clock is ahead" reported_ahead 10800
  change '.application.revision = "ahead"'
  within 10 "a run by the new time" recorded_ahead 10800
  near 10800 "$(at_clock date +%s)"
  near 0 "$(on date +%s)"
  on sh -c 'echo now | systemd-cat --identifier=now'
  near 0 "$(journal -o json -t now | jq -r '.__REALTIME_TIMESTAMP[:10]')"
  clock_jump -18000
  within 5 "the daemon's clock is set back" reported_ahead -7200
  change '.application.revision = "behind"'
  within 10 "a run by the time that was set back" recorded_ahead -7200
  clock_heal
  within 5 "the daemon's clock is right" reported_ahead 0
  started 3
  same "the daemon" "$pid" "$(show MainPID $agent)"
  # Nothing of it is of use to somebody who is not root.
  refused "a look at another clock by an ordinary user" on setpriv --reuid=1000 --clear-groups sh -c ': >>/usr/local/lib/hs-clock'
}

near() { # SECONDS-AHEAD TIME: of the time on this host
  local off=$(($2 - $(date +%s) - $1))
  [ ${off#-} -le 5 ] || fail "$1 s ahead of the time: seen $off s more"
}

reported_ahead() { # SECONDS: by the report that the daemon writes
  near "$1" "$(on cat /run/hs-trainer-agent/status.json | jq -r '.at | fromdate')"
}

recorded_ahead() { # SECONDS: by the newest applied record
  near "$1" "$(jq -r '.at[:19] + "Z" | fromdate' "$root$record")"
}

unharmed() { # INVOCATION: the trainer that was applied before the fault runs on, and its record says so
  same "the trainer's run" "$1" "$(show InvocationID)"
  same "the recorded run" "$1" "$(jq -r .invocation "$root$record")"
  started 1
}

it disk-full-apply "With its state folders full or read-only nothing is applied and the trainer runs on; when they are well again the change is applied once" any
disk-full-apply() {
  trap disk_heal EXIT
  local folder fault before number=0
  for fault in disk_full disk_readonly; do
    for folder in /var/lib/hs-trainer /run/hs-trainer; do
      fresh
      disk_lie $folder
      apply_first
      before=$(show InvocationID)
      $fault $folder
      number=$((number + 1))
      change ".application.revision = \"$number\""
      within 10 "the hold" found trainer.apply-held
      has "what it says" "$folder (has no space left|is read-only)" "$(report '.trainers[].reason')"
      sleep 3
      unharmed "$before"
      told apply-held 1
      disk_heal
      within 15 "the apply" applied 2
      stays 2
    done
  done
}

it disk-errors-apply "With a disk that fails to write, a change is tried again in its time and not all the time, and is applied once when the disk is well again"
disk-errors-apply() {
  trap disk_heal EXIT
  local folder said
  for folder in /var/lib/hs-trainer /run/hs-trainer; do
    fresh
    disk_lie $folder
    apply_first
    disk_errors $folder write,fsync,rename
    change '.application.revision = "failing"'
    within 10 "the hold" found trainer.apply-held
    sleep 12
    started 1
    said=$(count journal -o cat -t hs-trainer -g refused)
    # As often as the application is asked, every 5 s.
    [ "$said" -le 5 ] || fail "refused $said times"
    disk_heal
    within 15 "the apply" applied 2
    stays 2
  done
}

it disk-agents-own "Without its own folders the agent applies each change once and says that it cannot tell; restarted it does not apply again, and all heals" any
disk-agents-own() {
  trap disk_heal EXIT
  local fault
  for fault in disk_full disk_readonly disk_errors; do
    fresh
    disk_lie /var/lib/hs-trainer-agent /run/hs-trainer-agent
    apply_first
    $fault /var/lib/hs-trainer-agent
    $fault /run/hs-trainer-agent
    change '.application.revision = "untold"'
    within 10 "the second apply" applied 2
    within 5 "what it says" told status-unwritable 1
    on systemctl restart $agent
    stays 2
    disk_heal
    within 30 "the report" check_is trainer in-sync
    stays 2
  done
}

it disk-settings "Settings that cannot be read for an error of the disk are told, the last good ones stay in force, and a change counts when it can be read" any
disk-settings() {
  trap disk_heal EXIT
  disk_lie /etc
  apply_first
  disk_errors /etc read,open
  change '.application.revision = "unread"'
  within 15 "what it says" refused "the settings are in sync" check_is settings in-sync
  sleep 3
  started 1
  disk_heal
  within 15 "the apply" applied 2
  stays 2
}
